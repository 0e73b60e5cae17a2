"""The head of a bloc edits what its members' reports were merged into, and saves it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading
from approvals.commands.bloc.send_report import open_round
from models.bloc_year import ReportRound


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport(InBloc):
    round_id: UUID
    results: str
    obstacles: str
    proposals: str


def draft_report(session: Session, command: DraftReport, *, now: datetime) -> ReportRound:
    """A draft is no record: the journal hears of it when it is closed.

    Raises `BlocNotFound`, `NotAllowedHere`, `ReportNotFound`, `ReportClosed`.
    """
    leading(session, command, deputy_too=True, now=now)
    asked = open_round(session, command, command.round_id)
    asked.results, asked.obstacles = command.results, command.obstacles
    asked.proposals, asked.drafted_at = command.proposals, now
    return asked
