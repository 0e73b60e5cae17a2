"""Who may decide for somebody who is away, at open gates, on a day.

Nothing of this is stored: it is asked anew each time, of the cover's days, of the rules, and of
who the person is to the dossier.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, or_, select

from approvals.domain.eligibility import Candidate, exclusion
from approvals.queries import bodies, covers, events, gates
from approvals.queries.cases import Case, cases_of
from approvals.queries.covers import in_force
from models.bodies import Cover, Person
from models.dossiers import Dossier
from models.enums import GONE, AssignmentState, GateState, Stage
from models.gates import Assignment, Gate

_WANTED = (AssignmentState.ACTIVE, AssignmentState.WAITING)


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who may decide at a gate for whoever is asked there."""

    assignment: Assignment
    dossier_id: UUID
    cover: Cover
    person: Person


def at_gates(session: Session, gate_ids: Collection[UUID], *, on: date) -> dict[UUID, Standing]:
    """Who may act at these gates, by assignment."""
    return _standings(session, col(Gate.id).in_(gate_ids), on=on)


def of_dossier(session: Session, dossier_id: UUID, *, on: date) -> dict[UUID, Standing]:
    """Who may act at the gate a dossier is at."""
    return _standings(session, col(Gate.dossier_id) == dossier_id, on=on)


def for_assignments(
    session: Session, assignment_ids: Collection[UUID], *, on: date
) -> dict[UUID, Standing]:
    """Who may act for those who are asked by these assignments."""
    return _standings(session, col(Assignment.id).in_(assignment_ids), on=on)


def of_person(session: Session, person_id: UUID, *, on: date) -> dict[UUID, Standing]:
    """The assignments that somebody may decide for others; most act for nobody."""
    if not covers.acts(session, person_id, on=on):
        return {}
    return _standings(session, col(Cover.acting_id) == person_id, on=on)


def of_cover(session: Session, cover: Cover, *, on: date) -> dict[UUID, Standing]:
    """The assignments that one cover comes to on a day."""
    return _standings(session, col(Cover.id) == cover.id, on=on)


def _standings(session: Session, *where: ColumnElement[bool], on: date) -> dict[UUID, Standing]:
    rows = session.execute(
        select_rows(Assignment, Cover, Person, Gate, Dossier)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(
            Cover,
            (col(Cover.absent_id) == col(Assignment.person_id))
            & or_(col(Cover.body_id).is_(None), col(Cover.body_id) == col(Gate.body_id)),
        )
        .join(Person, col(Person.id) == col(Cover.acting_id))
        .where(
            in_force(on),
            col(Person.active),
            col(Gate.state) == GateState.OPEN,
            col(Assignment.state).in_(_WANTED),
            *where,
        )
        .order_by(col(Assignment.id))
    ).all()
    if not rows:
        return {}
    able = _Able(session, [(gate, dossier, person) for *_, person, gate, dossier in rows], on=on)
    return {
        assignment.id: Standing(assignment, dossier.id, cover, person)
        for assignment, cover, person, gate, dossier in rows
        if able.may_act(gate, dossier, person)
    }


class _Able:
    """Whether a cover may judge a dossier: the rules hold for them as for anybody asked there."""

    def __init__(
        self, session: Session, wanted: Sequence[tuple[Gate, Dossier, Person]], *, on: date
    ) -> None:
        found = {dossier.id: dossier for _, dossier, _ in wanted}
        people = {person.id for *_, person in wanted}
        self._cases: Mapping[UUID, Case] = cases_of(session, list(found.values()))
        self._at_home = bodies.body_ids_of(session, list(people), on=on)
        self._judges: dict[UUID, list[tuple[Stage, UUID]]] = {}
        for dossier_id, stage, who in gates.judges(session, list(found)):
            self._judges.setdefault(dossier_id, []).append((stage, who))
        self._recused = events.recused(session, list(found))
        self._asked = set(
            session.exec(
                select(Assignment.gate_id, Assignment.person_id).where(
                    col(Assignment.gate_id).in_({gate.id for gate, *_ in wanted}),
                    col(Assignment.person_id).in_(people),
                    col(Assignment.state).not_in(GONE),
                )
            ).all()
        )

    def may_act(self, gate: Gate, dossier: Dossier, person: Person) -> bool:
        """In this body, at this method, not asked there themselves, and free to judge it."""
        case, at_home = self._cases[dossier.id], self._at_home.get(person.id, frozenset())
        rule = case.award.rule_at(gate.stage)
        judges = self._judges.get(dossier.id, [])
        nomination = case.nomination(
            judged_by=frozenset(who for stage, who in judges if stage is not gate.stage),
            recused=self._recused.get(dossier.id, frozenset()),
        )
        candidate = Candidate(person_id=person.id, email=person.email, body_ids=at_home)
        return (
            rule.may_be_covered
            and gate.body_id in at_home
            and (gate.id, person.id) not in self._asked
            and exclusion(candidate, nomination, rule) is None
        )
