"""What the relay finds to do."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.repair_run import note_cancelled, wake_lost
from approvals.queries import errands, events, wakes
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import Choice, EventKind, Stage
from tests.builders import NOW, a_country, a_dossier, decide_as, pass_gate


def two_dossiers(session: Session) -> list[Dossier]:
    """The second filed a minute after the first; nothing waits for either."""
    country = a_country(session, council=3)
    dossiers = [
        a_dossier(session, country, number=str(number), now=NOW + timedelta(minutes=number))
        for number in (1, 2)
    ]
    for dossier in dossiers:
        forget(session, dossier)
    return dossiers


def forget(session: Session, dossier: Dossier) -> None:
    waiting = errands.errand(session, dossier.id)
    wakes.done(session, list(waiting.wake_ids) if waiting else [])


def waiting(session: Session, *besides: UUID) -> list[UUID]:
    return errands.waiting_ids(session, besides=besides, limit=10)


def repairs(session: Session, dossier: Dossier) -> list[Mapping[str, Any]]:
    session.flush()
    timeline = events.timeline(session, dossier.id)
    return [entry.facts for entry in timeline if entry.kind is EventKind.RUN_REPAIRED]


def test_wake_ups_of_one_dossier_are_one_errand(session: Session) -> None:
    first, second = two_dossiers(session)
    for minute, dossier in enumerate([second, first, second]):
        wakes.queue(session, dossier.id, now=NOW + timedelta(minutes=minute))
    assert waiting(session) == [second.id, first.id]
    assert waiting(session, second.id) == [first.id]
    errand = errands.errand(session, second.id)
    assert errand is not None
    assert (errand.code, errand.stage, errand.open, len(errand.wake_ids)) == (
        second.code,
        Stage.UNIT,
        True,
        2,
    )
    forget(session, second)
    assert errands.errand(session, second.id) is None
    assert errands.count_waiting(session, until=NOW) == 0
    assert errands.count_waiting(session, until=NOW + timedelta(minutes=1)) == 1


def test_only_who_sleeps_is_woken(session: Session) -> None:
    first, second = two_dossiers(session)
    wakes.queue(session, first.id, now=NOW)
    before = first.last_seq
    for woken in (1, 0):
        assert wake_lost(session, [first.id, second.id, uuid7()], now=NOW) == woken
    assert sorted(waiting(session)) == sorted([first.id, second.id])
    assert (first.last_seq, repairs(session, first)) == (before, [])
    assert repairs(session, second) == [{"found": "no_run", "done": "woken", "run": None}]


def test_what_was_cancelled_is_told_where_there_is_a_dossier(session: Session) -> None:
    dossier, _ = two_dossiers(session)
    run = uuid7()
    assert note_cancelled(session, dossier.id, run, now=NOW)
    assert not note_cancelled(session, uuid7(), run, now=NOW)
    cancelled = {"found": "stray_run", "done": "cancelled", "run": str(run)}
    assert repairs(session, dossier) == [cancelled]


def test_a_dossier_has_ended_once_nothing_waits_for_it(session: Session) -> None:
    first, second = two_dossiers(session)
    unknown = uuid7()
    pass_gate(session, first)
    decide_as(session, first, Choice.REJECT)
    asked = [first.id, second.id, unknown]
    assert errands.ended_among(session, asked) == {unknown}
    forget(session, first)
    assert errands.ended_among(session, asked) == {first.id, unknown}
