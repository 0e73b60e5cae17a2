"""What is done to dossiers: filed, decided on, taken back, handed on, withdrawn; in any order."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import Engine

from approvals.commands.attach import Attach, attach
from approvals.commands.decide import Decide, decide, decide_all
from approvals.commands.numbering import Numbered
from approvals.commands.reassign import Reassign, reassign
from approvals.commands.recuse import Recuse, recuse
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.undo import Undo, undo
from approvals.commands.withdraw import Withdraw, withdraw
from models.bodies import Person
from models.enums import AssignmentState, Choice, NomineeKind, Proof
from models.gates import Assignment
from tests.approvals.history.living import Living
from tests.builders import a_nomination, a_submission

T = TypeVar("T")

ANY = st.integers(min_value=0, max_value=1_000)  # which of the things that there are
TEXT = st.sampled_from(["", "Đủ điều kiện, tiêu chuẩn.", "Thiếu minh chứng"])
SELDOM = st.integers(min_value=0, max_value=5).map(lambda one: one == 0)
_CHOICES = st.sampled_from([Choice.PASS] * 4 + [Choice.RETURN, Choice.REJECT])
_STEPS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=40), timedelta(hours=20))
_DOSSIERS = 4
_ASKED = (AssignmentState.ACTIVE, AssignmentState.WAITING)


def picked(things: Sequence[T], which: int) -> T:
    return things[which % len(things)]


class LifeOfDossiers(RuleBasedStateMachine):
    """`engine` and `folder` are given by the test."""

    engine: Engine
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.living = Living(self.engine, self.folder)
        self.session = self.living.session
        self.numbers = count(1)

    def teardown(self) -> None:
        self.living.end()

    @invariant()
    def tables_are_what_events_say(self) -> None:
        self.living.ensure_replayable()

    def attempt(self, command: Callable[[], T]) -> T | None:
        """A refusal leaves the history as it was."""
        before, refusals = self.living.events(), len(self.living.refused)
        done = self.living.attempt(command)
        if len(self.living.refused) > refusals:
            assert self.living.events() == before
        return done

    def duty(self, which: int, *states: AssignmentState) -> Assignment:
        return picked(self.living.duties(*states) or self.living.duties(), which)

    def somebody(self, which: int) -> Person:
        return self.living.person(picked(self.living.names, which))

    @rule(step=st.sampled_from(_STEPS))
    def time_passes(self, step: timedelta) -> None:
        self.living.pass_time(step)

    @initialize(award=st.sampled_from(["bk-bo", "bk-ttg", "cstdtq"]))
    def a_first_dossier(self, award: str) -> None:
        self.submit(
            award=award, kind=NomineeKind.INDIVIDUAL, woman=True, position="", achievements="Giỏi"
        )

    @precondition(lambda self: len(self.living.dossiers()) < _DOSSIERS)
    @rule(
        award=st.sampled_from(["bk-bo", "bk-ttg", "cstdtq", "co-cp"]),
        kind=st.sampled_from(NomineeKind),
        woman=st.sampled_from([None, True, False]),
        position=st.sampled_from(["", "Chuyên viên"]),
        achievements=TEXT,
    )
    def submit(
        self, *, award: str, kind: NomineeKind, woman: bool | None, position: str, achievements: str
    ) -> None:
        nomination = a_nomination(
            award,
            kind=kind,
            woman=woman,
            email=None if woman is None else "quynh@bangvang.example",
            position=position,
            achievements=achievements,
            direct_worker=bool(woman),
        )
        number, now = f"{next(self.numbers)}/TTr", self.living.now
        self.attempt(
            lambda: a_submission(
                self.session, self.living.country, nomination, number=number, now=now
            )
        )

    @rule(which=ANY, note=TEXT, achievements=st.none() | TEXT, position=st.none() | TEXT)
    def resubmit(
        self, which: int, note: str, achievements: str | None, position: str | None
    ) -> None:
        returned = [one for one in self.living.dossiers() if one.closed_at is None]
        command = Resubmit(
            dossier_id=picked(returned or self.living.dossiers(), which).id,
            person_id=self.living.person("alice").id,
            note=note,
            achievements=achievements,
            position=position,
        )
        self.attempt(lambda: resubmit(self.session, command, now=self.living.now))

    @rule(which=ANY, reason=TEXT, really=SELDOM)
    def withdraw(self, *, which: int, reason: str, really: bool) -> None:
        name = "alice" if really else "dan"
        command = Withdraw(
            dossier_id=picked(self.living.dossiers(), which).id,
            person_id=self.living.person(name).id,
            reason=reason,
        )
        self.attempt(lambda: withdraw(self.session, command, now=self.living.now))

    @rule(which=ANY, content=st.binary(max_size=1), name=st.sampled_from(["a.pdf", "b.pdf", "c"]))
    def attach(self, which: int, content: bytes, name: str) -> None:
        command = Attach(
            dossier_id=picked(self.living.dossiers(), which).id,
            person_id=self.living.person("alice").id,
            name=name,
            content=b"%PDF-1.7" + content,
        )
        now, folder = self.living.now, self.folder
        self.attempt(lambda: attach(self.session, command, folder=folder, limit_mb=1, now=now))

    def deciding(self, duty: Assignment, person: Person, choice: Choice, reason: str) -> Decide:
        return Decide(
            assignment_id=duty.id,
            person_id=person.id,
            choice=choice,
            reason=reason,
            proof=Proof.PASSKEY,
            numbered=Numbered(typed="574/QĐ-TTg" if reason else ""),
        )

    @rule(which=ANY, choice=_CHOICES, reason=TEXT)
    def decide(self, which: int, choice: Choice, reason: str) -> None:
        duty = self.duty(which, AssignmentState.ACTIVE)
        person = self.session.get_one(Person, duty.person_id)
        command = self.deciding(duty, person, choice, reason)
        self.attempt(lambda: decide(self.session, command, now=self.living.now))

    @rule(which=ANY, who=ANY, choice=_CHOICES, reason=TEXT)
    def somebody_decides(self, which: int, who: int, choice: Choice, reason: str) -> None:
        command = self.deciding(self.duty(which), self.somebody(who), choice, reason)
        self.attempt(lambda: decide(self.session, command, now=self.living.now))

    @rule(choice=_CHOICES, reason=TEXT, skipped=ANY)
    def all_decide_together(self, choice: Choice, reason: str, skipped: int) -> None:
        """A sitting: everybody at the table but some, each for themselves."""
        duties = self.living.duties(AssignmentState.ACTIVE)
        commands = [
            self.deciding(duty, self.session.get_one(Person, duty.person_id), choice, reason)
            for place, duty in enumerate(duties)
            if place != skipped % 7
        ]
        self.attempt(lambda: decide_all(self.session, commands, now=self.living.now))

    @rule(gates=st.integers(min_value=1, max_value=6))
    def everybody_is_in_favour(self, gates: int) -> None:
        """As most of the time: vote after vote, until that many gates at each dossier."""
        for _ in range(gates):
            self.all_decide_together(choice=Choice.PASS, reason="Đủ điều kiện", skipped=6)

    @rule(which=ANY, note=TEXT, undone=SELDOM)
    def it_goes_back_and_comes_again(self, *, which: int, note: str, undone: bool) -> None:
        duty = self.duty(which, AssignmentState.ACTIVE)
        person = self.session.get_one(Person, duty.person_id)
        command = self.deciding(duty, person, Choice.RETURN, "Thiếu")
        self.attempt(lambda: decide(self.session, command, now=self.living.now))
        if undone:
            self.undo(which=-1, via="api")
        self.resubmit(which=which, note=note, achievements=None, position=None)

    @rule(which=ANY, via=st.sampled_from(["link", "inbox", "api"]))
    def undo(self, which: int, via: str) -> None:
        decided = self.living.duties(AssignmentState.DECIDED, AssignmentState.UNDONE)
        duty = picked(decided[-4:] or self.living.duties(), which)
        command = Undo(
            assignment_id=duty.id, person_id=duty.decided_by_id or duty.person_id, via=via
        )
        self.attempt(lambda: undo(self.session, command, now=self.living.now))

    @rule(which=ANY, to=ANY, by=st.sampled_from(["secretariat", "alice", "dan"]), reason=TEXT)
    def reassign(self, which: int, to: int, by: str, reason: str) -> None:
        command = Reassign(
            assignment_id=self.duty(which, *_ASKED).id,
            to_person_id=self.somebody(to).id,
            by_person_id=self.living.person(by).id,
            reason=reason,
        )
        self.attempt(lambda: reassign(self.session, command, now=self.living.now))

    @rule(which=ANY, reason=TEXT)
    def recuse(self, which: int, reason: str) -> None:
        duty = self.duty(which, *_ASKED)
        command = Recuse(assignment_id=duty.id, person_id=duty.person_id, reason=reason)
        self.attempt(lambda: recuse(self.session, command, now=self.living.now))

    @rule(which=ANY, who=ANY)
    def somebody_recuses(self, which: int, who: int) -> None:
        """Whoever acts for somebody may; most may not."""
        command = Recuse(
            assignment_id=self.duty(which, *_ASKED).id,
            person_id=self.somebody(who).id,
            reason="Người thân",
        )
        self.attempt(lambda: recuse(self.session, command, now=self.living.now))
