"""A thousand mails through a SendGrid that misbehaves: how fast, how many twice, how many lost."""

import logging
import tempfile
from pathlib import Path
from time import monotonic

import structlog

from approvals.commands.load_rule_sets import load_rule_sets
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from core.settings import Settings
from migrations.run import upgrade
from tests.builders import NOW
from tests.notifications.rush import DELIVERERS, Rush, a_rush

MAILS = 1000
SEED = 20261123


def main() -> None:
    """A database as in use, a stub of SendGrid, and several deliverers; ends with a table."""
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)  # a line a mail would hide the table
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            _measure(postgres, Settings(home=Path(folder)))
        finally:
            postgres.stop()


def _measure(postgres: EmbeddedPostgres, settings: Settings) -> None:
    postgres.ensure_database("bangvang")
    database = connect(postgres.url())
    upgrade(database)
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
    with a_rush(database, settings, mails=MAILS, seed=SEED) as rush:
        begun_at = monotonic()
        rush.deliver_all()
        _show(rush, monotonic() - begun_at)
    database.dispose()


def _show(rush: Rush, seconds: float) -> None:
    came = rush.came()
    print("| mails | deliverers | requests | lost | came twice | counted as repeats | mails/s |")
    print("|---|---|---|---|---|---|---|")
    twice = sum(came.values()) - len(came)
    print(
        f"| {MAILS} | {DELIVERERS} | {len(rush.stub.requests)} | {MAILS - len(came)} | {twice} |"
        f" {rush.repeats()} | {MAILS / seconds:.0f} |"
    )
    print("| wanted | | | 0 | | at least as many | |")


if __name__ == "__main__":
    main()
