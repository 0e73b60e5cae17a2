"""How Prefect is set up, for its server and for whoever talks to it. Starts nothing.

Prefect reads its settings from the environment when it is first imported, so these are put
there before that. Settings of the person who runs us (`~/.prefect`) play no part.
"""

from core.postgres import database_urls
from core.settings import Settings


def engine_url(settings: Settings) -> str:
    """Where Prefect's API is: one that runs elsewhere, or our own."""
    return settings.engine_api_url or f"http://127.0.0.1:{settings.engine_port}/api"


def client_environment(settings: Settings) -> dict[str, str]:
    """For the worker, and for Prefect's own commands run by hand."""
    return _shared(settings) | {
        "PREFECT_API_URL": engine_url(settings),
        # Each call would ask for the server's version first.
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        # A run's log lines would each travel to the server; ours go to our own logs.
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        # The relay starts what is urgent; this serves schedules and runs resumed by hand.
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_WORKER_PREFETCH_SECONDS": "0",
        # Runs last seconds, and whose process died is told by its lock: flows/occupancy.py.
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "600",
        # Results are not kept: what a task returned is in our own database.
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    }


def server_environment(settings: Settings) -> dict[str, str]:
    """For `prefect server start` on this machine, reachable from this machine only."""
    url = database_urls(settings).engine
    return _shared(settings) | {
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(settings.engine_port),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": url.replace(
            "postgresql://", "postgresql+asyncpg://", 1
        ),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # We have no blocks; to look for some, it would load all of our flows.
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
        "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Loads every suspended run each five seconds; our gates never time out in Prefect.
        "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
        # Sweeps run each minute: their runs are kept a week, and few are planned ahead.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "604800",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "10",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT1M",
    }


def _shared(settings: Settings) -> dict[str, str]:
    home = (settings.home / "prefect").absolute()
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
    }
