"""Mail goes to whoever acts for a person who is away, and comes back with them."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session

from approvals.commands.cover import StandIn, cover
from approvals.commands.end_cover import end_cover
from approvals.queries import mail
from core.clock import local_date
from models.bodies import Cover
from models.dossiers import Dossier
from models.enums import Office
from notifications import announcing
from notifications.contents import CoverNotice, ReviewRequest
from notifications.making import NoLongerNeeded
from tests.builders import MINISTRY, NOW, Country, a_country, a_person_in, active
from tests.notifications.making import at_the_minister, composed


@pytest.fixture
def country(session: Session) -> Country:
    country = a_country(session)
    a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)
    return country


def covered(session: Session, country: Country, by: str = "minister") -> Cover:
    minister, today = country["minister"].id, local_date(NOW)
    wish = StandIn(
        absent_id=minister,
        acting_id=country["deputy"].id,
        by_person_id=country[by].id,
        starts_on=today,
        ends_on=today + timedelta(days=6),
    )
    (entered,) = cover(session, wish, now=NOW)
    return entered


def readers(session: Session, ids: list[UUID]) -> list[str]:
    return [mail.with_reader(session, one)[1].name for one in ids]


def announced(session: Session, dossier: Dossier) -> list[UUID]:
    return announcing.announce(session, dossier.id, now=NOW)


def test_a_gate_that_opens_meanwhile_is_told_to_the_cover(
    session: Session, country: Country
) -> None:
    covered(session, country)
    dossier = at_the_minister(session, country)
    ids = announced(session, dossier)
    assert readers(session, ids) == ["Mai Văn Rạng"]
    content = composed(session, ids[0])
    assert isinstance(content, ReviewRequest)
    assert (content.reader, content.acting_for) == ("Mai Văn Rạng", "Phạm Quang Cường")


def test_what_waited_already_is_told_to_the_cover_and_what_still_waits_to_who_is_back(
    session: Session, country: Country
) -> None:
    dossier = at_the_minister(session, country)
    assert readers(session, announced(session, dossier)) == ["Phạm Quang Cường"]
    entered = covered(session, country)
    (to_cover,) = announced(session, dossier)
    assert readers(session, [to_cover]) == ["Mai Văn Rạng"]
    assert announced(session, dossier) == []
    end_cover(session, entered.id, by_person_id=country["minister"].id, now=NOW)
    with pytest.raises(NoLongerNeeded, match="does not act"):
        composed(session, to_cover)
    ((assignment, _),) = active(session, dossier)
    reminders = announcing.remind(session, [assignment.id], now=NOW)
    assert readers(session, reminders) == ["Phạm Quang Cường"]


def test_reminders_go_to_the_cover(session: Session, country: Country) -> None:
    covered(session, country)
    dossier = at_the_minister(session, country)
    ((assignment, _),) = active(session, dossier)
    reminders = announcing.remind(session, [assignment.id], now=NOW)
    assert readers(session, reminders) == ["Mai Văn Rạng"]


def test_whoever_is_to_act_is_told_and_so_is_who_is_away_where_another_entered_it(
    session: Session, country: Country
) -> None:
    entered = covered(session, country)
    (own,) = announcing.cover_set(session, [entered], now=NOW)
    content = composed(session, own)
    assert isinstance(content, CoverNotice)
    assert (content.reader, content.absent) == ("Mai Văn Rạng", "Phạm Quang Cường")
    assert content.reader_acts
    end_cover(session, entered.id, by_person_id=country["minister"].id, now=NOW)
    with pytest.raises(NoLongerNeeded, match="over"):
        composed(session, own)
    entered = covered(session, country, by="secretariat")
    ids = announcing.cover_set(session, [entered], now=NOW)
    assert set(readers(session, ids)) == {"Mai Văn Rạng", "Phạm Quang Cường"}
