"""A decision taken back, as the engine sees it: even a dossier that had ended goes on."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from approvals.commands.undo import Undo, undo
from core.database import transaction
from flows.wiring import Wiring
from models.dossiers import Dossier
from models.enums import AssignmentState
from models.gates import Assignment, Gate
from tests.builders import NOW, active
from tests.flows.conftest import a_worker, eventually
from tests.flows.dossiers import filed, is_asleep, passed, run_of, told, waking

SOON = NOW + timedelta(minutes=5)


def test_an_award_taken_back_goes_on_in_another_run_and_is_given_anew(
    engine: Engine, connected: Wiring
) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        passed(engine, dossier)
        passed(engine, dossier)
        eventually(lambda: told(engine, dossier)["outcome"] == 1, "the nominator is told")
        eventually(lambda: waking(engine) == 0, "the run has ended")
        ended = run_of(dossier)
        assert ended is not None
        taken_back(engine, dossier)
        eventually(lambda: told(engine, dossier)["taken_back"] == 1, "told that it is void")
        eventually(lambda: is_asleep(dossier, replaces=ended.id), "another run waits")
        passed(engine, dossier)
        eventually(lambda: told(engine, dossier)["outcome"] == 2, "the nominator is told anew")
        eventually(lambda: waking(engine) == 0, "nothing is left to do")
    assert told(engine, dossier)["taken_back"] == 1


def taken_back(engine: Engine, dossier: Dossier) -> None:
    """Whoever had the last word takes it back; they are the only one asked."""
    with transaction(engine) as session:
        last = session.exec(
            select(Assignment)
            .join(Gate)
            .where(Gate.dossier_id == dossier.id, Assignment.state == AssignmentState.DECIDED)
            .order_by(col(Gate.id).desc())
        ).first()
        assert last is not None
        undo(session, Undo(assignment_id=last.id, person_id=last.person_id), now=SOON)
        assert [one.replaces_id for one, _ in active(session, dossier)] == [last.id]
