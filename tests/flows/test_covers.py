"""Covers begin and end with the day, and the mail follows."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from approvals.commands.cover import StandIn, cover
from core import clock
from core.database import transaction
from flows.begin_and_end_covers import begin_due, end_due
from flows.sweeping import Swept
from models.bodies import Cover
from models.enums import Office
from tests.builders import MINISTRY, a_country, a_person_in

ONCE = Swept(found=1, done=1)


def let_time_pass(session: Session, days: int) -> None:
    """What was entered, was entered so many days ago."""
    for one in session.exec(select(Cover).order_by(col(Cover.id))).all():
        one.starts_on -= timedelta(days=days)
        one.ends_on -= timedelta(days=days)


@pytest.mark.usefixtures("wiring")
def test_a_cover_begins_and_ends_once_each_on_its_day(engine: Engine) -> None:
    today = clock.local_date(clock.now())
    with transaction(engine) as session:
        country = a_country(session)
        a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)
        minister = country["minister"].id
        wish = StandIn(
            absent_id=minister,
            acting_id=country["deputy"].id,
            by_person_id=minister,
            starts_on=today + timedelta(days=1),
            ends_on=today + timedelta(days=2),
        )
        cover(session, wish, now=clock.now())
    assert [begin_due(), end_due()] == [Swept(), Swept()]
    with transaction(engine) as session:
        let_time_pass(session, 1)
    assert [begin_due(), end_due(), begin_due()] == [ONCE, Swept(), Swept()]
    with transaction(engine) as session:
        let_time_pass(session, 2)
    assert [begin_due(), end_due(), end_due()] == [Swept(), ONCE, Swept()]
