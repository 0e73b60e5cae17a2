"""The running system, emptied of what others did in it, for tests that disturb it."""

import shutil

import pytest

from tests.conftest import empty
from tests.faults.record import nothing_is_under_way
from tests.running_system import RunningSystem, eventually


@pytest.hookimpl(tryfirst=True)  # before xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests kill: they run after all others that look at the same system."""
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.xdist_group("system"))


@pytest.fixture
def emptied_system(system: RunningSystem) -> RunningSystem:
    """As it was when it had just been set up: what was published of its record is forgotten too."""
    with system.database() as engine:
        eventually(lambda: nothing_is_under_way(engine))
        empty(engine)
    shutil.rmtree(system.home / "checkpoints", ignore_errors=True)
    return system
