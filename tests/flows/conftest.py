"""One Prefect server for the whole run, and workers that live inside a test."""

import gc
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from core.database import connect
from core.settings import Settings
from flows.connecting import use_engine
from flows.wiring import Wiring, unwire, wire
from flows.worker_process import WorkerProcess
from tests.conftest import fresh_database, url_of
from tests.flows import asking
from tests.flows.prefect_server import PrefectServer

PATIENCE = 60.0
_PAUSE = 0.15  # whom a question keeps from their work answers later

# A worker that is stopped while Prefect's client connects leaves the socket to Python.
_LEFT_SOCKETS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever uses the server runs in the same process as all others who do."""
    for item in items:
        if "prefect_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.prefect)
            item.add_marker(pytest.mark.xdist_group("prefect"))
            item.add_marker(_LEFT_SOCKETS)
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))


@pytest.fixture(scope="package")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    server = PrefectServer(
        tmp_path_factory.mktemp("prefect"),
        url_of("postgres"),
        url_of(f"test_engine_{uuid4().hex[:8]}"),
    )
    server.start()
    gc.freeze()  # each worker's end looks through what came later
    yield server
    gc.unfreeze()
    asking.close()
    server.close()


@pytest.fixture
def database_url(maintenance: Engine) -> Iterator[str]:
    """A database of the test's own: workers keep connections, and some tests cut them off."""
    with fresh_database(maintenance) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = connect(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of a test's own database, with an engine that is not there."""
    return Settings(
        home=tmp_path,
        database_url=SecretStr(database_url),
        engine_api_url="http://127.0.0.1:9/api",
    )


@pytest.fixture
def wiring(settings: Settings) -> Iterator[Wiring]:
    """What flows work with, where no Prefect is needed."""
    yield wire(settings)
    unwire()


@pytest.fixture
def engine_settings(settings: Settings, prefect_server: PrefectServer) -> Settings:
    """The same, with the run's Prefect server."""
    return settings.model_copy(update={"engine_api_url": prefect_server.api_url})


@pytest.fixture
def connected(engine_settings: Settings) -> Iterator[Wiring]:
    """Flows that reach the run's Prefect server."""
    use_engine(engine_settings)
    yield wire(engine_settings)
    unwire()


@contextmanager
def a_worker(wiring: Wiring) -> Iterator[WorkerProcess]:
    """A worker as `bangvang worker` runs it, in a thread; stopped and waited for at the end."""
    process = WorkerProcess(wiring)
    thread = threading.Thread(target=process.run)
    thread.start()
    try:
        yield process
    finally:
        process.stop()
        thread.join(PATIENCE)
        with warnings.catch_warnings():  # not in somebody else's test
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
    assert not thread.is_alive(), "the worker did not stop"
    if process.failure is not None:
        raise process.failure


def eventually(holds: Callable[[], bool], what: str, *, within: float = PATIENCE) -> None:
    """Wait for something that other processes bring about."""
    deadline = monotonic() + within
    while not holds():
        assert monotonic() < deadline, f"not within {within:.0f} s: {what}"
        sleep(_PAUSE)
