"""`bangvang migrate`: the newest tables, and the rule sets that come with the program."""

import json

from approvals.commands.load_rule_sets import load_rule_sets
from cli.erasures import settle_erasures
from cli.options import AsJson
from core.clock import now
from core.database import connect, transaction
from core.postgres import database_urls, ensure_database, server_running
from core.refusal import Refusal
from core.settings import Settings, load_settings
from migrations import run


class RestoreUnfinished(Refusal):
    code = "restore_unfinished"

    def __init__(self) -> None:
        super().__init__(
            "The database was being restored when that was interrupted: empty it, and run "
            "`bangvang restore` again."
        )


def migrate(*, as_json: AsJson = False) -> None:
    """Bring the database to the newest tables and add rule sets that are new.

    Creates our database and the engine's where they are missing, and erases again what a
    restored backup brought back. Safe to repeat, and safe while the system runs. `bangvang up`
    does this by itself.
    """
    settings = load_settings()
    with server_running(settings):
        added = bring_up_to_date(settings)
    if as_json:
        print(json.dumps({"revision": run.head(), "rule_sets_added": added}))
    else:
        print(f"The database is at {run.head()}; rule sets added: {', '.join(added) or 'none'}.")


def bring_up_to_date(settings: Settings) -> list[str]:
    """Create what is missing; return the ids of the rule sets added.

    Raises `RestoreUnfinished`.
    """
    urls = database_urls(settings)
    ensure_database(urls.ours)
    if not settings.engine_api_url:
        ensure_database(urls.engine, disposable=True)
    engine = connect(urls.ours, pool_size=1)
    try:
        if run.is_half_restored(engine):
            raise RestoreUnfinished
        run.upgrade(engine)
        with transaction(engine) as session:
            added = load_rule_sets(session, now=now())
        settle_erasures(engine, settings)
        return added
    finally:
        engine.dispose()
