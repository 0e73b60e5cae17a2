"""What the minutes of a council's ballot state, for whoever may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from approvals.domain.refusals.missing import GateNotFound
from approvals.domain.rule_set import AwardRule, BallotRule, RuleSet
from approvals.queries import bodies, dossiers, events, log, opinions, rules
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.holders import are_named
from approvals.queries.opinions import Written
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Body, Person, Seat
from models.dossiers import Dossier, Nominee, Submission
from models.enums import (
    GONE,
    AssignmentState,
    Choice,
    EventKind,
    GateMethod,
    GateState,
    Office,
    Role,
)
from models.gates import Assignment, Ballot, Gate

_VOTED_ON = (GateState.OPEN, GateState.PASSED, GateState.REJECTED)


class Part(StrEnum):
    """What part a member took."""

    VOTED = "voted"
    WROTE = "wrote"
    EXCLUDED = "excluded"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`said` is None for secret ballots, and while a ballot is open."""

    name: str
    title: str  # as printed; empty where the seat has none
    role: Role
    part: Part
    excluded_because: str | None
    said: Choice | None
    written: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """`members` are those who count as all, with or without the excluded, as the rules say."""

    members: int
    yes: int
    no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A draft while the ballot is open: it has no `votes`, and says of nobody how they voted."""

    dossier: Dossier
    nominee: Nominee
    submission: Submission
    nominated_by: Body
    award: AwardRule
    rule_set: RuleSet
    gate: Gate
    body: Body
    above: Body | None
    members: Sequence[Member]
    secretary: str
    votes: Votes | None
    closed_at: datetime | None
    seq: int  # the event that these minutes follow
    head: bytes  # that event's hash
    note: str | None  # the newest signed checkpoint of the log

    @property
    def history_head(self) -> str:
        return self.head.hex()[:12]

    @property
    def ballot(self) -> BallotRule:
        ballot = self.award.rule_at(self.gate.stage).ballot
        if ballot is None:
            raise LookupError(f"{self.gate.key} is no ballot")
        return ballot

    @property
    def draft(self) -> bool:
        return self.votes is None

    @property
    def chair(self) -> str:
        return next((one.name for one in self.members if one.role is Role.CHAIR), "")


def may_read(viewer: Viewer, gate: Gate) -> bool:
    """Whether somebody may read the minutes of a gate: those of its body, once it is settled."""
    if gate.method is not GateMethod.BALLOT or gate.state not in _VOTED_ON:
        return False
    if gate.state is GateState.OPEN:
        return are_named(viewer, gate.body_id)
    return viewer.national or gate.body_id in viewer.bodies


def minutes_of(session: Session, viewer: Viewer, code: str, gate_key: str) -> Minutes:
    """Raises `DossierNotFound`, and `GateNotFound` also where there is no ballot to read of."""
    dossier = visible_dossier(session, viewer, code)
    gate = _gate(session, dossier, gate_key)
    if gate is None or not may_read(viewer, gate):
        raise GateNotFound(gate=gate_key)
    body, submission = session.get_one(Body, gate.body_id), dossiers.submission_of(session, dossier)
    rule_set = rules.rules_of(session, dossier)
    written = opinions.of_dossier(session, dossier.id)
    asked = _asked(session, gate)
    settled = _settled(session, dossier, gate)
    seen = local_date(gate.closed_at or gate.opened_at)
    secretaries = bodies.holders(session, Office.SECRETARY, on=seen, body_id=body.id)
    return Minutes(
        dossier=dossier,
        nominee=dossiers.nominee_of(session, dossier),
        submission=submission,
        nominated_by=session.get_one(Body, submission.body_id),
        award=rule_set.award(dossier.award_code),
        rule_set=rule_set,
        gate=gate,
        body=body,
        above=session.get(Body, body.parent_id) if body.parent_id else None,
        members=[_member(*one, gate=gate, written=written.get(one[0].id)) for one in asked],
        secretary=secretaries[0].name if secretaries else "",
        votes=_votes(settled) if settled else None,
        closed_at=gate.closed_at,
        seq=settled.seq if settled else dossier.last_seq,
        head=settled.hash if settled else dossier.last_hash,
        note=checkpoint.note if (checkpoint := log.newest(session, signed=True)) else None,
    )


_Asked = tuple[Assignment, Person, Seat, Choice | None]


def _gate(session: Session, dossier: Dossier, key: str) -> Gate | None:
    found = session.exec(
        select(Gate).where(Gate.dossier_id == dossier.id, col(Gate.state).in_(_VOTED_ON))
    )
    return next((gate for gate in found if gate.key == key), None)


def _asked(session: Session, gate: Gate) -> list[_Asked]:
    """The members, in the order they were asked."""
    return [
        (duty, person, seat, said)
        for duty, person, seat, said in session.exec(
            select(Assignment, Person, Seat, col(Ballot.choice))
            .join(Person, col(Person.id) == col(Assignment.person_id))
            .join(Seat, col(Seat.id) == col(Assignment.seat_id))
            .outerjoin(Ballot, col(Ballot.assignment_id) == col(Assignment.id))
            .where(Assignment.gate_id == gate.id, col(Assignment.state).not_in(GONE))
            .order_by(col(Assignment.id))
        ).all()
    ]


def _settled(session: Session, dossier: Dossier, gate: Gate) -> events.Entry | None:
    """The event that says how the gate ended; the last, where an earlier end was undone."""
    if gate.state is GateState.OPEN:
        return None
    return next(
        entry
        for entry in reversed(events.timeline(session, dossier.id))
        if entry.kind is EventKind.GATE_SETTLED and entry.facts["gate"] == gate.key
    )


def _votes(settled: events.Entry) -> Votes:
    facts = settled.facts
    return Votes(members=facts["members"], yes=facts["yes"], no=facts["no"])


def _member(  # noqa: PLR0913 -- a row of the table
    duty: Assignment,
    person: Person,
    seat: Seat,
    said: Choice | None,
    *,
    gate: Gate,
    written: Written | None,
) -> Member:
    part = {AssignmentState.EXCLUDED: Part.EXCLUDED, AssignmentState.DECIDED: Part.VOTED}.get(
        duty.state, Part.SILENT
    )
    return Member(
        name=person.name,
        title=seat.title,
        role=duty.role,
        part=Part.WROTE if written else part,
        excluded_because=duty.excluded_because,
        said=said if gate.state is not GateState.OPEN else None,
        written=written,
    )
