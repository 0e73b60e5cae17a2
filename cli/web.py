"""`bangvang web`: the web alone."""

import time
from typing import Annotated

import uvicorn
from cyclopts import Parameter

from cli.migrate import bring_up_to_date
from core.logging import configure
from core.postgres.refusals import DatabaseUnreachable
from core.settings import Settings, load_settings

_PATIENCE = 60.0  # a database that recovers from a crash takes its time


def web(
    *,
    migrate: Annotated[
        bool, Parameter(negative="", help="Bring the database up to date first.")
    ] = False,
) -> None:
    """Run the web on BANGVANG_HOST and BANGVANG_PORT.

    Says "engine starting" while the engine is away. Put a reverse proxy with TLS before it in
    production.
    """
    settings = load_settings()
    configure("web", development=settings.development)
    if migrate:
        _bring_up_to_date_once_it_answers(settings)
    uvicorn.run(
        "api.app:serving_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=5,
    )


def _bring_up_to_date_once_it_answers(settings: Settings) -> None:
    """The database may have been started in the same moment as we."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            bring_up_to_date(settings)
        except DatabaseUnreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
