"""Decisions taken together: all dossiers locked and read at once, all changes written at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.numbering import Numbers
from approvals.commands.roll import Roll
from approvals.commands.settling import end_duties
from approvals.domain.asking_bodies import ensure_answered
from approvals.domain.choices import choices_offered, reason_needed
from approvals.domain.consulting import ensure_consulted
from approvals.domain.guards.finding import Finding
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.covering import DecidedByAnother
from approvals.domain.refusals.deciding import (
    ChoiceNotOffered,
    DossierChanged,
    GateAlreadyClosed,
    NotAsked,
    NotEligible,
    NotYourTurn,
    PassStopped,
    ReasonNeeded,
)
from approvals.domain.rule_set import StageRule
from approvals.domain.tally import Tally
from approvals.queries import bodies, gates, links, rules, standing_in
from approvals.queries.cases import Case, cases_of
from approvals.queries.findings import findings_of_cases
from approvals.queries.standing_in import Standing
from core.clock import local_date
from core.failpoints import failpoint
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, GateState
from models.gates import Assignment, Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One reviewer's duty at one gate, and the rules it is decided by."""

    assignment: Assignment
    gate: Gate
    case: Case

    @property
    def dossier(self) -> Dossier:
        return self.case.dossier

    @property
    def rule(self) -> StageRule:
        return self.case.award.rule_at(self.gate.stage)

    def ensure_turn(self) -> None:
        """Raises `NotEligible`, `NotAsked`, `GateAlreadyClosed`, `OnHold`, `NotYourTurn`."""
        match self.assignment.state:
            case AssignmentState.EXCLUDED:
                raise NotEligible(because=self.assignment.excluded_because or "")
            case AssignmentState.REPLACED | AssignmentState.UNDONE:
                raise NotAsked(gate=self.gate.key)
        if self.gate.state is not GateState.OPEN:
            raise GateAlreadyClosed(gate=self.gate.key)
        self.ensure_not_held()
        if self.assignment.state is AssignmentState.WAITING:
            raise NotYourTurn

    def ensure_not_held(self) -> None:
        """Raises `OnHold`."""
        ensure_not_held(self.dossier.held_since)

    def ensure_consulted(self, choice: Choice | None, *, on: date) -> None:
        """Raises `ConsultationMissing`, `ConsultationRunning`. To return a dossier is no vote."""
        if self.rule.ballot is not None and choice is not Choice.RETURN:
            ensure_consulted(self.case.posting, self.dossier.consulted_until, on=on)

    def ensure_unchanged(self, *, version: int | None, shown: str | None) -> None:
        """What you saw is what you decide. Raises `DossierChanged`, with what did."""
        dossier = self.dossier
        if version is not None and version != dossier.version:
            raise DossierChanged(dossier=dossier.code, version=dossier.version)
        changed = self.case.shown.changed_since(shown) if shown is not None else ()
        if changed:
            raise DossierChanged(dossier=dossier.code, version=dossier.version, changed=changed)

    def ensure_choice(self, choice: Choice, reason: str) -> None:
        """Raises `ChoiceNotOffered`, `ReasonNeeded`, `OpinionAwaited`."""
        role = self.assignment.role
        offered = choices_offered(self.rule, role)
        if choice not in offered:
            raise ChoiceNotOffered(choice=choice, offered=offered)
        if reason_needed(self.rule, role, choice) and not reason.strip():
            raise ReasonNeeded(choice=choice)
        ensure_answered(self.gate.opinion_due_on, choice, voted=self.rule.ballot is not None)


class Sitting:
    """What one transaction decides."""

    def __init__(self, session: Session, assignment_ids: Sequence[UUID], *, now: datetime) -> None:
        self.session, self.now = session, now
        locked = gates.locked(session, assignment_ids)
        self._assignments, self._gates = locked.assignments, locked.gates
        dossiers = list(locked.dossiers.values())
        self._under = rules.rules_of_all(session, dossiers)
        self._cases = cases_of(session, dossiers, self._under)
        self._tallies = gates.tallies(session, list(locked.gates.values()))
        self.roll = Roll(session, on=local_date(now), dossier_ids=list(locked.dossiers))
        self.numbers = Numbers(session, now=now)
        self._standing_in: dict[UUID, Standing] | None = None  # looked up where others answer
        self._waiting: dict[UUID, list[Assignment]] | None = None  # where somebody reports first
        self._findings: dict[UUID, list[Finding]] | None = None  # where some may stop a pass
        self._decided: list[UUID] = []
        self._closed: list[UUID] = []

    def matter(self, assignment_id: UUID) -> Matter | None:
        """None for an assignment that does not exist."""
        assignment = self._assignments.get(assignment_id)
        if assignment is None:
            return None
        gate = self._gates[assignment.gate_id]
        return Matter(assignment=assignment, gate=gate, case=self._cases[gate.dossier_id])

    def may_answer(self, matter: Matter, person_id: UUID) -> bool:
        """Whether this is somebody's to answer: who is asked, who answered, or acts for them."""
        asked = matter.assignment
        if person_id in {asked.person_id, asked.decided_by_id}:
            return True
        if self._standing_in is None:
            self._standing_in = standing_in.for_assignments(
                self.session, self._assignments, on=self.roll.on
            )
        standing = self._standing_in.get(asked.id)
        return standing is not None and standing.person.id == person_id

    def ensure_nothing_stops(self, matter: Matter, choice: Choice) -> None:
        """Raises `PassStopped`: what must be mended may be returned or rejected, not passed."""
        under = self._under[matter.dossier.edition_key]
        if choice is not Choice.PASS or not under.guards.stopping:
            return
        if self._findings is None:
            cases = list(self._cases.values())
            self._findings = findings_of_cases(self.session, cases, on=self.roll.on)
        for finding in self._findings.get(matter.dossier.id, []):
            if finding.stops:
                raise PassStopped(finding=finding.code)

    def ensure_first(self, matter: Matter, person_id: UUID) -> None:
        """Raises `DecidedByAnother`: of who is asked and who acts for them, the other was first."""
        first = bodies.person(self.session, matter.assignment.decided_by_id or person_id)
        if first is not None and first.id != person_id:
            decided_at = matter.assignment.decided_at or matter.gate.opened_at
            raise DecidedByAnother(person=first.name, decided_at=decided_at)

    def count(self, gate: Gate, choice: Choice) -> Tally:
        """One more vote; the tally with it."""
        tally = self._tallies[gate.id]
        cast = {"yes": tally.yes + 1} if choice is Choice.PASS else {"no": tally.no + 1}
        self._tallies[gate.id] = replace(tally, **cast)
        return self._tallies[gate.id]

    def exclude(self, gate: Gate) -> Tally:
        """One member less who will vote; the tally with it."""
        tally = self._tallies[gate.id]
        self._tallies[gate.id] = replace(tally, excluded=tally.excluded + 1)
        return self._tallies[gate.id]

    def decided(self, matter: Matter) -> None:
        """Its links end with the sitting."""
        self._decided.append(matter.assignment.id)
        failpoint("vote-cast")
        for person_id in {matter.assignment.person_id, matter.assignment.decided_by_id}:
            if person_id is not None:
                self.roll.decided(matter.dossier.id, matter.gate.stage, person_id)

    def waiting(self, gate: Gate) -> list[Assignment]:
        """Those at a gate whose turn comes now."""
        if self._waiting is None:
            self._waiting = {}
            for assignment in gates.waiting(self.session, list(self._gates)):
                self._waiting.setdefault(assignment.gate_id, []).append(assignment)
        return self._waiting.get(gate.id, [])

    def closed(self, gate: Gate) -> None:
        """Whoever is still asked there is freed with the sitting."""
        self._closed.append(gate.id)

    def close(self) -> None:
        """Write everything."""
        self.session.flush()  # so that what follows frees nobody who has just decided
        if self._decided:
            links.revoke_family(self.session, self._decided, now=self.now)
        if self._closed:
            end_duties(self.session, self._closed, now=self.now)
        failpoint("sitting-written")
