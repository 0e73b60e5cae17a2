"""`bangvang up`: the database, the web, the engine and a worker on one machine."""

from typing import Annotated

from cyclopts import Parameter

from cli.screen import Screen
from cli.services import services
from core.home_lock import locked
from core.log_files import LogFolder
from core.ports import require_free
from core.settings import Settings, load_settings
from core.supervision import Supervisor

# Processes of an `up` that was killed need a moment to notice and end.
_PATIENCE_AFTER_A_KILL = 15.0


def up(
    *,
    demo: Annotated[
        bool, Parameter(negative="", help="Fill an empty database with invented people.")
    ] = False,
) -> None:
    """Run everything on this machine, until Ctrl-C.

    Starts the embedded PostgreSQL (unless BANGVANG_DATABASE_URL names another), brings it up
    to date, and runs the web, the engine and one worker. What dies is started again. All data
    is kept in BANGVANG_HOME, which is `.bangvang` in the current folder unless set.
    """
    settings = load_settings()
    with locked(settings.home) as was_killed:
        _require_ports(settings, patience=_PATIENCE_AFTER_A_KILL if was_killed else 0.0)
        logs = LogFolder(settings.home.absolute() / "logs")
        screen = Screen(settings, logs.folder)
        screen.began()
        supervisor = Supervisor(
            services(settings, logs, demo=demo), screen, each_minute=logs.shorten
        )
        supervisor.run()
        screen.stopped()


def _require_ports(settings: Settings, *, patience: float) -> None:
    require_free(settings.host, settings.port, setting="BANGVANG_PORT", patience=patience)
    if not settings.engine_api_url:
        require_free(
            "127.0.0.1", settings.engine_port, setting="BANGVANG_ENGINE_PORT", patience=patience
        )
