"""One running system for all tests that disturb it, in a process of pytest of its own."""

from collections.abc import Iterator

import pytest

from tests.running_system import RunningSystem


@pytest.hookimpl(tryfirst=True)  # before xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests kill; they run one after the other."""
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    """`bangvang up`, with an engine at work."""
    system = RunningSystem(tmp_path_factory.mktemp("faults") / "home")
    system.start()
    try:
        system.wait_for_web()
        system.wait_for_engine()
        yield system
    finally:
        system.stop()
