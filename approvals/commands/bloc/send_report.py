"""A member reports; until the bloc's report is closed it may send a better one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc, for_member, note
from approvals.domain.refusals.blocs import ReportClosed, ReportNotFound, ResultsMissing
from approvals.queries.bloc import reports
from models.bloc_year import MemberReport, ReportRound
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReport(InBloc):
    round_id: UUID
    member_id: UUID
    results: str
    obstacles: str = ""
    proposals: str = ""


def send_report(session: Session, command: SendReport, *, now: datetime) -> MemberReport:
    """Sending again takes the place of what was sent.

    Raises `BlocNotFound`, `MemberUnknown`, `NotAllowedHere`, `ReportNotFound`, `ReportClosed`,
    `ResultsMissing`.
    """
    for_member(session, command, command.member_id, *FOR_A_MEMBER, now=now)
    asked = open_round(session, command, command.round_id)
    if not command.results.strip():
        raise ResultsMissing
    said = {
        "results": command.results,
        "obstacles": command.obstacles,
        "proposals": command.proposals,
    }
    sent: dict[str, Any] = {**said, "sent_by_id": command.by_person_id, "sent_at": now}
    report = reports.of_member(session, asked.id, command.member_id) or MemberReport(
        round_id=asked.id, member_id=command.member_id, **sent
    )
    report.sqlmodel_update(sent)
    session.add(report)
    session.flush()  # files refer to it
    note(
        session,
        EventKind.REPORT_SENT,
        command,
        now=now,
        facts={"report": str(asked.id), "member": str(command.member_id)},
        texts=said,
    )
    return report


def open_round(session: Session, command: InBloc, round_id: UUID) -> ReportRound:
    """Raises `ReportNotFound`, `ReportClosed`."""
    asked = reports.round_in_bloc(session, command.bloc_id, command.year, round_id)
    if asked is None:
        raise ReportNotFound
    if asked.closed_at is not None:
        raise ReportClosed
    return asked
