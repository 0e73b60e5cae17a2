"""How a command reaches the database, whether or not `bangvang up` is running."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from cli.migrate import bring_up_to_date
from core.database import connect
from core.postgres import database_urls, require_database, server_running
from core.refusal import Refusal
from core.settings import Settings, load_settings
from migrations import run


class DatabaseBehind(Refusal):
    code = "database_behind"

    def __init__(self, *, found: str | None, needed: str) -> None:
        super().__init__(
            f"The database is at {found or 'nothing'} and this release needs {needed}: "
            "run `bangvang migrate`.",
            found=found,
            needed=needed,
        )


@contextmanager
def database(settings: Settings | None = None) -> Iterator[Engine]:
    """Our database, with all its tables.

    The embedded server is joined, or started for as long as the command runs, and brought up
    to date. A server of the deployer's own is left as it is: raises `DatabaseBehind`.
    """
    settings = settings or load_settings()
    with server_running(settings):
        if settings.database_url is None:
            bring_up_to_date(settings)
        url = database_urls(settings).ours
        require_database(url)
        engine = connect(url, pool_size=2)
        try:
            if (found := run.current(engine)) != (needed := run.head()):
                raise DatabaseBehind(found=found, needed=needed)
            yield engine
        finally:
            engine.dispose()
