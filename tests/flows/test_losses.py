"""Servers that go away, workers that die, operators who press the wrong button."""

import signal
from threading import Thread
from uuid import UUID

import pytest
from prefect.states import Cancelled, Running
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.queries import errands, wakes
from core.settings import Settings
from flows import relay
from flows.reconcile import EngineUnreachable, look_for_lost, reconcile_now
from flows.wiring import Wiring, transact
from models.enums import Choice
from tests.flows.asking import prefect
from tests.flows.conftest import a_worker, eventually
from tests.flows.dossiers import (
    decided,
    filed,
    history_of,
    is_asleep,
    most_often_sent,
    passed,
    repairs,
    run_of,
    told,
    waking,
)
from tests.flows.prefect_server import PrefectServer


def test_two_workers_double_nothing(engine: Engine, connected: Wiring) -> None:
    dossiers = filed(engine, count=4)
    with a_worker(connected), a_worker(connected):
        eventually(lambda: all(is_asleep(one) for one in dossiers), "all wait for the council")
        deciding = [Thread(target=passed, args=(engine, one)) for one in dossiers]
        for thread in deciding:
            thread.start()
        for thread in deciding:
            thread.join()
        eventually(
            lambda: all(told(engine, one)["gate_opened"] == 4 for one in dossiers),
            "the minister is asked about each",
        )
        eventually(lambda: waking(engine) == 0, "nothing is left to do")
    runs = [run for one in dossiers if (run := run_of(one))]
    histories = [history_of(run) for run in runs]
    assert all(history["Running"] == history["Suspended"] for history in histories)
    assert most_often_sent(engine) == 1


def test_what_is_decided_while_prefect_is_away_goes_on_when_it_is_back(
    engine: Engine, connected: Wiring, prefect_server: PrefectServer
) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier), "it waits for the council")
        prefect_server.stop(signal.SIGKILL)
        passed(engine, dossier)
        prefect_server.start()
        eventually(lambda: told(engine, dossier)["gate_opened"] == 4, "the minister is asked")
        eventually(lambda: is_asleep(dossier) and not waking(engine), "and waited for")
    assert most_often_sent(engine) == 1


def test_without_prefects_database_every_open_dossier_comes_back_to_its_gate(
    engine: Engine,
    connected: Wiring,
    engine_settings: Settings,
    prefect_server: PrefectServer,
) -> None:
    at_council, at_minister, returned, over = dossiers = filed(engine, count=4)
    with a_worker(connected):
        for dossier in dossiers[1:]:
            passed(engine, dossier)
        decided(engine, returned, Choice.RETURN)
        decided(engine, over, Choice.PASS)
        eventually(lambda: waking(engine) == 0, "all is announced")
        eventually(lambda: told(engine, over)["outcome"] == 1, "and sent")
        eventually(lambda: told(engine, at_council)["gate_opened"] == 3, "to all")
        eventually(lambda: told(engine, at_minister)["gate_opened"] >= 1, "of them")
        eventually(lambda: told(engine, returned)["returned"] == 1, "at each place")
    before = [told(engine, dossier) for dossier in dossiers]
    prefect_server.wipe()
    assert [run_of(dossier) for dossier in dossiers] == [None] * 4

    reconciled = reconcile_now(engine_settings)

    assert (reconciled.woken.done, reconciled.waiting) == (3, 0)
    assert all(is_asleep(dossier) for dossier in dossiers[:3])
    assert run_of(over) is None
    assert [told(engine, dossier) for dossier in dossiers] == before
    assert most_often_sent(engine) == 1
    assert reconcile_now(engine_settings).woken.found == 0
    woken = [("no_run", "woken")]
    assert [repairs(engine, one) for one in dossiers] == [woken, woken, woken, []]
    with a_worker(connected):
        passed(engine, at_council)
        eventually(lambda: told(engine, at_council)["gate_opened"] == 4, "and goes on from it")


def test_a_dossier_that_cannot_be_served_holds_up_no_other(
    engine: Engine, connected: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned, *others = filed(engine, count=3)
    poison = {poisoned.id}
    sound = errands.errand

    def errand(session: Session, dossier_id: UUID) -> errands.Errand | None:
        if dossier_id in poison:
            raise ValueError("poison")
        return sound(session, dossier_id)

    monkeypatch.setattr(errands, "errand", errand)
    with a_worker(connected):
        eventually(lambda: all(is_asleep(one) for one in others), "the others are served")
        eventually(lambda: waking(engine) == 1, "one is not")
        poison.clear()
        eventually(lambda: is_asleep(poisoned), "it is tried again")


def test_what_was_put_off_is_served_at_once_when_somebody_asks(
    engine: Engine, connected: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    [poisoned] = filed(engine)
    poison, tries = {poisoned.id}, []
    sound = errands.errand

    def errand(session: Session, dossier_id: UUID) -> errands.Errand | None:
        tries.append(dossier_id)
        if dossier_id in poison:
            raise ValueError("poison")
        return sound(session, dossier_id)

    monkeypatch.setattr(errands, "errand", errand)
    monkeypatch.setattr(relay, "monotonic", lambda: 0.0)  # no pause comes to its end
    with a_worker(connected):
        eventually(lambda: len(tries) > 0, "it was tried, and is put off")
        poison.clear()
        transact(wakes.put_nobody_off)
        eventually(lambda: is_asleep(poisoned) and not waking(engine), "it is served")


def test_reconciling_without_an_engine_says_so(settings: Settings) -> None:
    with pytest.raises(EngineUnreachable):
        reconcile_now(settings)


def test_a_run_whose_process_died_is_replaced(engine: Engine, connected: Wiring) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier) and not waking(engine), "it waits")
    run = run_of(dossier)
    assert run is not None
    prefect().set_flow_run_state(run.id, Running(), force=True)
    passed(engine, dossier)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier, replaces=run.id), "another run goes on")
    assert (history_of(run)["Crashed"], told(engine, dossier)["gate_opened"]) == (1, 4)


def test_a_run_cancelled_by_hand_is_replaced(engine: Engine, connected: Wiring) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier) and not waking(engine), "it waits")
        run = run_of(dossier)
        assert run is not None
        prefect().set_flow_run_state(run.id, Cancelled(), force=True)
        look_for_lost()
        eventually(lambda: is_asleep(dossier, replaces=run.id), "another run waits")
    assert most_often_sent(engine) == 1


def test_a_run_that_outlived_its_dossier_is_cancelled(engine: Engine, connected: Wiring) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier) and not waking(engine), "it waits")
    passed(engine, dossier)
    decided(engine, dossier, Choice.PASS)
    errand = transact(errands.errand, dossier.id)
    assert errand is not None
    transact(wakes.done, list(errand.wake_ids))  # as after a restored backup of Prefect's
    assert look_for_lost().cancelled.done == 1
    run = run_of(dossier)
    assert run is not None
    assert run.state_name == "Cancelled"
    assert repairs(engine, dossier) == [("stray_run", "cancelled")]
