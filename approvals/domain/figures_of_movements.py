"""The table of movements: how many ran in a year, by level and kind, and for how long."""

from collections.abc import Iterable, Sequence

from approvals.domain.figures import Cell, Column, Figures, Row, Table
from approvals.domain.movements import Duration, MovementCount
from models.emulation import MovementKind, MovementLevel

_COLUMNS = (Column.TOTAL, Column.LAUNCHED, Column.IN_BLOCS, *Duration)


def movement_table(found: Sequence[MovementCount]) -> Table:
    """Of those that ran on some day of the year, some were launched in it, some in blocs alone."""
    rows: list[Row] = []
    for level in MovementLevel:
        here = [one for one in found if one.level is level]
        if here:
            rows.append(Row(level, _cells(here)))
        rows += [
            Row(kind, _cells(of_kind), depth=1)
            for kind in MovementKind
            if (of_kind := [one for one in here if one.kind is kind])
        ]
    return Table(figures=Figures.MOVEMENTS, columns=_COLUMNS, rows=rows, total=_cells(found))


def _cells(found: Iterable[MovementCount]) -> list[Cell]:
    here = list(found)
    return [
        Cell(sum(one.running for one in here)),
        Cell(sum(one.launched for one in here)),
        Cell(sum(one.running for one in here if one.in_bloc)),
        *(
            Cell(sum(one.running for one in here if one.duration is duration))
            for duration in Duration
        ),
    ]
