"""Members of a bloc are reminded of a report: three working days before, and once it is late."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.commands.bloc.open_reports import OpenReports, open_reports
from approvals.commands.bloc.send_report import SendReport, send_report
from approvals.domain.deadlines import day_after
from approvals.queries import mail
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_moment
from models.bloc_year import ReportRound
from models.enums import ReportPeriod
from notifications.bloc_reports import remind_reports
from notifications.contents import OwedReport
from notifications.making import NoLongerNeeded
from tests.bloc_year import by, id_of, with_inspector
from tests.builders import MINISTRY, NOW, TODAY, Country, a_country
from tests.notifications.making import composed

DUE = day_after(TODAY, 4, vietnamese_calendar())


@pytest.fixture
def country(session: Session) -> Country:
    return with_inspector(session, a_country(session))


@pytest.fixture
def asked(session: Session, country: Country) -> ReportRound:
    asking = OpenReports(**by(country, "bloc_head"), period=ReportPeriod.YEAR, due_on=DUE)
    return open_reports(session, asking, now=NOW)


def report(session: Session, country: Country, asked: ReportRound) -> None:
    sent = SendReport(
        **by(country, "alice"),
        round_id=asked.id,
        member_id=id_of(country, MINISTRY),
        results="Tốt",
    )
    send_report(session, sent, now=NOW)


def told(session: Session, day: int) -> list[str]:
    """Who is written to so many days from now, by name."""
    ids = remind_reports(session, now=local_moment(TODAY + timedelta(days=day), 9))
    return sorted(mail.with_reader(session, one)[1].name for one in ids)


@pytest.mark.usefixtures("asked")
def test_heads_and_secretaries_are_told_once_before_and_once_after(session: Session) -> None:
    everybody = ["Doãn Văn Rạng", "Nguyễn Thị An", "Phạm Quang Cường"]
    late = (DUE - TODAY).days + 1
    found = [told(session, day) for day in (0, 1, 2, late - 1, late, late + 1)]
    assert found == [[], everybody, [], [], everybody, []]


def test_whoever_has_reported_is_left_alone(
    session: Session, country: Country, asked: ReportRound
) -> None:
    report(session, country, asked)
    assert told(session, 1) == ["Doãn Văn Rạng"]


def test_a_mail_that_waited_says_what_is_so_and_is_not_sent_for_nothing(
    session: Session, country: Country, asked: ReportRound
) -> None:
    ids = remind_reports(session, now=local_moment(TODAY + timedelta(days=1), 9))
    own = next(one for one in ids if mail.with_reader(session, one)[1].id == country["alice"].id)
    content = composed(session, own)
    assert isinstance(content, OwedReport)
    assert (content.member, content.due_on, content.late) == ("Bộ Tư pháp", DUE, False)
    report(session, country, asked)
    with pytest.raises(NoLongerNeeded):
        composed(session, own)
