"""The rows that tables should hold of a dossier, by its events alone, as `queries.live` reads them.

Where events cannot say a value, `SOMETHING` stands for it, which equals whatever is there.
"""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from approvals.history.agency_then import AgencyOpinionThen
from approvals.history.conduct_then import (
    CommentThen,
    ConsultationThen,
    HoldThen,
    RevocationThen,
)
from approvals.history.dossier_then import (
    AssignmentThen,
    DossierThen,
    GateThen,
)
from approvals.queries.bare import Row
from approvals.queries.live import Rows
from core.clock import end_of
from core.vietnamese import person_sort_key, search_key, sort_key
from models.enums import NomineeKind


class _Something:
    """Equals anything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "something"


SOMETHING: Final[Any] = _Something()


def rows_by_events(then: DossierThen) -> Rows:
    """By table and by the row's name. What was erased is blank, and its name stands for nobody."""
    duties = [(gate, duty) for gate in then.gates for duty in gate.assignments]
    return {
        "dossier": {then.id: _dossier(then)},
        "nominee": {then.nominee.id: _nominee(then)},
        "submission": {then.submission.id: _submission(then)},
        "attachment": {
            one.id: (
                one.id, one.name or "", one.media_type, one.size, one.sha256, one.paper,
                one.added_by_id, one.added_at,
            )
            for one in then.files
        },
        "gate": {gate.id: _gate(gate) for gate in then.gates},
        "assignment": {duty.id: _assignment(gate, duty) for gate, duty in duties},
        "ballot": dict(_ballots(duties)),
        "written_opinion": dict(_opinions(duties)),
        "hold": {one.id: _hold(then, one) for one in then.holds},
        "consultation": {one.id: _consultation(then, one) for one in _listed_in(then)},
        "public_comment": {one.id: _comment(then, one) for one in then.comments},
        "inter_agency_opinion": {one.id: _agency_opinion(then, one) for one in then.opinions},
        "revocation": {one.id: _revocation(then, one) for one in then.revocations},
    }  # fmt: skip


def _dossier(then: DossierThen) -> Row:
    return (
        then.id, then.code, then.submission.id, then.nominee.id, then.rule_set_id,
        then.edition, then.award_code, then.award_kind, then.achievements or "", then.state,
        then.stage, then.round, then.decision_number, then.submitted_at, then.closed_at,
        then.held_since, then.hidden_at,
        then.consultation.id if then.consultation else None,
        then.consultation.closes_on if then.consultation else None,
        then.settled_from_id,
    )  # fmt: skip


def _nominee(then: DossierThen) -> Row:
    one = then.nominee
    name: Any = SOMETHING
    by_name = by_search = ""
    if one.name is not None:
        individual = one.kind is NomineeKind.INDIVIDUAL
        name, by_search = one.name, search_key(one.name)
        by_name = person_sort_key(one.name) if individual else sort_key(one.name)
    return (
        one.id, one.kind, name, one.position or "", one.email or None, one.body_id,
        one.direct_worker, one.woman, by_name, by_search,
    )  # fmt: skip


def _submission(then: DossierThen) -> Row:
    one = then.submission
    return (
        one.id, one.body_id, one.campaign_id, one.number, one.dated_on, one.submitted_by_id,
        one.submitted_at, one.file_sha256, one.movement_id,
    )  # fmt: skip


def _gate(gate: GateThen) -> Row:
    box = gate.box
    known = (box.yes, box.no) if box.yes is not None else (SOMETHING, SOMETHING)
    return (
        gate.id, gate.body_id, gate.stage, gate.round, gate.method, gate.members, *known,
        box.votes, gate.state, gate.opened_at, gate.due_on,
        end_of(gate.due_on) if gate.due_on else None, gate.calendar, gate.remind_at,
        gate.escalate_at, gate.escalated_at, gate.closed_at, gate.stopped_at,
        gate.stopped_due_on, gate.opinion_due_on,
    )  # fmt: skip


def _assignment(gate: GateThen, duty: AssignmentThen) -> Row:
    return (
        duty.id, gate.id, duty.seat_id, duty.person_id, duty.role, duty.state,
        duty.excluded_because, duty.replaces_id, duty.activated_at, duty.decided_at,
        duty.decision.by_id if duty.decision else None,
    )  # fmt: skip


def _hold(then: DossierThen, one: HoldThen) -> Row:
    return (
        one.id, then.id, one.cause, one.document, one.clock_stops, one.placed_by_id, one.placed_at,
        one.released_by_id, one.released_at, one.outcome,
    )  # fmt: skip


def _listed_in(then: DossierThen) -> Iterator[ConsultationThen]:
    if then.consultation is not None:
        yield then.consultation


def _consultation(then: DossierThen, one: ConsultationThen) -> Row:
    """Not withdrawn: then it would list no dossier."""
    return (
        one.id, one.number, one.body_id, then.submission.id,
        SOMETHING if one.title is None else one.title, one.opens_on, one.closes_on,
        one.working_days, one.count_first_day, one.calendar, one.opened_by_id, one.opened_at,
    )  # fmt: skip


def _comment(then: DossierThen, one: CommentThen) -> Row:
    return (
        one.id, one.consultation_id, then.id, one.receipt, one.seq, one.received_at,
        one.judgement, one.judged_by_id, one.judged_at,
    )  # fmt: skip


def _agency_opinion(then: DossierThen, one: AgencyOpinionThen) -> Row:
    return (
        one.id, then.id, one.gate_id, one.body_id, one.asked_by_id, one.asked_at, one.due_on,
        one.calendar, one.remind_at, one.reminded_at, one.lapses_at, one.answer, one.document,
        one.answered_by_id, one.answered_at, one.lapsed_at,
    )  # fmt: skip


def _revocation(then: DossierThen, one: RevocationThen) -> Row:
    return (
        one.id, then.id, one.body_id, one.ground, one.conclusion_number, one.concluded_on,
        one.propose_by, one.state, one.proposed_by_id, one.proposed_at, one.due_on,
        one.decided_by_id, one.decided_at, one.decision_number, one.recovered_on,
    )  # fmt: skip


def _ballots(duties: list[tuple[GateThen, AssignmentThen]]) -> Iterator[tuple[UUID, Row]]:
    """Votes by name; a secret one leaves no row."""
    for gate, duty in duties:
        if duty.choice is not None:
            yield duty.id, (duty.id, gate.id, duty.choice, duty.decided_at)


def _opinions(duties: list[tuple[GateThen, AssignmentThen]]) -> Iterator[tuple[UUID, Row]]:
    for _, duty in duties:
        one = duty.opinion
        if one is not None:
            yield duty.id, (
                duty.id, one.entered_by_id, one.entered_at, one.dated_on, one.scan_name or "",
                one.scan_media_type, one.scan_sha256,
            )  # fmt: skip
