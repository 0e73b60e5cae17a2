"""`make faults` is not part of the suite; that it leaves no point out is."""

from core.failpoints import POINTS
from tests.faults.matrix.cells import CELLS


def test_a_process_dies_at_each_point_in_some_cell() -> None:
    assert [point for point in POINTS if f"{point}/kill" not in CELLS] == []
