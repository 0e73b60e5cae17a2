"""The embedded server starts, stops, recovers, and says why when it cannot."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from core.postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder / "postgres", durable=False)
    server.start()
    yield server
    server.stop()


def scalar(server: EmbeddedPostgres, query: str, database: str = "postgres") -> object:
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def insert_a_row(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")


def test_it_answers_in_utf8_and_listens_nowhere_but_on_its_socket(server: EmbeddedPostgres) -> None:
    assert scalar(server, "SHOW server_encoding") == "UTF8"
    assert scalar(server, "SHOW listen_addresses") == ""


def test_its_log_names_nobody(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        connection.execute("CREATE TEMPORARY TABLE person (email text UNIQUE)")
        for email in ("anh@co-quan.example", "anh@co-quan.example"):
            with suppress(psycopg.errors.UniqueViolation):
                connection.execute(f"INSERT INTO person VALUES ('{email}')")  # noqa: S608 -- meant
    said = (server.folder / "log").read_text()
    assert "person_email_key" in said
    assert "co-quan" not in said


def test_what_was_committed_is_there_after_a_restart(server: EmbeddedPostgres) -> None:
    insert_a_row(server)
    server.stop()
    server.start()
    assert scalar(server, "SELECT count(*) FROM kept") == 1


def test_it_recovers_by_itself_after_a_kill(server: EmbeddedPostgres) -> None:
    insert_a_row(server)
    rows = scalar(server, "SELECT count(*) FROM kept")
    assert server.process
    server.process.kill()
    again = EmbeddedPostgres(server.folder, durable=False)
    again.start()
    try:
        assert scalar(again, "SELECT count(*) FROM kept") == rows
    finally:
        again.stop()
    server.process.wait()


def test_databases_are_made_once_with_their_extensions(server: EmbeddedPostgres) -> None:
    for _ in range(2):
        server.ensure_database("bangvang_engine", disposable=True)
    found = "SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'unaccent')"
    assert scalar(server, found, "bangvang_engine") == 2
    assert scalar(server, "SHOW synchronous_commit", "bangvang_engine") == "off"
