"""`bangvang web`: the web alone."""

from typing import Annotated

import uvicorn
from cyclopts import Parameter

from cli.migrate import bring_up_to_date
from core.settings import load_settings


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
    if migrate:
        bring_up_to_date(settings)
    uvicorn.run(
        "api.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        access_log=False,  # a mailed link's path is a key
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
