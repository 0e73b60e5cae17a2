"""Lines of a list of dossiers, each with its way in four marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.pages.outlook import Outlook, is_for, outlook
from api.pages.stage_line import Step, stage_line
from approvals.queries import moved
from approvals.queries.dossier_list import DossierRow
from approvals.queries.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    row: DossierRow
    steps: Sequence[Step]
    why: str  # it does not move; empty where nothing is known, or all is said
    outlook: Outlook | None = None  # for the unit that nominated


def lines(rows: Iterable[DossierRow], why: Mapping[UUID, str] | None = None) -> list[Line]:
    told = why or {}
    return [
        Line(row, stage_line(row.dossier, row.nominee, row.rule), told.get(row.dossier.id, ""))
        for row in rows
    ]


def lines_with_outlook(
    session: Session, viewer: Viewer, rows: Sequence[DossierRow], *, today: date
) -> list[Line]:
    """With what may be expected of those that the viewer sees as their nominating unit."""
    ranges = moved.ranges_of(session, {row.dossier.award_code for row in rows})
    return [
        replace(line, outlook=outlook(row.dossier, row.gate, row.route, ranges, today=today))
        if is_for(viewer, row.body)
        else line
        for line, row in zip(lines(rows), rows, strict=True)
    ]
