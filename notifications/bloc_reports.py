"""Members of a bloc that owe a report are reminded: some working days before, and once late."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.deadlines import day_after, day_before
from approvals.domain.mail_habits import AT_ANY_HOUR, Habits
from approvals.queries import bodies
from approvals.queries.bloc import reports
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from models.bloc_year import ReportRound
from models.bodies import Body, Person
from models.enums import Office
from notifications.catalogue import ReportDue
from notifications.contents import OwedReport
from notifications.facts import in_language
from notifications.making import Making, NoLongerNeeded, contact_of, working_days
from notifications.posting import Post, post

REMIND_BEFORE = 3  # working days before the due day
_REPORTING = (Office.HEAD, Office.SECRETARY)


def remind_reports(session: Session, *, now: datetime, usual: Habits = AT_ANY_HOUR) -> list[UUID]:
    """Queue what is due today for the heads and secretaries of members; nothing is told twice."""
    today, calendar = local_date(now), vietnamese_calendar()
    owed = reports.missing(session, due_by=day_after(today, REMIND_BEFORE, calendar))
    posts = [
        Post(notice=notice, person=person, due_on=asked.due_on)
        for asked, body in owed
        for notice in [_notice(asked, body, today)]
        for person in _people(session, body, on=today)
    ]
    return post(session, posts, now=now, usual=usual)


def owed_report(notice: ReportDue, making: Making) -> OwedReport:
    session, language = making.session, making.message.language
    asked, member = reports.asked(session, notice.round_id), bodies.body(session, notice.member_id)
    bloc = bodies.body(session, asked.bloc_id) if asked else None
    if asked is None or member is None or bloc is None or asked.closed_at is not None:
        raise NoLongerNeeded("the bloc's report is closed")
    if reports.of_member(session, asked.id, member.id) is not None:
        raise NoLongerNeeded("the member has reported")
    return OwedReport(
        reader=making.reader.name,
        contact=contact_of(making),
        bloc=in_language(language, bloc.name, bloc.name_en),
        member=in_language(language, member.name, member.name_en),
        period=asked.period,
        year=asked.year,
        due_on=asked.due_on,
        days_left=working_days(making.today, asked.due_on),
        late=asked.due_on < making.today,
        report_url=f"{making.base_url}/blocs/{bloc.slug}/{asked.year}/reports/{asked.id}",
    )


def _notice(asked: ReportRound, body: Body, today: date) -> ReportDue:
    """The same on every day until the report is late, and then the same on every day again."""
    early = day_before(asked.due_on, REMIND_BEFORE, vietnamese_calendar())
    day = asked.due_on if asked.due_on < today else early
    return ReportDue(round_id=asked.id, member_id=body.id, day=day)


def _people(session: Session, body: Body, *, on: date) -> Iterator[Person]:
    found = bodies.seats_in(session, body.id, _REPORTING, on=on)
    yield from {person.id: person for _, person in found}.values()
