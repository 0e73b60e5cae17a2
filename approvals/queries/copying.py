"""Rows as PostgreSQL's COPY writes and reads them: the quickest way in and out for very many."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Table, text
from sqlmodel import Session

from approvals.queries.bare import driver_of
from models.tables import METADATA

# How each table of a dossier leads to it.
_OF_DOSSIER: Mapping[str, str] = MappingProxyType(
    {
        "nominee": "id = (SELECT nominee_id FROM dossier WHERE dossier.id = %s)",
        "dossier": "id = %s",
        "gate": "dossier_id = %s",
        "assignment": "gate_id IN (SELECT gate.id FROM gate WHERE dossier_id = %s)",
        "ballot": "gate_id IN (SELECT gate.id FROM gate WHERE dossier_id = %s)",
        "message": "dossier_id = %s",
    }
)
OF_DOSSIER = tuple(_OF_DOSSIER)  # in an order in which they may be written

_EVENTS = """
    SELECT chain_id::text, seq, kind, at::text, actor_id::text, body
    FROM event WHERE chain_id = %s ORDER BY seq
"""
_TEXTS = "SELECT seq, name, text, salt FROM event_text WHERE chain_id = %s ORDER BY seq, name"
_PLACES = """
    SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL TimeZone = 'UTC'
"""


def columns(table: str) -> tuple[str, ...]:
    """A table's columns, in the order in which `rows_of_dossier` and `copy_in` have them."""
    known: Table = METADATA.tables[table]
    return tuple(column.name for column in known.columns)


def without_hurry(session: Session) -> None:
    """Let this transaction take minutes; its moments are written in UTC."""
    session.execute(text(_PLACES))


def rows_of_dossier(session: Session, table: str, dossier_id: UUID) -> list[bytes]:
    """A dossier's rows of a table as COPY writes them, each without its end of line."""
    where = _OF_DOSSIER[table]
    statement = f"COPY (SELECT {_list(table)} FROM {table} WHERE {where} ORDER BY id) TO STDOUT"  # noqa: S608 -- names from this page
    session.flush()  # COPY sees what has reached the database
    with driver_of(session).cursor().copy(statement, (dossier_id,)) as copy:
        return b"".join(bytes(part) for part in copy).splitlines()


def copy_in(session: Session, table: str, lines: Iterable[bytes]) -> None:
    """Write rows, each with its end of line, in the order of `columns`. Triggers see them."""
    statement = f"COPY {table} ({_list(table)}) FROM STDIN"
    with driver_of(session).cursor().copy(statement) as copy:
        for part in lines:
            copy.write(part)


def events_of(
    session: Session, dossier_id: UUID
) -> list[tuple[str, int, str, str, str | None, bytes]]:
    """A dossier's events: chain, number, kind, moment, actor, bytes."""
    return driver_of(session).execute(_EVENTS, (dossier_id,)).fetchall()


def texts_of(session: Session, dossier_id: UUID) -> list[tuple[int, str, str, bytes]]:
    """The texts beside a dossier's events: number, name, text, salt."""
    return driver_of(session).execute(_TEXTS, (dossier_id,)).fetchall()


def _list(table: str) -> str:
    return ", ".join(columns(table))
