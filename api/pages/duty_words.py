"""Somebody's duty at a gate as it was: who was asked, who held it, what they said and saw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from api.pages.formats import Format
from approvals.domain.wording import N_
from approvals.history.dossier_then import AssignmentThen, DecisionThen, GateThen
from models.enums import Choice, GateMethod, Proof

_PROOFS: Mapping[str, str] = {
    Proof.LINK: N_("mailed link and code"),
    Proof.CODE: N_("fresh code from a mail"),
    Proof.PASSKEY: N_("passkey"),
    Proof.OIDC: N_("the agency's sign-in"),
}
_WAYS: Mapping[str, str] = {
    "link": N_("from the mail"),
    "inbox": N_("in the inbox"),
    "api": N_("by a program"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWords:
    """`verdict` is what was said or why it is not told; `text`, all of it in one line.

    `matches`: whether what they were shown is what the events say was there; None: cannot be said.
    """

    key: str
    name: str
    duty: AssignmentThen
    acting: str
    choice: Choice | None
    verdict: str
    reason: str
    how: str
    shown: str
    matches: bool | None
    written_by: str
    text: str


def duty_words(
    duty: AssignmentThen,
    gate: GateThen,
    person: Callable[[UUID | None], str],
    text: Callable[[str | None], str],
    written: Format,
) -> DutyWords:
    """`person` and `text` write names and texts, also erased ones."""
    decision, opinion = duty.decision, duty.opinion
    said = decision or opinion
    acting = person(decision.by_id) if decision and decision.for_id else ""
    verdict = _verdict(duty, gate, written)
    reason = text(said.reason) if said else ""
    how = _how(decision, written) if decision else ""
    parts = [
        written.label(duty.role),
        written.label(duty.state),
        verdict,
        str(written.texts.gettext("%(name)s acted for them") % {"name": acting}) if acting else "",
        reason,
    ]
    return DutyWords(
        key=f"duty.{duty.id}",
        name=person(duty.person_id),
        duty=duty,
        acting=acting,
        choice=duty.choice,
        verdict=verdict,
        reason=reason,
        how=how,
        shown=decision.shown if decision else "",
        matches=decision.shown_matches if decision else None,
        written_by=person(opinion.entered_by_id) if opinion else "",
        text=" · ".join(part for part in parts if part),
    )


def _verdict(duty: AssignmentThen, gate: GateThen, written: Format) -> str:
    if duty.choice is not None:
        return written.label(duty.choice)
    if duty.decided_at is None or gate.method is not GateMethod.BALLOT:
        return ""
    return str(written.texts.gettext("Voted"))


def _how(decision: DecisionThen, written: Format) -> str:
    _ = written.texts.gettext
    proof = _(_PROOFS[decision.assurance]) if decision.assurance in _PROOFS else decision.assurance
    way = _(_WAYS[decision.via]) if decision.via in _WAYS else decision.via
    return f"{way}, {proof}"
