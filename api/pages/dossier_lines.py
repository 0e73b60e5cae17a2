"""Lines of a list of dossiers, each with its way in four marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.stage_line import Step, stage_line
from approvals.queries.dossier_list import DossierRow


@dataclass(frozen=True, slots=True)
class Line:
    row: DossierRow
    steps: Sequence[Step]


def lines(rows: Iterable[DossierRow]) -> list[Line]:
    return [Line(row, stage_line(row.dossier, row.nominee, row.rule)) for row in rows]
