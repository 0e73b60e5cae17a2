"""What of a dossier's past somebody may be told: as `approvals.queries.disclosure` has it now.

What a reader may know is decided by the present: votes that were open then may be told once their
ballot is over, and names are told to whoever may know them today.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from approvals.history.agency_then import AgencyOpinionThen
from approvals.history.conduct_then import HoldThen
from approvals.history.dossier_then import (
    AssignmentThen,
    BoxThen,
    DossierThen,
    GateThen,
)
from approvals.queries.disclosure import may_know_comments
from approvals.queries.holders import are_named
from approvals.queries.visibility import Viewer
from models.enums import Office


def disclosed_then(
    then: DossierThen, viewer: Viewer, *, voting: Collection[UUID], told: Collection[int]
) -> DossierThen:
    """`voting` are gates whose ballot is not over now; `told`, the events the reader may read."""
    named = {gate.key for gate in then.gates if are_named(viewer, gate.body_id)}
    mine = viewer.person.id
    nominee = then.nominee
    if not viewer.holds(Office.AUDITOR):  # nobody judges by these
        nominee = replace(nominee, email="", woman=None)
    return replace(
        then,
        nominee=nominee,
        holds=tuple(one if one.gate in named else _without_why(one) for one in then.holds),
        opinions=tuple(one if one.gate in named else _unsaid(one) for one in then.opinions),
        gates=tuple(_gate(gate, viewer, voting=gate.id in voting) for gate in then.gates),
        mails=tuple(
            mail
            for mail in then.mails
            if mail.gate is None or mail.gate in named or mail.person_id == mine
        ),
        comments=then.comments if _posted_by(then, viewer) else (),
        erased=tuple(text for text in then.erased if text.seq in told),
    )


def _posted_by(then: DossierThen, viewer: Viewer) -> bool:
    return then.consultation is not None and may_know_comments(viewer, then.consultation.body_id)


def _without_why(hold: HoldThen) -> HoldThen:
    """That it stood still, and since when: why is for the desk where it lay, and for the board."""
    return replace(
        hold,
        cause=None,
        document="",
        placed_by_id=None,
        reason="",
        released_by_id=None,
        outcome=None,
        said="",
    )


def _unsaid(opinion: AgencyOpinionThen) -> AgencyOpinionThen:
    """That a body was asked, and what it answered: by whom and why is for the desk likewise."""
    return replace(opinion, asked_by_id=None, question="", reason="", answered_by_id=None)


def _gate(gate: GateThen, viewer: Viewer, *, voting: bool) -> GateThen:
    named = are_named(viewer, gate.body_id)
    asked = [duty for duty in gate.assignments if named or _is_theirs(duty, viewer)]
    if voting:
        asked = [_without_vote(duty, viewer) for duty in asked]
    box = gate.box if named else BoxThen(votes=0, yes=0, no=0)
    return replace(gate, assignments=tuple(asked), box=box)


def _is_theirs(duty: AssignmentThen, viewer: Viewer) -> bool:
    decided_by = duty.decision.by_id if duty.decision else None
    return viewer.person.id in {duty.person_id, decided_by}


def _without_vote(duty: AssignmentThen, viewer: Viewer) -> AssignmentThen:
    """That they voted, and not how: before the ballot is over, only the voter knows."""
    decision, opinion = duty.decision, duty.opinion
    if decision is not None and decision.by_id != viewer.person.id:
        decision = replace(decision, choice=None, reason="")
    if opinion is not None and opinion.entered_by_id != viewer.person.id:
        opinion = replace(opinion, choice=None, reason="")
    return replace(duty, decision=decision, opinion=opinion)
