"""Which offices at a gate lack somebody who may judge there, and why; who could be given one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from approvals.commands.opening import ANSWERING, ASKED, in_state, nomination
from approvals.commands.roll import Roll
from approvals.domain.eligibility import Candidate, exclusion
from approvals.queries import bodies, gates
from approvals.queries.cases import Case, case_of
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, GateMethod, Office
from models.gates import Gate

AUDITS = "auditor"  # why an auditor may not judge: no rule of an award says so


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds the office, and why they may not judge: an `Exclusion`."""

    person: Person
    because: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An office of the gate's body. Without holders nobody holds it."""

    office: Office
    holders: Sequence[Holder]


@dataclass(frozen=True, slots=True)
class Vacant:
    """A gate that waits for a seat to be filled."""

    gate: Gate
    case: Case
    roll: Roll
    vacancies: Sequence[Vacancy]

    def excluded(self, session: Session, person: Person) -> str | None:
        """Why somebody could not judge even with a seat there; None when they could."""
        at_home = self.roll.at_home(person.id) | {self.gate.body_id}
        candidate = Candidate(person_id=person.id, email=person.email, body_ids=at_home)
        rule = self.case.award.rule_at(self.gate.stage)
        because = exclusion(candidate, nomination(self.case, rule, self.roll), rule)
        held = bodies.seats_of(session, person.id, on=self.roll.on)
        audits = any(seat.office is Office.AUDITOR for seat, _ in held)
        return because or (AUDITS if audits else None)


def vacant(session: Session, dossier: Dossier, *, roll: Roll) -> Vacant | None:
    """What is vacant at the gate a dossier is at; None while somebody is asked there.

    Any member of a council is enough for it to be asked, so all of its offices are named.
    """
    gate = gates.open_gate(session, dossier.id)
    there = gates.there(session, gate.id) if gate else []
    if gate is None or in_state(there, AssignmentState.ACTIVE):
        return None
    case = case_of(session, dossier)
    answered_for = {assignment.role for assignment in in_state(there, *ANSWERING)}
    lacking = [
        office
        for office, role in ASKED[gate.method].items()
        if role not in answered_for and not (gate.method is GateMethod.BALLOT and answered_for)
    ]
    found = Vacant(gate, case, roll, ())
    vacancies = [Vacancy(office, _holders(session, found, office)) for office in lacking]
    return replace(found, vacancies=vacancies)


def _holders(session: Session, at: Vacant, office: Office) -> list[Holder]:
    return [
        Holder(person, at.excluded(session, person) or "")
        for _, person in at.roll.seats(at.gate.body_id, [office])
    ]
