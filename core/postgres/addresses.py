"""Where our database and the engine's are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from core.postgres.server import EmbeddedPostgres
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """Addresses carry passwords: never log one."""

    ours: str
    engine: str


def embedded_server(settings: Settings) -> EmbeddedPostgres | None:
    """The server to start for these settings; None where they name one of their own."""
    return EmbeddedPostgres(settings.home / "postgres") if settings.database_url is None else None


def database_urls(settings: Settings) -> DatabaseUrls:
    """The addresses of a system with these settings, whether or not it runs."""
    if server := embedded_server(settings):
        ours = server.url()
    else:
        assert settings.database_url is not None  # noqa: S101 -- what embedded_server asked
        ours = settings.database_url.get_secret_value()
    if settings.engine_database_url is not None:
        return DatabaseUrls(ours, settings.engine_database_url.get_secret_value())
    parts = urlsplit(ours)
    return DatabaseUrls(ours, urlunsplit(parts._replace(path=f"{parts.path}_engine")))


@contextmanager
def server_running(settings: Settings) -> Iterator[None]:
    """The embedded server where it is used: joined, or started and stopped again."""
    server = embedded_server(settings)
    if server:
        server.start()
    try:
        yield
    finally:
        if server:
            server.stop()
