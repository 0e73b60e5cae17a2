"""Opening a gate: where, who is asked, until when. Shared by every command that opens one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.roll import Roll
from approvals.domain import deadlines
from approvals.domain.eligibility import Candidate, Nomination, exclusion
from approvals.domain.rule_set import StageRule
from approvals.history.recording import record
from approvals.queries.cases import Case
from approvals.rules.calendar import vietnamese_calendar
from core.clock import end_of, local_date, local_moment
from models.bodies import Person, Seat
from models.enums import AssignmentState, EventKind, GateMethod, Office, Role
from models.gates import Assignment, Gate

# Reminders leave when offices open, not at midnight.
_OFFICE_HOUR = 8

ASKED: Mapping[GateMethod, Mapping[Office, Role]] = {
    GateMethod.SIGNATURE: {Office.HEAD: Role.SIGNATORY},
    GateMethod.APPRAISAL: {Office.APPRAISER: Role.APPRAISER, Office.HEAD: Role.SIGNATORY},
    GateMethod.BALLOT: {Office.COUNCIL_CHAIR: Role.CHAIR, Office.COUNCIL_MEMBER: Role.MEMBER},
}

ANSWERING = (AssignmentState.WAITING, AssignmentState.ACTIVE, AssignmentState.DECIDED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody at a gate, and why they may not judge, if so."""

    seat: Seat
    person: Person
    role: Role
    excluded: str | None


def open_gate(session: Session, case: Case, rule: StageRule, *, roll: Roll, now: datetime) -> Gate:
    """Put a dossier before the next body. Its state, stage and round are set by the caller.

    With vacant seats the gate opens all the same and nobody is asked: a decision taken earlier
    must not fail because of them. `seat_gate` asks people once there are some.
    """
    dossier, body = case.dossier, roll.judging_body(case.submission, rule)
    gate = Gate(
        dossier_id=dossier.id,
        body_id=body.id,
        stage=rule.stage,
        round=dossier.round,
        method=rule.method,
        members=1,
        opened_at=now,
    )
    _set_deadline(gate, rule, now=now)
    session.add(gate)
    asked = seat(session, gate, case, rule, roll=roll, now=now)
    record(
        session,
        dossier,
        EventKind.GATE_OPENED,
        actor_id=None,
        now=now,
        facts={
            "gate": gate.key,
            "gate_id": str(gate.id),
            "body": str(body.id),
            "method": gate.method,
            "members": gate.members,
            "due_on": gate.due_on.isoformat() if gate.due_on else None,
            "remind_at": moment_of(gate.remind_at),
            "escalate_at": moment_of(gate.escalate_at),
            "calendar": gate.calendar,
            "asked": [named(assignment) for assignment in asked],
        },
    )
    return gate


def seat(  # noqa: PLR0913 -- who judges what, by which rule
    session: Session,
    gate: Gate,
    case: Case,
    rule: StageRule,
    *,
    roll: Roll,
    now: datetime,
    there: Sequence[Assignment] = (),
) -> list[Assignment]:
    """Ask the people whose seats a gate needs, and count its members.

    Of those `there`, some may have stepped back: another is asked for each. A council is asked
    once, as a whole; again only where none of it may judge.
    """
    if rule.method is GateMethod.BALLOT and in_state(there, *ANSWERING):
        return []
    everybody = _people(gate, nomination(case, rule, roll), rule, roll, there)
    if everybody and rule.method is GateMethod.BALLOT:
        gate.members = len(there) + len(everybody)
    roles = {asked.role for asked in everybody}
    roles |= {assignment.role for assignment in in_state(there, AssignmentState.ACTIVE)}
    first_report = Role.APPRAISER in roles
    assignments = [
        _assignment(gate, asked, waits=first_report and asked.role is not Role.APPRAISER, now=now)
        for asked in everybody
    ]
    session.add_all(assignments)
    for assignment in assignments:
        if assignment.state is AssignmentState.ACTIVE:
            roll.give(assignment.person_id)
    return assignments


def candidate_exclusion(case: Case, rule: StageRule, person: Person, roll: Roll) -> str | None:
    """Why somebody may not judge a dossier at a stage; None when they may."""
    return exclusion(_candidate(person, roll), nomination(case, rule, roll), rule)


def nomination(case: Case, rule: StageRule, roll: Roll) -> Nomination:
    """What matters of a dossier for the question who may judge it."""
    dossier_id = case.dossier.id
    return case.nomination(
        judged_by=roll.judges_elsewhere(dossier_id, rule.stage), recused=roll.recused(dossier_id)
    )


def named(assignment: Assignment) -> dict[str, str | None]:
    """An assignment as the history keeps it."""
    return {
        "assignment": str(assignment.id),
        "person": str(assignment.person_id),
        "seat": str(assignment.seat_id),
        "role": assignment.role,
        "state": assignment.state,
        "excluded_because": assignment.excluded_because,
        "replaces": str(assignment.replaces_id) if assignment.replaces_id else None,
    }


def moment_of(at: datetime | None) -> str | None:
    """A moment as the history keeps it: ISO 8601, in UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def next_reminder(gate: Gate, rule: StageRule, *, now: datetime) -> datetime | None:
    """The first reminder after `now`; None when none is left."""
    return reminder_before(gate.due_on, rule, now=now) if gate.due_on else None


def reminder_before(due: date, rule: StageRule, *, now: datetime) -> datetime | None:
    """The first reminder of a due day after `now`, as the stage's rule has them."""
    calendar = vietnamese_calendar()
    moments = (
        local_moment(deadlines.day_before(due, days, calendar), _OFFICE_HOUR)
        for days in rule.remind_before.value
    )
    return min((moment for moment in moments if moment > now), default=None)


def escalation(due: date, rule: StageRule, calendar: deadlines.WorkingCalendar) -> datetime:
    """When those above are told of a gate that was due."""
    patience = deadlines.day_after(due, rule.escalate_after.value, calendar)
    return local_moment(patience, _OFFICE_HOUR)


def _set_deadline(gate: Gate, rule: StageRule, *, now: datetime) -> None:
    if rule.working_days is None:
        return
    calendar = vietnamese_calendar()
    due = deadlines.due_on(
        local_date(now),
        rule.working_days.value,
        count_first_day=rule.count_first_day.value,
        calendar=calendar,
    )
    gate.due_on, gate.due_at, gate.calendar = due, end_of(due), calendar.version
    gate.remind_at = next_reminder(gate, rule, now=now)
    gate.escalate_at = escalation(due, rule, calendar)


def in_state(assignments: Iterable[Assignment], *states: AssignmentState) -> list[Assignment]:
    """Those of these assignments that are in one of these states."""
    return [assignment for assignment in assignments if assignment.state in states]


def _people(
    gate: Gate, judged: Nomination, rule: StageRule, roll: Roll, there: Sequence[Assignment]
) -> list[Asked]:
    """Who is asked: all members of a council, or one person for each office nobody answers for."""
    roles = ASKED[rule.method]
    known = {assignment.person_id for assignment in there}
    answered_for = {assignment.role for assignment in in_state(there, *ANSWERING)}
    found: dict[UUID, Asked] = {}
    for seat_, person in roll.seats(gate.body_id, list(roles)):
        if person.id in known:
            continue
        excluded = exclusion(_candidate(person, roll), judged, rule)
        found.setdefault(person.id, Asked(seat_, person, roles[seat_.office], excluded))
    everybody = list(found.values())
    if rule.method is GateMethod.BALLOT:
        return everybody
    wanted = (role for role in roles.values() if role not in answered_for)
    chosen = (_one(everybody, role, roll) for role in wanted)
    return [asked for asked in chosen if asked is not None]


def _candidate(person: Person, roll: Roll) -> Candidate:
    return Candidate(person_id=person.id, email=person.email, body_ids=roll.at_home(person.id))


def _one(everybody: Sequence[Asked], role: Role, roll: Roll) -> Asked | None:
    """Of those who may judge, the one with the least waiting; then the longest in office."""
    able = [asked for asked in everybody if asked.role is role and asked.excluded is None]
    return min(able, key=lambda asked: roll.waiting(asked.person.id), default=None)


def _assignment(gate: Gate, asked: Asked, *, waits: bool, now: datetime) -> Assignment:
    if asked.excluded:
        state = AssignmentState.EXCLUDED
    else:
        state = AssignmentState.WAITING if waits else AssignmentState.ACTIVE
    return Assignment(
        gate_id=gate.id,
        seat_id=asked.seat.id,
        person_id=asked.person.id,
        role=asked.role,
        state=state,
        excluded_because=asked.excluded,
        activated_at=now if state is AssignmentState.ACTIVE else None,
    )
