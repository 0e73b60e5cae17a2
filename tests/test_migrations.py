"""Migrations: one line of them, to exactly the tables the models say, and back."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from core.database import connect
from migrations import run
from models.tables import METADATA
from tests.conftest import url_of
from tests.source_code import imports, name_of

VERSIONS = sorted((run.FOLDER / "versions").glob("*.py"))

# What PostgreSQL itself says of every table: columns, constraints and indexes. Neither what is
# nullable (a column says it) nor the triggers by which tests watch (tests/telling.py).
_SHAPE = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
               column_default
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype NOT IN ('n', 't')""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


@pytest.fixture
def empty(maintenance: Engine) -> Iterator[Engine]:
    """A database without any table."""
    name = f"test_{uuid4().hex[:12]}"
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine = connect(url_of(name))
    yield engine
    engine.dispose()
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def shape(engine: Engine, what: str) -> set[tuple[object, ...]]:
    """What a database says it looks like, Alembic's own table aside."""
    with engine.connect() as connection:
        rows = connection.execute(text(_SHAPE[what])).all()
    return {tuple(row) for row in rows if row[0] != "alembic_version"}


def test_there_is_one_newest_migration() -> None:
    assert len(ScriptDirectory.from_config(run.configuration()).get_heads()) == 1


def test_migrations_are_numbered_one_after_the_other() -> None:
    numbers = [int(path.name.partition("_")[0]) for path in VERSIONS]
    assert numbers == list(range(1, len(VERSIONS) + 1))


def test_alembic_finds_nothing_left_to_migrate(engine: Engine) -> None:
    config = run.configuration()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)


@pytest.mark.parametrize("what", _SHAPE)
def test_migrating_from_empty_gives_the_tables_of_the_models(
    engine: Engine, empty: Engine, what: str
) -> None:
    """Alembic does not compare CHECKs and partial indexes; PostgreSQL's own words do."""
    with empty.begin() as connection:
        connection.execute(text("CREATE EXTENSION pg_trgm"))
        METADATA.create_all(connection)
    assert shape(engine, what) == shape(empty, what)


def test_downgrading_leaves_nothing_behind_and_can_be_undone(empty: Engine) -> None:
    run.upgrade(empty)
    before = shape(empty, "constraints")
    run.downgrade(empty, "base")
    assert shape(empty, "columns") == set()
    run.upgrade(empty)
    assert shape(empty, "constraints") == before
    assert run.current(empty) == run.head()


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    before = shape(engine, "indexes")
    run.upgrade(engine)
    assert shape(engine, "indexes") == before


@pytest.mark.parametrize("path", VERSIONS, ids=name_of)
def test_a_migration_describes_the_past_and_imports_nothing_of_ours(path: Path) -> None:
    ours = [found.module for found in imports(path) if found.root not in {"alembic", "sqlalchemy"}]
    assert not ours, (
        f"{name_of(path)} imports {ours}. Rule: migrations import no models. Reason: they describe "
        "the tables as they were, and the models move on."
    )
