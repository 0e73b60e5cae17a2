"""The bloc's report is final: its obstacles and proposals go up to the central board."""

from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session

from approvals.commands.bloc.acting import leading, note
from approvals.commands.bloc.draft_report import DraftReport, draft_report
from approvals.domain.bloc_year import matters
from approvals.domain.refusals.blocs import ResultsMissing
from approvals.queries.bloc.figures import figures
from models.bloc_year import RaisedMatter, ReportFigure, ReportRound
from models.enums import EventKind, MatterKind


def close_report(session: Session, command: DraftReport, *, now: datetime) -> ReportRound:
    """Each line of obstacles and of proposals becomes a matter that waits for an answer.

    The members' figures are counted now and stay with the report, whatever happens afterwards.
    Members that have not reported do not keep it open: the page says who they are. Raises
    `BlocNotFound`, `NotAllowedHere`, `ReportNotFound`, `ReportClosed`, `ResultsMissing`.
    """
    found = leading(session, command, now=now)
    asked = draft_report(session, command, now=now)
    if not asked.results.strip():
        raise ResultsMissing
    asked.closed_at = now
    lines = [
        (kind, line)
        for kind, text in (
            (MatterKind.OBSTACLE, asked.obstacles),
            (MatterKind.PROPOSAL, asked.proposals),
        )
        for line in matters(text)
    ]
    raised = [
        RaisedMatter(round_id=asked.id, place=place, kind=kind, text=line, raised_at=now)
        for place, (kind, line) in enumerate(lines, start=1)
    ]
    session.add_all(raised)
    counted = {id_: asdict(one) for id_, one in figures(session, found).items()}
    session.add_all(
        ReportFigure(round_id=asked.id, member_id=id_, **counts) for id_, counts in counted.items()
    )
    note(
        session,
        EventKind.REPORT_CLOSED,
        command,
        now=now,
        facts={
            "report": str(asked.id),
            "matters": [{"matter": str(one.id), "kind": one.kind} for one in raised],
            "figures": [{"member": str(id_), **counts} for id_, counts in counted.items()],
        },
        texts={
            "results": asked.results,
            "obstacles": asked.obstacles,
            "proposals": asked.proposals,
        },
    )
    return asked
