"""The table of movements adds up what the register counts."""

from approvals.domain.figures_of_movements import movement_table
from approvals.domain.movements import Duration, MovementCount
from models.emulation import MovementKind, MovementLevel


def some(
    running: int, launched: int, duration: Duration, *, kind: MovementKind, in_bloc: bool = False
) -> MovementCount:
    return MovementCount(
        level=MovementLevel.MINISTRY,
        kind=kind,
        in_bloc=in_bloc,
        duration=duration,
        running=running,
        launched=launched,
    )


def test_kinds_add_up_to_their_level_and_lengths_to_all_that_ran() -> None:
    found = [
        some(3, 1, Duration.ONE, kind=MovementKind.REGULAR),
        some(2, 2, Duration.UNDER_ONE, kind=MovementKind.THEMATIC, in_bloc=True),
    ]
    table = movement_table(found)
    counted = [(row.heading, [cell.value for cell in row.cells]) for row in table.rows]
    assert counted == [
        (MovementLevel.MINISTRY, [5, 3, 2, 2, 3, 0, 0, 0]),
        (MovementKind.REGULAR, [3, 1, 0, 0, 3, 0, 0, 0]),
        (MovementKind.THEMATIC, [2, 2, 2, 2, 0, 0, 0, 0]),
    ]
    assert [cell.value for cell in table.total or ()] == [5, 3, 2, 2, 3, 0, 0, 0]


def test_a_year_without_movements_counts_nothing() -> None:
    table = movement_table([])
    assert (list(table.rows), {cell.value for cell in table.total or ()}) == ([], {0})
