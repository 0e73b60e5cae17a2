"""Lines of a list of dossiers, each with its way in four marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.pages.stage_line import Step, stage_line
from approvals.queries.dossier_list import DossierRow


@dataclass(frozen=True, slots=True)
class Line:
    row: DossierRow
    steps: Sequence[Step]
    why: str  # it does not move; empty where nothing is known, or all is said


def lines(rows: Iterable[DossierRow], why: Mapping[UUID, str] | None = None) -> list[Line]:
    told = why or {}
    return [
        Line(row, stage_line(row.dossier, row.nominee, row.rule), told.get(row.dossier.id, ""))
        for row in rows
    ]
