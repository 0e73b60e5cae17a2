"""The secretariat's mornings: one mail of what is stuck, what no longer is, and what falls due."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.make_brief import make_brief
from approvals.domain.deadlines import week_ahead
from approvals.domain.erased import shown_name
from approvals.domain.mail_habits import AT_ANY_HOUR, Habits
from approvals.queries import morning_brief
from approvals.queries.morning_brief import BriefFigures, BriefLine, Span
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from core.language import translator
from models.enums import Office
from notifications import recipients
from notifications.brief_contents import SecretariatBrief, StuckBy, ToldDossier
from notifications.catalogue import MorningBrief
from notifications.facts import in_language
from notifications.making import Making, NoLongerNeeded, contact_of, working_days
from notifications.posting import Post, post


def tell_secretariat(session: Session, *, now: datetime, usual: Habits = AT_ANY_HOUR) -> list[UUID]:
    """Make the day's brief, and queue it for the whole secretariat if it has something to tell.

    Once a day, in the morning of a working day: see `make_brief`.
    """
    day = local_date(now)
    if not make_brief(session, now=now) or not _says_something(session, _span(session, now)):
        return []
    people = recipients.secretariat(session, on=day)
    posts = [Post(notice=MorningBrief(day=day), person=person) for person in people]
    return post(session, posts, now=now, usual=usual)


def secretariat_brief(notice: MorningBrief, making: Making) -> SecretariatBrief:
    """What changed is as of when the brief was made; what became of it and is due, as of now."""
    session = making.session
    if notice.day != making.today:
        raise NoLongerNeeded("its morning is over")
    if not making.viewer.holds(Office.SECRETARIAT):
        raise NoLongerNeeded("the reader has left the secretariat")
    span = _span(session, making.now)
    told = morning_brief.figures(session, span)
    return SecretariatBrief(
        reader=making.reader.name,
        contact=contact_of(making),
        day=notice.day,
        since=local_date(span.since) if span.since else None,
        stuck=told.stuck,
        causes=tuple(_stuck_by(told, making)),
        new=told.new,
        newly_stuck=tuple(_shown(one, making) for one in morning_brief.newly_stuck(session)),
        freed=told.freed,
        became=tuple(told.became.items()),
        freed_dossiers=tuple(_shown(one, making) for one in morning_brief.freed(session, span)),
        due=told.due,
        due_until=span.due_until,
        this_week=span.due_until.isocalendar().week == notice.day.isocalendar().week,
        due_dossiers=tuple(_shown(one, making) for one in morning_brief.falling_due(session, span)),
        stuck_url=f"{making.base_url}/stuck",
        list_url=f"{making.base_url}/dossiers",
    )


def _span(session: Session, now: datetime) -> Span:
    day = local_date(now)
    return Span(
        since=morning_brief.made_before(session, day),
        now=now,
        due_until=week_ahead(day, vietnamese_calendar()),
    )


def _says_something(session: Session, span: Span) -> bool:
    told = morning_brief.figures(session, span)
    return bool(told.stuck or told.freed or told.due)


def _stuck_by(told: BriefFigures, making: Making) -> Iterator[StuckBy]:
    for cause, dossiers in told.causes.items():
        url = f"{making.base_url}/stuck?cause={cause.code}"
        yield StuckBy(cause=cause.code, dossiers=dossiers, url=url)


def _shown(line: BriefLine, making: Making) -> ToldDossier:
    language, nominee, due_on = making.message.language, line.nominee, line.gate.due_on
    return ToldDossier(
        code=line.dossier.code,
        nominee=shown_name(nominee.name, nominee.erased_at, translator(language).gettext),
        at=in_language(language, line.at.name, line.at.name_en),
        url=f"{making.base_url}/dossiers/{line.dossier.code}",
        cause=line.cause,
        became=line.became,
        due_on=due_on,
        days_left=working_days(making.today, due_on) if due_on else 0,
    )
