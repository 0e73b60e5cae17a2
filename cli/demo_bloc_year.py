"""The demo's bloc is half-way through its year: agreed, registered, and reporting."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from approvals.commands.bloc.open_registration import OpenRegistration, open_registration
from approvals.commands.bloc.open_reports import OpenReports, open_reports
from approvals.commands.bloc.register import Register, register
from approvals.commands.bloc.send_report import SendReport, send_report
from approvals.commands.bloc.sign_agreement import SignAgreement, sign_agreement
from approvals.commands.bloc.write_agreement import WriteAgreement, write_agreement
from approvals.domain.deadlines import day_after, day_before
from approvals.queries import bodies
from approvals.queries.bloc.years import BlocYear, bloc_year_by_id
from approvals.rules.calendar import vietnamese_calendar
from cli.demo_bloc_scores import live_movements, live_scores, live_visits
from cli.demo_members import HOUR, acts, holder, id_of
from cli.example_lists import FOLDER, read_toml
from core.clock import local_moment
from models.enums import NomineeKind, ReportPeriod

WRITTEN = FOLDER / "demo/bloc-year.toml"
_BETWEEN = timedelta(minutes=11)


def live_bloc_year(session: Session, *, today: date) -> None:
    """By the commands people use, on the working days before `today` that the TOML gives."""
    written = read_toml(WRITTEN)
    bloc = bodies.body_by_slug(session, written["bloc"])
    assert bloc is not None  # noqa: S101 -- the demo's country has it
    found = bloc_year_by_id(session, bloc.id, today.year)
    calendar = vietnamese_calendar()

    def at(part: str) -> datetime:
        return local_moment(day_before(today, written[part]["days_ago"], calendar), HOUR)

    head = acts(found, holder(session, found.members[0].body.slug, today))
    agreed = at("agreement")
    text = written["agreement"]["text"].strip()
    write_agreement(session, WriteAgreement(**head, text=text, dated_on=agreed.date()), now=agreed)
    for number, slug in enumerate(written["agreement"]["signed"], start=1):
        own = acts(found, holder(session, slug, today)) | {"member_id": id_of(found, slug)}
        sign_agreement(session, SignAgreement(**own), now=agreed + number * _BETWEEN)
    until = day_after(today, written["registration"]["open_for"], calendar)
    opened = at("registration")
    open_registration(session, OpenRegistration(**head, until=until), now=opened)
    for number, line in enumerate(written["registered"], start=1):
        own = acts(found, holder(session, line["member"], today))
        wish = Register(
            **own,
            member_id=id_of(found, line["member"]),
            award_code=line["award"],
            kind=NomineeKind(line["kind"]),
            name=line.get("name", ""),
            count=line.get("count", 1),
        )
        register(session, wish, now=opened + number * _BETWEEN)
    _report(session, found, written, head, today=today, asked_at=at("report"))
    for live in (live_scores, live_visits, live_movements):
        live(session, found, written, head, today=today)


def _report(  # noqa: PLR0913 -- what is reported, and when
    session: Session,
    found: BlocYear,
    written: dict[str, Any],
    head: dict[str, Any],
    *,
    today: date,
    asked_at: datetime,
) -> None:
    due_on = day_after(today, written["report"]["due_in"], vietnamese_calendar())
    asking = OpenReports(**head, period=ReportPeriod(written["report"]["period"]), due_on=due_on)
    asked = open_reports(session, asking, now=asked_at)
    for number, line in enumerate(written["reported"], start=1):
        report = SendReport(
            **acts(found, holder(session, line["member"], today)),
            round_id=asked.id,
            member_id=id_of(found, line["member"]),
            results=line["results"],
            obstacles=line.get("obstacles", ""),
            proposals=line.get("proposals", ""),
        )
        send_report(session, report, now=asked_at + number * _BETWEEN)
