"""A dossier of 500 events told as it was, and thousands of dossiers held against their events.

On an embedded PostgreSQL, durable as in use: `python -m bench replay`.
"""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from operator import itemgetter
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import Engine
from sqlmodel import Session, select

from approvals.commands.decide import Decide, decide_all
from approvals.commands.load_rule_sets import load_rule_sets
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.history.comparing import tables_against_events
from approvals.history.looking_back import state_at
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, Proof
from models.gates import Assignment
from tests.builders import (
    NOW,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    decide_as,
)

EVENTS = 500  # of one dossier
DOSSIERS = 2_000
_TARGET = 50  # milliseconds
_WANTED = 20_000  # events a second, on one core
_TIMES = 20


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            postgres.ensure_database("bangvang")
            database = connect(postgres.url())
            upgrade(database)
            _measure(database)
            database.dispose()
        finally:
            postgres.stop()


def _measure(database: Engine) -> None:
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session)
        long = _a_long_life(session, country)
    with transaction(database) as session:
        _many_lives(session, country)
    milliseconds = sorted(
        1000 * _seconds(lambda: _look_back(database, long)) for _ in range(_TIMES)
    )
    print("| state_at | events | median | slowest of 20 | wanted |")
    print("|---|---|---|---|---|")
    print(
        f"| | {EVENTS} | {median(milliseconds):.1f} ms | {milliseconds[-1]:.1f} ms "
        f"| < {_TARGET} ms |\n"
    )
    events, took, here = min((_timed(database) for _ in range(3)), key=itemgetter(1))
    print("| tables against events, best of 3 | events | seconds | events/s | without PostgreSQL |")
    print("|---|---|---|---|---|")
    print(f"| {DOSSIERS} dossiers | {events} | {took:.2f} | {events / took:,.0f} "
          f"| {events / here:,.0f} |")  # fmt: skip
    print(f"| wanted | | | {_WANTED:,} | |")


def _a_long_life(session: Session, country: Country) -> Dossier:
    """Returned by its council's chair and sent again, a hundred times."""
    dossier, now = a_dossier(session, country), NOW
    alice, chair = country["alice"].id, country["chair"].id
    while dossier.last_seq < EVENTS:
        now += timedelta(minutes=1)
        decide_as(session, dossier, Choice.RETURN, person_id=chair, reason="Thiếu", now=now)
        note = f"Đã bổ sung lúc {now:%H:%M}"
        resubmit(session, Resubmit(dossier_id=dossier.id, person_id=alice, note=note), now=now)
    return dossier


def _many_lives(session: Session, country: Country) -> None:
    """Filed in lists of 500, voted on by a council, signed by the minister."""
    for number in range(DOSSIERS // 500):
        list_ = (a_nomination(name=f"Nguyễn Văn {one}") for one in range(500))
        a_submission(session, country, *list_, number=f"{number}/TTr")
    session.flush()  # those who vote are found by queries
    for _ in range(6):  # five votes, then a signature
        wanted = select(Assignment).where(Assignment.state == AssignmentState.ACTIVE)
        first = {duty.gate_id: duty for duty in session.exec(wanted)}
        decide_all(session, [_yes(duty) for duty in first.values()], now=NOW)


def _yes(duty: Assignment) -> Decide:
    return Decide(
        assignment_id=duty.id,
        person_id=duty.person_id,
        choice=Choice.PASS,
        reason="Đủ điều kiện, tiêu chuẩn.",
        proof=Proof.PASSKEY,
    )


def _look_back(database: Engine, dossier: Dossier) -> None:
    with transaction(database) as session:
        state_at(session, dossier.id, EVENTS)


def _timed(database: Engine) -> tuple[int, float, float]:
    """Events folded and compared; seconds in all, and of this process without PostgreSQL's."""
    began, began_here = perf_counter(), process_time()
    return _compare(database), perf_counter() - began, process_time() - began_here


def _compare(database: Engine) -> int:
    """How many events were folded; every table is as they say."""
    heard: list[int] = []
    with transaction(database) as session:
        if list(tables_against_events(session, told=heard.append)):
            raise AssertionError("the tables differ from the events")
    return sum(heard)


def _seconds(work: Callable[[], None]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
