"""The guard over all tests sees what it is there to see."""

import pytest
from sqlalchemy import Engine, Executable, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from core.database import transaction
from models.dossiers import Dossier, Nominee
from models.enums import AssignmentState
from models.gates import Assignment, Gate
from tests.builders import a_country, a_dossier, decide_as
from tests.telling import by_hand

_CHANGES: dict[str, Executable] = {
    "dossier": update(Dossier).values(achievements="khác"),
    "nominee": update(Nominee).values(name="khác"),
    "gate": update(Gate).values(members=99),
    "assignment": update(Assignment)
    .where(col(Assignment.state) == AssignmentState.ACTIVE)
    .values(state=AssignmentState.CLOSED),
    "ballot": text("DELETE FROM ballot"),
}


def _change(engine: Engine, table: str, *, arranged: bool = False) -> None:
    with transaction(engine) as session:
        if arranged:
            by_hand(session)
        session.execute(_CHANGES[table])


@pytest.mark.parametrize("table", _CHANGES)
def test_a_change_that_is_told_nowhere_is_not_committed(engine: Engine, table: str) -> None:
    def filed(session: Session) -> None:
        dossier = a_dossier(session, a_country(session, council=3))
        decide_as(session, dossier)

    with transaction(engine) as session:
        filed(session)
    with pytest.raises(DBAPIError, match=f"of a {table} without an event"):
        _change(engine, table)
    _change(engine, table, arranged=True)


def test_counting_a_change_is_none(engine: Engine) -> None:
    with transaction(engine) as session:
        a_dossier(session, a_country(session, council=3))
    with transaction(engine) as session:
        session.execute(update(Dossier).values(version=Dossier.version + 1))
