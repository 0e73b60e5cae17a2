"""Runs migrations from code: `upgrade` to the newest, or ask where the database stands."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

FOLDER = Path(__file__).resolve().parent


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`; safe to repeat, and two callers take turns."""
    config = configuration()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision`. For tests and rehearsals."""
    config = configuration()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def head() -> str:
    """The newest revision that this code knows."""
    revision = ScriptDirectory.from_config(configuration()).get_current_head()
    if revision is None:
        raise LookupError("migrations/versions is empty")
    return revision


def knows(revision: str) -> bool:
    """Whether this code can bring a database at `revision` up to date."""
    return any(
        script.revision == revision
        for script in ScriptDirectory.from_config(configuration()).walk_revisions()
    )


def is_half_restored(engine: Engine) -> bool:
    """Whether there are tables that nobody says the state of: a restore was interrupted."""
    return current(engine) is None and inspect(engine).has_table("dossier")


def current(engine: Engine) -> str | None:
    """Where the database stands; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
