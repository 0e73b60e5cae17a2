"""A hold and a decision at the same moment: one comes first, and the other knows of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.decide import Decide, decide
from approvals.commands.hold import PlaceHold, place_hold
from approvals.domain.refusals.holding import OnHold
from approvals.history.comparing import tables_against_events
from approvals.queries.events import timeline
from core.database import transaction
from core.refusal import Refusal
from models.conduct import HoldCause
from models.dossiers import Dossier
from models.enums import Choice, EventKind, Proof
from tests.builders import NOW, a_country, a_dossier, active, pass_gate

DECIDED, HELD = EventKind.ASSIGNMENT_DECIDED, EventKind.HOLD_PLACED


def at_once(engine: Engine, *work: Callable[[Session], object]) -> list[object]:
    """Each in a transaction of its own, all let go at the same moment."""
    gun = Barrier(len(work))

    def run(one: Callable[[Session], object]) -> object:
        gun.wait()
        try:
            with transaction(engine) as session:
                one(session)
                return None
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


@pytest.mark.parametrize("_time", range(4))
def test_a_hold_and_a_decision_at_the_same_moment(engine: Engine, _time: int) -> None:
    with transaction(engine) as session:
        country = a_country(session)
        dossier = a_dossier(session, country)
        pass_gate(session, dossier)
        [(asked, minister)] = active(session, dossier)
    hold = PlaceHold(
        dossier_id=dossier.id,
        cause=HoldCause.PRESS,
        document="12/TB-TTr",
        reason="Báo nêu",
        placed_by_id=country["secretariat"].id,
    )
    decision = Decide(
        assignment_id=asked.id,
        person_id=minister.id,
        choice=Choice.PASS,
        proof=Proof.PASSKEY,
    )
    held, decided, again = at_once(
        engine,
        lambda session: place_hold(session, hold, now=NOW),
        lambda session: decide(session, decision, now=NOW),
        lambda session: place_hold(session, hold, now=NOW),
    )
    with transaction(engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        kinds = [one.kind for one in timeline(session, dossier.id)]
        assert list(tables_against_events(session)) == []
        if isinstance(decided, OnHold):
            assert (held, again, kinds[-1]) == (None, None, HELD)
            assert (stored.held_since, kinds.count(HELD)) == (NOW, 1)
        else:  # awarded: there is nothing to hold any more
            assert decided is None
            assert (isinstance(held, Refusal), isinstance(again, Refusal)) == (True, True)
            assert (stored.held_since, kinds.count(HELD)) == (None, 0)
