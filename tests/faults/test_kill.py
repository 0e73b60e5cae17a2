"""kill -9 of every process in turn, while reviewers decide from their mails."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from signal import SIGKILL

from sqlalchemy.exc import OperationalError

from core.clock import now
from core.database import transaction
from tests.builders import a_country, a_nomination, a_submission
from tests.faults.invariants import broken
from tests.faults.record import assert_sound, has_settled
from tests.faults.reviewers import Reviewers
from tests.running_system import RunningSystem, eventually, none_runs

# One after so many decisions, each a moment after the next decision was sent.
_VICTIMS = ("web", "database", "worker", "engine")
_MOMENTS = (0.0, 0.005, 0.02, 0.05)
_APART = 2
_PATIENCE = 180.0


def test_no_decision_is_lost_or_doubled(emptied_system: RunningSystem) -> None:
    system, moment = emptied_system, now()
    with system.database() as engine, transaction(engine) as session:
        country = a_country(session, council=3, today=moment.date())
        a_submission(
            session,
            country,
            a_nomination("bk-ttg"),
            a_nomination("bk-bo", name="Phan Thị Rạng"),
            a_nomination("cstdtq", name="Tạ Văn Sơn"),
            now=moment,
        )
    reviewers = Reviewers(system.url)
    kills = killing(system)
    sent = count(1)

    def before_each() -> None:
        if next(sent) % _APART == 0:
            next(kills, lambda: None)()

    def is_over() -> bool:
        reviewers.answer(before_each)
        with suppress(OperationalError), system.database() as engine:
            return has_settled(engine)
        return False

    eventually(is_over, within=_PATIENCE)
    assert next(kills, None) is None, "the story ended before everything had been killed"
    with system.database() as engine:
        assert_sound(engine, reviewers.receipts)
        assert broken(engine) == []
    assert system.command("doctor").returncode == 0


def killing(system: RunningSystem) -> Iterator[Callable[[], None]]:
    """Each gives a kill a moment from now; at the end, of everything at once."""
    for victim, moment in zip(_VICTIMS, _MOMENTS, strict=True):
        yield threading.Timer(moment, system.kill, [victim]).start
    yield lambda: start_again_after_a_kill(system)


def start_again_after_a_kill(system: RunningSystem) -> None:
    """While the processes of the one that was killed still notice, of which none stays."""
    numbers = system.everything()
    assert system.stop(SIGKILL) == -SIGKILL
    system.start()
    assert len(numbers) > len(_VICTIMS)
    eventually(lambda: none_runs(numbers))
