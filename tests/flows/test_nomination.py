"""A dossier's flow run, with the real Prefect server and a real worker."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.settings import Settings
from flows.connecting import use_engine
from flows.wiring import Wiring, unwire, wire
from models.enums import Choice
from notifications.mailers.port import Envelope
from tests.flows.asking import prefect
from tests.flows.conftest import a_worker, eventually
from tests.flows.dossiers import (
    decided,
    filed,
    history_of,
    is_asleep,
    most_often_sent,
    passed,
    run_of,
    told,
    waking,
)


def test_a_dossier_travels_to_its_award(engine: Engine, connected: Wiring) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: told(engine, dossier) == {"gate_opened": 3}, "the council is asked")
        eventually(lambda: is_asleep(dossier), "it waits for the council")
        run = run_of(dossier)
        assert run is not None
        assert (run.name, sorted(run.tags)) == (
            dossier.code,
            [f"dossier:{dossier.code}", "stage:unit"],
        )
        passed(engine, dossier)
        eventually(lambda: told(engine, dossier)["gate_opened"] == 4, "the minister is asked")
        passed(engine, dossier)
        eventually(lambda: told(engine, dossier)["outcome"] == 1, "the nominator is told")
        eventually(lambda: waking(engine) == 0, "nothing is left to do")
    run = run_of(dossier)
    assert run is not None
    assert (run.state_name, "stage:final_authority" in run.tags) == ("Completed", True)
    assert most_often_sent(engine) == 1


def test_a_returned_dossier_waits_for_its_nominator(engine: Engine, connected: Wiring) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        passed(engine, dossier)
        eventually(lambda: told(engine, dossier)["gate_opened"] == 1, "the minister is asked")
        decided(engine, dossier, Choice.RETURN)
        eventually(lambda: told(engine, dossier)["returned"] == 1, "the nominator is told")
        eventually(lambda: is_asleep(dossier) and not waking(engine), "it waits for supplement")


class HeldMailer:
    """Holds the first mail until it is let go."""

    grace = timedelta(0)

    def __init__(self) -> None:
        self.holding = threading.Event()
        self.let_go = threading.Event()

    def send(self, envelope: Envelope) -> str:
        self.holding.set()
        assert self.let_go.wait(30)
        return str(envelope.message_id)


@pytest.fixture
def mailer() -> HeldMailer:
    return HeldMailer()


@pytest.fixture
def held(engine_settings: Settings, mailer: HeldMailer) -> Iterator[Wiring]:
    use_engine(engine_settings)
    yield wire(engine_settings, mailer=mailer)
    mailer.let_go.set()
    unwire()


def test_a_decision_while_the_gate_is_still_announced_is_not_lost(
    engine: Engine, held: Wiring, mailer: HeldMailer
) -> None:
    [dossier] = filed(engine)
    with a_worker(held):
        assert mailer.holding.wait(30)
        passed(engine, dossier)
        assert waking(engine) > 1, "the run that is going has not seen the decision"
        mailer.let_go.set()
        eventually(lambda: told(engine, dossier)["gate_opened"] == 4, "the minister is asked")
        eventually(lambda: is_asleep(dossier) and not waking(engine), "and waited for")


def test_a_run_resumed_by_hand_at_an_open_gate_goes_back_to_sleep(
    engine: Engine, connected: Wiring
) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier), "it waits for the council")
        run = run_of(dossier)
        assert run is not None
        prefect().resume_flow_run(run.id)
        eventually(lambda: history_of(run)["Suspended"] == 2, "it sleeps again")
        passed(engine, dossier)
        eventually(lambda: told(engine, dossier)["gate_opened"] == 4, "and wakes as ever")
        eventually(lambda: is_asleep(dossier), "for the minister")
    assert (history_of(run)["Suspended"], most_often_sent(engine)) == (3, 1)
