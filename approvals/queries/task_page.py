"""What a reviewer reads before deciding."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.domain.asking_bodies import to_be_asked
from approvals.domain.consulting import posting_of
from approvals.domain.guards.finding import Finding
from approvals.domain.requirements import InterAgencyOpinion
from approvals.domain.route import stage_after
from approvals.domain.rule_set import AwardRule, StageRule
from approvals.domain.shown import Shown
from approvals.domain.sourced import Sourced
from approvals.queries import (
    agency_opinions,
    consultations,
    dossiers,
    events,
    gates,
    rules,
    series,
    standing_in,
)
from approvals.queries.agency_opinions import Told
from approvals.queries.cases import Case, shown_of
from approvals.queries.consultations import Digest
from approvals.queries.events import Entry
from approvals.queries.findings import findings_of_cases
from models.bodies import Body, Person, Seat
from models.document_kinds import DocumentKind
from models.dossiers import Attachment, Dossier, Nominee, Submission
from models.enums import GONE, AssignmentState, Choice, EventKind, Role
from models.gates import Assignment, Gate

_TO_DECIDE = (AssignmentState.ACTIVE, AssignmentState.WAITING)


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
    reader: Person  # whoever is asked, acts for them today, or decided for them
    acting: Person | None = None  # who may decide today for whoever is asked
    decided_by: Person | None = None
    consultation: Digest | None = None  # what came of the public consultation
    unposted: bool = False  # a council votes here, and waits for one that was not opened
    consulted: Sequence[Told] = ()  # opinions of other bodies
    unasked: Sequence[Sourced[InterAgencyOpinion]] = ()  # that the rules want and nobody asked for
    silence: Sourced[bool] | None = None  # what the rules make of no answer
    next_number: str | None = None  # of the series of whoever awards, where there is one
    findings: Sequence[Finding] = ()  # what guards point out to who is asked, as things are today

    @property
    def shown(self) -> Shown:
        """What is judged here, as it is now."""
        return shown_of(self.dossier, self.nominee, (file.sha256 for file in self.attachments))

    @property
    def gives_the_award(self) -> bool:
        """Whether this signature is the last one."""
        return self.next_rule is None and self.assignment.role is Role.SIGNATORY

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
    under = rules.rules_of(session, dossier)
    award = under.award(dossier.award_code)
    rule, consulted = award.rule_at(gate.stage), agency_opinions.told_of(session, dossier.id)
    said = gates.ballot_of(session, assignment.id)
    person = session.get_one(Person, assignment.person_id)
    return Task(
        assignment=assignment,
        person=person,
        seat=session.get_one(Seat, assignment.seat_id),
        gate=gate,
        body=session.get_one(Body, gate.body_id),
        dossier=dossier,
        nominee=nominee,
        submission=submission,
        nominated_by=session.get_one(Body, submission.body_id),
        award=award,
        rule=rule,
        next_rule=stage_after(award, nominee.kind, gate.stage),
        attachments=dossiers.attachments_of(session, dossier.id),
        gates=gates_with_bodies(session, dossier.id),
        asked=_asked(session, gate.id),
        timeline=events.timeline(session, dossier.id),
        said=said.choice if said else None,
        reader=person,
        consultation=consultations.digest(session, dossier),
        unposted=_unposted(session, dossier, award.rule_at(gate.stage)),
        consulted=consulted,
        unasked=to_be_asked(under.opinions, award, rule, asked=bool(consulted)),
        silence=under.principles.silence_agrees,
    )


def _unposted(session: Session, dossier: Dossier, rule: StageRule) -> bool:
    under = rules.rules_of(session, dossier)
    asked = posting_of(under, under.award(dossier.award_code))
    return rule.ballot is not None and asked is not None and dossier.consulted_until is None


def task_for(session: Session, assignment_id: UUID, reader_id: UUID, *, on: date) -> Task | None:
    """The same for one reader; None where it is not for them.

    It is for whoever is asked, whoever acts for them on this day, and whoever decided for them.
    """
    found = task(session, assignment_id)
    if found is None:
        return None
    standing = standing_in.for_assignments(session, [assignment_id], on=on).get(assignment_id)
    acting = standing.person if standing else None
    decided_by_id = found.assignment.decided_by_id
    decided_by = session.get(Person, decided_by_id) if decided_by_id else None
    readers = {person.id: person for person in (found.person, acting, decided_by) if person}
    reader = readers.get(reader_id)
    if reader is None:
        return None
    return replace(
        found,
        reader=reader,
        acting=acting,
        decided_by=decided_by,
        next_number=_next_number(session, found, on=on),
        findings=_findings(session, found, on=on),
    )


def _next_number(session: Session, task: Task, *, on: date) -> str | None:
    if task.assignment.state is not AssignmentState.ACTIVE or not task.gives_the_award:
        return None
    return series.upcoming(session, {task.body.id}, DocumentKind.DECISION, on=on)


def _findings(session: Session, task: Task, *, on: date) -> Sequence[Finding]:
    if task.assignment.state not in _TO_DECIDE:
        return ()
    case = Case(task.dossier, task.nominee, task.submission, task.award)
    return findings_of_cases(session, [case], on=on).get(task.dossier.id, ())


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


def _asked(session: Session, gate_id: UUID) -> list[tuple[Assignment, Person, Seat]]:
    return [
        (assignment, person, seat)
        for assignment, person, seat in session.exec(
            select(Assignment, Person, Seat)
            .join(Person, col(Person.id) == col(Assignment.person_id))
            .join(Seat, col(Seat.id) == col(Assignment.seat_id))
            .where(
                Assignment.gate_id == gate_id,
                col(Assignment.state).not_in(GONE),
            )
            .order_by(col(Assignment.id))
        ).all()
    ]
