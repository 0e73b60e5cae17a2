"""Plays what became of the demo's dossiers, by the very commands people use, on past days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from sqlmodel import Session

from approvals.commands.decide import Decide, decide
from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.numbering import Numbered
from approvals.commands.open_consultation import OpenConsultation, open_consultation
from approvals.commands.open_task import open_task
from approvals.commands.receive_comment import ReceiveComment, receive_comment
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.settling import rule_of
from approvals.commands.undo import Undo, undo
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.choices import choices_offered
from approvals.domain.deadlines import WorkingCalendar, day_after
from approvals.queries import bodies, dossiers, gates
from core.clock import local_date, local_moment
from models.conduct import HoldCause
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, Office
from models.gates import Assignment, Gate

_STEP = re.compile(r"(\d+) (\w+)(?: (\d+))?(?:: (.+))?")
_MORNING = 9
_BETWEEN = timedelta(minutes=7)
_READING = timedelta(minutes=5)  # of whoever looks at their task only when they decide
_REASON = "Hồ sơ đầy đủ, đủ điều kiện, tiêu chuẩn."
_CHOICES = {
    "pass": Choice.PASS,
    "vote": Choice.PASS,
    "report": Choice.PASS,
    "return": Choice.RETURN,
    "reject": Choice.REJECT,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a story, as examples/demo/*.toml explains it."""

    after: int  # working days after the step before
    verb: str
    people: int  # how many act; 0: as many as it takes
    words: str

    @classmethod
    def parse(cls, line: str) -> Self:
        found = _STEP.fullmatch(line)
        if found is None:
            raise ValueError(f"no step of a story: {line}")
        after, verb, people, words = found.groups()
        return cls(int(after), verb, 1 if verb == "report" else int(people or 0), words or "")


class Player:
    """Plays the story of one dossier."""

    def __init__(self, session: Session, dossier: Dossier, submitted_on: date) -> None:
        self._session = session
        self._dossier = dossier
        self._day = submitted_on
        self._decided: Decide | None = None
        self.now = local_moment(submitted_on, _MORNING)  # of what was done last

    def begins(self, step: Step, calendar: WorkingCalendar) -> datetime:
        """When a step is taken: in the morning, or right after the one before on the same day."""
        if not step.after:
            return self.now + _BETWEEN
        return local_moment(day_after(self._day, step.after, calendar), _MORNING)

    def play(self, step: Step, calendar: WorkingCalendar) -> None:
        self.now = self.begins(step, calendar)
        self._day = local_date(self.now)
        submitter = dossiers.submission_of(self._session, self._dossier).submitted_by_id
        match step.verb:
            case "resubmit":
                again = Resubmit(dossier_id=self._dossier.id, person_id=submitter, note=step.words)
                resubmit(self._session, again, now=self.now)
            case "withdraw":
                back = Withdraw(dossier_id=self._dossier.id, person_id=submitter, reason=step.words)
                withdraw(self._session, back, now=self.now)
            case "undo":
                self._undo()
            case "hold":
                self._hold(step.words)
            case "consult":
                self._consult(step.words, submitter)
            case "comment":
                self._comment(step.words)
            case _:
                self._decide(step, _CHOICES[step.verb])

    def _undo(self) -> None:
        """Whoever decided last takes it back."""
        if self._decided is None:
            raise ValueError("nothing was decided that could be taken back")
        last = self._decided
        back = Undo(assignment_id=last.assignment_id, person_id=last.person_id)
        undo(self._session, back, now=self.now)

    def _hold(self, words: str) -> None:
        """The board's secretariat; words are the number of the paper, and why."""
        document, _, reason = words.partition(", ")
        secretariat = bodies.holders(self._session, Office.SECRETARIAT, on=self._day)
        command = PlaceHold(
            dossier_id=self._dossier.id,
            cause=HoldCause.COMPLAINT,
            document=document,
            reason=reason,
            placed_by_id=secretariat[0].id,
        )
        place_hold(self._session, command, now=self.now)

    def _consult(self, title: str, by: UUID) -> None:
        """Whoever submitted it posts it from this day on, for as long as the rules ask."""
        command = OpenConsultation(
            submission_id=self._dossier.submission_id,
            dossier_ids=frozenset({self._dossier.id}),
            title=title,
            opens_on=self._day,
            working_days=None,
            opened_by_id=by,
        )
        open_consultation(self._session, command, now=self.now)

    def _comment(self, words: str) -> None:
        """Somebody of the public, who gives no name."""
        listed_in = self._dossier.consultation_id
        if listed_in is None:
            raise ValueError("there is no consultation to comment on")
        command = ReceiveComment(consultation_id=listed_in, dossier_id=self._dossier.id, text=words)
        receive_comment(self._session, command, now=self.now)

    def _decide(self, step: Step, choice: Choice) -> None:
        """Whoever's turn it is, one after the other, until the gate closes or enough have."""
        first = gates.open_gate(self._session, self._dossier.id)
        acted = 0
        while (gate := gates.open_gate(self._session, self._dossier.id)) and gate == first:
            asked = self._asked(gate, choice)
            if asked is None or (step.people and acted == step.people):
                return
            self.now += _BETWEEN
            acted += 1
            open_task(self._session, asked.id, now=self.now - _READING)
            self._decided = _decision(asked, choice, step.words)
            decide(self._session, self._decided, now=self.now)

    def _asked(self, gate: Gate, choice: Choice) -> Assignment | None:
        """The next whose turn it is and who may choose so."""
        rule = rule_of(self._session, self._dossier, gate)
        active = gates.in_state(self._session, gate.id, AssignmentState.ACTIVE)
        able = (each for each in active if choice in choices_offered(rule, each.role))
        return next(able, None)


def _decision(asked: Assignment, choice: Choice, words: str) -> Decide:
    """Words of a pass are the number of the decision that is signed, or a report."""
    number = words if choice is Choice.PASS and "/QĐ-" in words else ""
    return Decide(
        assignment_id=asked.id,
        person_id=asked.person_id,
        choice=choice,
        reason=_REASON if number else words or _REASON,
        numbered=Numbered(typed=number),
        login_waived=True,
    )
