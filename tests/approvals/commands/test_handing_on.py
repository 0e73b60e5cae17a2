"""What waits goes to whoever acts for somebody, and comes back: the engine is woken, links end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from approvals.commands.begin_cover import begin_cover, lapse_cover
from approvals.commands.cover import StandIn, cover
from approvals.commands.issue_link import issue_link
from approvals.domain.refusals.covering import CoverOverlaps
from core.clock import local_moment
from core.database import transaction
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Language
from models.mail import Link, Message
from tests.approvals.commands.ministry import TODAY, Ministry, a_ministry
from tests.builders import (
    NOW,
    a_dossier,
    active,
    decide_as,
    the_gate,
)


@pytest.fixture
def ministry(session: Session) -> Ministry:
    return a_ministry(session)


def woken(session: Session) -> set[UUID]:
    return set(session.exec(select(Wake.dossier_id)).all())


def _no_wakes(session: Session) -> None:
    for wake in session.exec(select(Wake)).all():
        session.delete(wake)
    session.flush()


def test_what_waits_is_handed_on_when_the_cover_begins_and_back_when_it_ends(
    ministry: Ministry, session: Session
) -> None:
    waiting = ministry.dossier("1/TTr")
    a_dossier(session, ministry.country)
    _no_wakes(session)
    tomorrow = TODAY + timedelta(days=1)
    entered = ministry.covers(starts_on=tomorrow, ends_on=tomorrow)
    assert woken(session) == set()
    moment = local_moment(tomorrow)
    assert begin_cover(session, entered.id, now=moment)
    assert woken(session) == {waiting.id}
    assert not begin_cover(session, entered.id, now=moment)
    _no_wakes(session)
    mine, theirs = (
        a_link(session, waiting, "minister", ministry),
        a_link(session, waiting, "deputy", ministry),
    )
    after = local_moment(tomorrow + timedelta(days=1))
    assert lapse_cover(session, entered.id, now=after)
    assert woken(session) == {waiting.id}
    assert not lapse_cover(session, entered.id, now=after)
    assert [session.get_one(Link, one).revoked_at for one in (mine, theirs)] == [None, after]


def test_a_cover_that_begins_today_hands_on_at_once(ministry: Ministry, session: Session) -> None:
    waiting = ministry.dossier()
    _no_wakes(session)
    assert ministry.covers().begun_at == NOW
    assert woken(session) == {waiting.id}


def a_link(session: Session, dossier: Dossier, name: str, ministry: Ministry) -> UUID:
    """A link mailed to somebody for the minister's task."""
    ((assignment, _),) = active(session, dossier)
    person = ministry.country[name]
    message = Message(
        template="gate_opened",
        dedupe_key=f"gate_opened:{assignment.id}",
        person_id=person.id,
        address=person.email,
        language=Language.VI,
        context={},
        next_attempt_at=NOW,
        created_at=NOW,
    )
    session.add(message)
    session.flush()
    issue_link(session, assignment_id=assignment.id, message_id=message.id, key=b"k" * 32, now=NOW)
    session.flush()
    return session.exec(
        select(Link.id).where(Link.message_id == message.id).order_by(col(Link.id))
    ).one()


def test_a_gate_that_opens_meanwhile_goes_to_the_cover(
    ministry: Ministry, session: Session
) -> None:
    ministry.covers()
    dossier = a_dossier(session, ministry.country)
    while the_gate(session, dossier).stage == "unit":
        decide_as(session, dossier)
    assert ministry.acting(dossier) == ministry.country["deputy"].id


def test_of_two_covers_set_at_one_moment_one_is_entered(engine: Engine) -> None:
    with transaction(engine) as session:
        country = a_ministry(session).country
    minister, deputy = country["minister"].id, country["deputy"].id
    wish = StandIn(
        absent_id=minister,
        acting_id=deputy,
        by_person_id=minister,
        starts_on=TODAY,
        ends_on=TODAY,
    )

    def enter() -> bool:
        try:
            with transaction(engine) as session:
                cover(session, wish, now=NOW)
        except CoverOverlaps:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda _: enter(), range(4))) == [False, False, False, True]
