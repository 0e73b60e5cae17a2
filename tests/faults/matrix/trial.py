"""One cell of the matrix: something is broken, recovers, and is held to the invariants."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from uuid import UUID

import httpx2
from sqlalchemy import func
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import DossierState, MessageState
from models.mail import DeliveryEvent, Message
from tests.builders import Country, a_country, a_nomination, a_submission
from tests.faults import invariants
from tests.faults.matrix import judging
from tests.faults.matrix.rehearsed_system import RehearsedSystem, reviewers_of
from tests.faults.reviewers import Reviewers
from tests.running_system import eventually

PATIENCE = 120.0  # seconds in which a cell must have recovered
_UNSENT = (MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN)
_STILL = 1.5  # seconds without a change after which the clock may move on
_SWEEP_EVERY = 3.0
_A_MOMENT = timedelta(seconds=1)


@dataclass
class Outcome:
    """A row of the table."""

    name: str
    asked: int = 0
    recorded: int = 0
    lost: int = 0
    doubled: int = 0
    sent: int = 0
    sent_twice: int = 0
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0
    skipped: str = ""


class Trial:
    """What a cell works with. `ids` are the dossiers that it filed."""

    def __init__(self, stage: "Stage", reviewers: Reviewers) -> None:
        self.system, self.engine, self.reviewers = stage.system, stage.engine, reviewers
        self.ids: list[UUID] = []
        self.sent: set[tuple[str, str]] = set()  # whom a decision was sent for, by mail
        self._stage = stage
        self._looks: tuple[object, float] = ((), 0.0)
        self._swept_at = 0.0

    def file(self, count: int = 1, award: str = "bk-bo") -> None:
        """Hand dossiers in."""
        self.ids += self._stage.file(count, award)

    def until(
        self,
        holds: Callable[[], bool],
        *,
        before_each: Callable[[], None] = lambda: None,
        within: float = PATIENCE,
    ) -> None:
        """Let reviewers decide until something holds."""

        def now_it_does() -> bool:
            self.reviewers.answer(before_each)
            with suppress(DBAPIError, httpx2.HTTPError):
                return holds()
            return False

        eventually(now_it_does, within=within)

    def is_over(self) -> bool:
        """Whether every dossier is awarded and nothing is under way; else time is moved on."""
        with transaction(self.engine) as session:
            unfinished = _count(
                session,
                Dossier,
                col(Dossier.id).in_(self.ids),
                Dossier.state != DossierState.AWARDED,
            )
            wakes = _count(session, Wake)
            unread = _count(session, DeliveryEvent, col(DeliveryEvent.read_at).is_(None))
            unsent = _count(session, Message, col(Message.state).in_(_UNSENT))
            due_at = session.exec(
                select(func.min(Message.next_attempt_at)).where(col(Message.state).in_(_UNSENT))
            ).one()
        self._move_on((unfinished, wakes, unsent, unread, due_at), due_at, unread=unread)
        return not (unfinished or wakes or unsent or unread)

    def carried(self, dossier_id: UUID) -> bool:
        """Whether a dossier has reached its end."""
        with transaction(self.engine) as session:
            return session.get_one(Dossier, dossier_id).state is DossierState.AWARDED

    def _move_on(self, look: object, due_at: datetime | None, *, unread: int) -> None:
        """Waits for a next attempt pass at once; the sweep that follows is asked for."""
        if look != self._looks[0]:
            self._looks = look, monotonic()
        if monotonic() - self._looks[1] < _STILL or (due_at is None and not unread):
            return
        if due_at is not None and due_at > self.system.now():
            self.system.skip(due_at - self.system.now() + _A_MOMENT)
        if monotonic() - self._swept_at > _SWEEP_EVERY:
            self._swept_at = monotonic()
            self.system.sweep("deliver-mail")


class Stage:
    """The system, a country in it, and a dossier that nobody decides: it must stay asleep."""

    def __init__(self, system: RehearsedSystem) -> None:
        self.system = system
        self.engine = connect(EmbeddedPostgres(system.home / "postgres").url(), pool_size=4)
        self._number = 0
        moment = system.now()
        with transaction(self.engine) as session:
            self._country: Country = a_country(session, council=3, today=moment.date())
        [standing] = self.file()
        with transaction(self.engine) as session:
            self._standing = session.get_one(Dossier, standing).code
        eventually(lambda: len(system.stub.out) >= 3)

    def file(self, count: int = 1, award: str = "bk-bo") -> list[UUID]:
        """One list with so many nominees; the dossiers' ids."""
        self._number += 1
        number = f"{self._number}/TTr"
        names = [f"Phan Thị Rạng {self._number}.{one}" for one in range(count)]
        with transaction(self.engine) as session:
            filed = a_submission(
                session,
                self._country,
                *(a_nomination(award, number, name=name) for name in names),
                number=number,
                now=self.system.now(),
            )
            found = session.exec(select(Dossier.id).where(Dossier.submission_id == filed.id))
            return list(found.all())

    def play(self, name: str, cell: Callable[[Trial], None]) -> Outcome:
        """Play one cell and look at what is left of it."""
        outcome, began = Outcome(name), monotonic()
        self.system.disarm()
        begun_with = len(self.system.stub.out)
        trial = Trial(self, reviewers_of(self.system, passing_over=self._standing))
        try:
            cell(trial)
            trial.until(trial.is_over)
            trial.until(self._prefect_agrees)
        except (AssertionError, OSError, httpx2.HTTPError, DBAPIError) as problem:
            outcome.broken.append(f"It did not recover: {problem!r:.200}.")
        finally:
            self.system.disarm()
        self._judge(outcome, trial, begun_with)
        outcome.seconds = monotonic() - began
        return outcome

    def _judge(self, outcome: Outcome, trial: Trial, begun_with: int) -> None:
        with suppress(AssertionError):  # what does not answer shows below
            eventually(partial(judging.database_answers, self.engine))
        outcome.broken += invariants.broken(self.engine)
        outcome.broken += invariants.broken_outside(self.engine, judging.taken(self.system.stub))
        outcome.broken += judging.audit(self.engine, self.system)
        recorded = judging.recorded_by_address(self.engine, trial.ids)
        outcome.asked = len(trial.reviewers.asked)
        outcome.recorded = sum(recorded.values())
        outcome.lost = sum((trial.reviewers.receipts - recorded).values())
        outcome.doubled = judging.doubled(self.engine, trial.ids)
        taken = judging.taken(self.system.stub, since=begun_with)
        outcome.sent, outcome.sent_twice = sum(taken.values()), invariants.doubled(taken)
        if outcome.lost:
            outcome.broken.append("Somebody was shown a receipt for what is not there.")

    def _prefect_agrees(self) -> bool:
        """One sleeping run for each open dossier, and none for those that have ended."""
        with transaction(self.engine) as session:
            still_open = session.exec(select(Dossier.id).where(col(Dossier.closed_at).is_(None)))
            wanted = Counter(str(one) for one in still_open.all())
        runs = self.system.unfinished_runs()
        found = Counter(run["parameters"]["dossier_id"] for run in runs)
        asleep = all(run["state"]["type"] == "PAUSED" for run in runs)
        if found == wanted and asleep:
            return True
        if monotonic() - self._reconciled_at > _SWEEP_EVERY:
            self._reconciled_at = monotonic()
            self.system.sweep("reconcile")
        return False

    _reconciled_at = 0.0


def _count(session: Session, table: type, *conditions: object) -> int:
    query = select(func.count()).select_from(table).where(*conditions)  # type: ignore[arg-type]
    return session.exec(query).one()
