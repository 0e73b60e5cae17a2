"""The head of a bloc asks its members to report on half a year or a year."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.refusals.blocs import ReportAlreadyAsked
from approvals.queries.bloc import reports
from models.bloc_year import ReportRound
from models.enums import EventKind, ReportPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReports(InBloc):
    """`due_on`: the last day on which a member's report is in time."""

    period: ReportPeriod
    due_on: date


def open_reports(session: Session, command: OpenReports, *, now: datetime) -> ReportRound:
    """Raises `BlocNotFound`, `NotAllowedHere`, `ReportAlreadyAsked`."""
    leading(session, command, deputy_too=True, now=now)
    if reports.of_period(session, command.bloc_id, command.year, command.period) is not None:
        raise ReportAlreadyAsked
    asked = ReportRound(
        bloc_id=command.bloc_id,
        year=command.year,
        period=command.period,
        due_on=command.due_on,
        opened_by_id=command.by_person_id,
        opened_at=now,
    )
    session.add(asked)
    session.flush()  # members' reports refer to it
    note(
        session,
        EventKind.REPORT_OPENED,
        command,
        now=now,
        facts={
            "report": str(asked.id),
            "period": command.period,
            "due_on": command.due_on.isoformat(),
        },
    )
    return asked
