"""What each kind of event makes of a dossier: itself, its files and its mails. See `replay`."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from approvals.history.dossier_then import FileThen
from approvals.history.draft import Draft
from approvals.history.told import Told, id_of, known_id, moment_of
from models.commendation import AwardKind, Paper
from models.enums import DossierState, GateState, NomineeKind, Stage

Fold = Callable[[Draft, Told], None]

# Ends of a dossier that no vote or signature at its gate came to; how they leave the gate.
_CLOSES = {
    DossierState.WITHDRAWN: GateState.WITHDRAWN,
    DossierState.SETTLED_HERE: GateState.SETTLED_HERE,
}
_WOMAN = {"yes": True, "no": False}


def submitted(draft: Draft, event: Told) -> None:
    facts = event.facts
    draft.id, draft.code = event.chain_id, facts["code"]
    draft.award_code, draft.rule_set_id = facts["award"], facts["rule_set"]
    draft.edition = facts.get("edition", 1)  # earlier: not said, and the first
    draft.award_kind = AwardKind(facts.get("award_kind", AwardKind.MERIT))  # earlier: not said
    draft.state, draft.stage, draft.round = DossierState.UNDER_REVIEW, Stage(facts["stage"]), 1
    draft.achievements, draft.reason = event.text("achievements"), ""
    draft.decision_number, draft.submitted_at, draft.closed_at = None, event.at, None
    draft.held_since = draft.hidden_at = None
    draft.settled_from_id = id_of(facts.get("settled_from"))
    draft.submission = SimpleNamespace(
        id=known_id(facts["submission"]),
        body_id=known_id(facts["body"]),
        campaign_id=known_id(facts["campaign"]),
        number=facts["number"],
        dated_on=date.fromisoformat(facts["dated_on"]),
        submitted_by_id=id_of(facts.get("submitted_by")) or event.actor_id,
        submitted_at=moment_of(facts.get("submitted_at")) or event.at,
        file_sha256=facts["file"],
        movement_id=id_of(facts.get("movement")),  # earlier: not said
    )
    draft.nominee = SimpleNamespace(
        id=known_id(facts["nominee"]),
        kind=NomineeKind(facts["kind"]),
        body_id=id_of(facts["nominee_body"]),
        direct_worker=facts["direct_worker"],
        woman=_WOMAN.get(event.text("woman") or ""),
        name=event.text("name"),
        position=event.text("position"),
        email=event.text("email"),
    )


def resubmitted(draft: Draft, event: Told) -> None:
    draft.state, draft.reason = DossierState.UNDER_REVIEW, ""
    draft.stage, draft.round = Stage(event.facts["stage"]), event.facts["round"]
    draft.achievements = event.text("achievements")
    draft.nominee.position = event.text("position")
    draft.contents_changed()


def moved(state: DossierState) -> Fold:
    """It leaves its gates: ended, or returned."""

    def fold(draft: Draft, event: Told) -> None:
        draft.state, draft.reason = state, event.text("reason")
        draft.decision_number = event.facts["decision_number"]
        if state is not DossierState.RETURNED:
            draft.closed_at = event.at
        if state in _CLOSES and event.facts["gate"]:
            draft.gate(event.facts["gate"]).close(_CLOSES[state], event.at)

    return fold


def attached(draft: Draft, event: Told) -> None:
    facts = event.facts
    file = FileThen(
        id=known_id(facts["attachment"]),
        name=event.text("name"),
        media_type=facts["media_type"],
        size=facts["size"],
        sha256=facts["sha256"],
        paper=Paper(facts["paper"]) if facts.get("paper") else None,
        added_by_id=event.actor_id,
        added_at=event.at,
    )
    draft.files[file.id] = file
    draft.contents_changed()


def queued(draft: Draft, event: Told) -> None:
    gate, notice = event.facts["gate"], event.facts["notice"]
    for one in event.facts["messages"]:
        mail = draft.mail(one["message"], notice, one["person"], gate, one["assignment"])
        mail.queued_at = event.at


def fared(field: str) -> Fold:
    """A mail was accepted, delivered or failed: the moment goes into that field."""

    def fold(draft: Draft, event: Told) -> None:
        facts = event.facts
        mail = draft.mail(
            facts["message"], facts["notice"], facts["person"], facts["gate"], facts["assignment"]
        )
        setattr(mail, field, event.at)
        if field == "failed_at":
            mail.failure = event.text("reason")

    return fold
