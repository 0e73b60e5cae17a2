"""What a reviewer reads before deciding, and the list of what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, select

from approvals.domain.route import stage_after
from approvals.domain.rule_set import AwardRule, StageRule
from approvals.queries import dossiers, events, gates, rules
from approvals.queries.events import Entry
from approvals.queries.paging import Cursor, Order, Page, page_of
from models.bodies import Body, Person, Seat
from models.dossiers import Attachment, Dossier, Nominee, Submission
from models.enums import AssignmentState, Choice, EventKind
from models.gates import Assignment, Gate
from models.rules import Award

# A gate without a limit comes after all that have one.
_NEVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One reviewer's duty at one gate, with all that its page shows."""

    assignment: Assignment
    person: Person
    seat: Seat
    gate: Gate
    body: Body  # where it is judged
    dossier: Dossier
    nominee: Nominee
    submission: Submission
    nominated_by: Body
    award: AwardRule
    rule: StageRule
    next_rule: StageRule | None  # where it goes when it passes; None: the award is given
    attachments: Sequence[Attachment]
    gates: Sequence[tuple[Gate, Body]]
    asked: Sequence[tuple[Assignment, Person, Seat]]
    timeline: Sequence[Entry]
    said: Choice | None  # None: nothing yet, or a secret ballot

    @property
    def decision(self) -> Entry | None:
        """The event of this very decision."""
        own = str(self.assignment.id)
        return next(
            (
                entry
                for entry in self.timeline
                if entry.kind is EventKind.ASSIGNMENT_DECIDED
                and entry.facts.get("assignment") == own
            ),
            None,
        )


def task(session: Session, assignment_id: UUID) -> Task | None:
    """The task of an assignment, whatever has become of it."""
    assignment = gates.assignment(session, assignment_id)
    gate = gates.gate(session, assignment.gate_id) if assignment else None
    if assignment is None or gate is None:
        return None
    dossier = session.get_one(Dossier, gate.dossier_id)
    nominee = dossiers.nominee_of(session, dossier)
    submission = dossiers.submission_of(session, dossier)
    award = rules.rule_set(session, dossier.rule_set_id).award(dossier.award_code)
    said = gates.ballot_of(session, assignment.id)
    return Task(
        assignment=assignment,
        person=session.get_one(Person, assignment.person_id),
        seat=session.get_one(Seat, assignment.seat_id),
        gate=gate,
        body=session.get_one(Body, gate.body_id),
        dossier=dossier,
        nominee=nominee,
        submission=submission,
        nominated_by=session.get_one(Body, submission.body_id),
        award=award,
        rule=award.rule_at(gate.stage),
        next_rule=stage_after(award, nominee.kind, gate.stage),
        attachments=dossiers.attachments_of(session, dossier.id),
        gates=gates_with_bodies(session, dossier.id),
        asked=_asked(session, gate.id),
        timeline=events.timeline(session, dossier.id),
        said=said.choice if said else None,
    )


def gates_with_bodies(session: Session, dossier_id: UUID) -> list[tuple[Gate, Body]]:
    """Every gate a dossier has met, in order, with where it stood."""
    return list(
        session.exec(
            select(Gate, Body)
            .join(Body, col(Body.id) == col(Gate.body_id))
            .where(Gate.dossier_id == dossier_id)
            .order_by(col(Gate.opened_at), col(Gate.id))
        ).all()
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of an inbox."""

    assignment: Assignment
    gate: Gate
    dossier: Dossier
    nominee: Nominee
    award: Award
    nominated_by: Body


MOST_URGENT = Order("most_urgent", (func.coalesce(col(Gate.due_on), _NEVER), col(Assignment.id)))


def waiting_for(
    session: Session, person_id: UUID, cursor: Cursor | None = None, *, limit: int
) -> Page[Waiting]:
    """What waits for a person, the most urgent first."""
    query = (
        select_rows(Assignment, Gate, Dossier, Nominee, Award, Body)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(
            Award,
            (col(Award.rule_set_id) == col(Dossier.rule_set_id))
            & (col(Award.code) == col(Dossier.award_code)),
        )
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .where(
            col(Assignment.person_id) == person_id,
            col(Assignment.state) == AssignmentState.ACTIVE,
        )
    )
    found = page_of(session, query, MOST_URGENT, cursor, limit=limit)
    return Page([Waiting(*row) for row in found.rows], found.previous, found.next)


def count_waiting(session: Session, person_id: UUID) -> int:
    """How much waits for a person."""
    return gates.load(session, [person_id]).get(person_id, 0)


def _asked(session: Session, gate_id: UUID) -> list[tuple[Assignment, Person, Seat]]:
    return [
        (assignment, person, seat)
        for assignment, person, seat in session.exec(
            select(Assignment, Person, Seat)
            .join(Person, col(Person.id) == col(Assignment.person_id))
            .join(Seat, col(Seat.id) == col(Assignment.seat_id))
            .where(Assignment.gate_id == gate_id, Assignment.state != AssignmentState.REPLACED)
            .order_by(col(Assignment.id))
        ).all()
    ]
