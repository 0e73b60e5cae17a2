"""When the engine is told to look at a dossier again."""

from sqlmodel import Session, select

from approvals.queries import wakes
from models.engine import Wake
from tests.builders import a_country, a_dossier, decide_as, pass_gate


def test_the_engine_is_woken_when_somebody_must_be_told_and_not_at_every_vote(
    session: Session,
) -> None:
    dossier = a_dossier(session, a_country(session, council=5))
    wakes.done(session, list(session.exec(select(Wake.id)).all()))
    decide_as(session, dossier)
    assert session.exec(select(Wake)).all() == []
    pass_gate(session, dossier)
    assert [wake.dossier_id for wake in session.exec(select(Wake)).all()] == [dossier.id]
