"""Creating a database, on the embedded server or on one of the deployer's own."""

from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from core.postgres.refusals import DatabaseMissing, DatabaseUnreachable

_EXTENSIONS = ("pg_trgm", "unaccent")


def ensure_database(url: str, *, disposable: bool = False) -> None:
    """Create the database that an address names, with the extensions we and Prefect use.

    A disposable one answers before its changes are on disk: a crash of the machine may cost
    its last moments, which is right for what can be made again.
    """
    name = unquote(urlsplit(url).path.removeprefix("/"))
    try:
        connection = psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError:
        _create(url, name)
        connection = _connect(url)
    with connection:
        for extension in _EXTENSIONS:
            _try(connection, sql.SQL("CREATE EXTENSION IF NOT EXISTS {}"), extension)
        if disposable:
            _try(connection, sql.SQL("ALTER DATABASE {} SET synchronous_commit = off"), name)


def require_database(url: str) -> None:
    """Raise `DatabaseUnreachable` unless a connection is to be had."""
    _connect(url).close()


def answers(url: str) -> bool:
    """Whether a query is answered now; a server that was just killed may still take calls."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def _create(url: str, name: str) -> None:
    with _connect(urlunsplit(urlsplit(url)._replace(path="/postgres"))) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            pass  # another process was quicker
        except psycopg.errors.InsufficientPrivilege:
            raise DatabaseMissing(name) from None


def _connect(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(str(error).strip().splitlines()[0]) from None


def _try(connection: psycopg.Connection, statement: sql.SQL, name: str) -> None:
    """A managed server may keep this to its administrator; who needs it will say so."""
    try:
        connection.execute(statement.format(sql.Identifier(name)))
    except (
        psycopg.errors.InsufficientPrivilege,
        psycopg.errors.FeatureNotSupported,
        psycopg.errors.UndefinedFile,
        psycopg.errors.UniqueViolation,
    ):
        return
