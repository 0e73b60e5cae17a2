"""The tables of today as bare rows, of many dossiers at once, to be held against the record."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    TableClause,
    Uuid,
    any_,
    column,
    exists,
    literal,
    not_,
    select,
    table,
)
from sqlmodel import Session

from models.enums import EventKind

# Each table's columns that events tell of, in the order in which rows are compared; the first one
# names the row. Left out: ids that nobody refers to, and what only counts changes.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dossier": (
            "id", "code", "submission_id", "nominee_id", "rule_set_id", "award_code",
            "achievements", "state", "stage", "round", "decision_number", "submitted_at",
            "closed_at",
        ),
        "nominee": (
            "id", "kind", "name", "position", "email", "body_id", "direct_worker", "woman",
            "sort_key", "search_key",
        ),
        "submission": (
            "id", "body_id", "campaign_id", "number", "dated_on", "submitted_by_id",
            "submitted_at", "file_sha256",
        ),
        "attachment": (
            "id", "name", "media_type", "size", "sha256", "added_by_id", "added_at",
        ),
        "gate": (
            "id", "body_id", "stage", "round", "method", "members", "box_yes", "box_no",
            "box_votes", "state", "opened_at", "due_on", "due_at", "calendar", "remind_at",
            "escalate_at", "escalated_at", "closed_at",
        ),
        "assignment": (
            "id", "gate_id", "seat_id", "person_id", "role", "state", "excluded_because",
            "replaces_id", "activated_at", "decided_at", "decided_by_id",
        ),
        "ballot": ("assignment_id", "gate_id", "choice", "cast_at"),
        "written_opinion": (
            "assignment_id", "entered_by_id", "entered_at", "dated_on", "scan_name",
            "scan_media_type", "scan_sha256",
        ),
    }
)  # fmt: skip

Row = tuple[Any, ...]
Rows = Mapping[str, Mapping[UUID, Row]]  # by table and by the row's name


# What a table refers to on the way to its dossier, and by which column.
_PARENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "attachment": ("dossier", "dossier_id"),
        "gate": ("dossier", "dossier_id"),
        "assignment": ("gate", "gate_id"),
        "ballot": ("gate", "gate_id"),
        "written_opinion": ("assignment", "assignment_id"),
    }
)


def _bare(name: str) -> TableClause:
    """A table without types: values come as the driver has them, which is many times quicker."""
    names = {*COLUMNS[name], *_PARENTS.get(name, ())[1:]}
    return table(name, *(column(one) for one in names))


_TABLES = {name: _bare(name) for name in COLUMNS}


def dossier_ids(session: Session, *, after: UUID, limit: int) -> list[UUID]:
    """The next dossiers, by id."""
    dossier = _TABLES["dossier"]
    return list(
        session.execute(
            select(dossier.c.id).where(dossier.c.id > after).order_by(dossier.c.id).limit(limit)
        ).scalars()
    )


def rows_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Rows]:
    """All that the tables hold of these dossiers, in one query a table; nothing for unknown ids."""
    found: dict[UUID, dict[str, dict[UUID, Row]]] = {
        one: {name: {} for name in COLUMNS} for one in ids
    }
    for name, columns in COLUMNS.items():
        source, dossier_id = _with_dossier(name)
        wanted = (_column(name, one) for one in columns)
        rows = session.execute(
            select(dossier_id, *wanted)
            .select_from(source)
            .where(dossier_id == any_(literal(list(ids), ARRAY(Uuid()))))
        )
        for of_dossier, *row in rows:
            found[of_dossier][name][row[0]] = tuple(row)
    return dict(found)


def strays(session: Session) -> Iterator[tuple[str, UUID]]:
    """Rows that belong to no dossier, by table: foreign keys keep them out, while they are kept."""
    for name in ("nominee", "submission"):
        mine, dossier = _TABLES[name], _TABLES["dossier"]
        used = exists().where(dossier.c[f"{name}_id"] == mine.c.id)
        for row_id in session.execute(select(mine.c.id).where(not_(used))).scalars():
            yield name, row_id
    for name, (parent, key) in _PARENTS.items():
        mine, above = _TABLES[name], _TABLES[parent]
        held = exists().where(above.c.id == mine.c[key])
        for row_id in session.execute(select(mine.c[COLUMNS[name][0]]).where(not_(held))).scalars():
            yield name, row_id


def dossiers_gone(session: Session) -> list[UUID]:
    """Histories that began as a dossier's, and whose dossier is not there."""
    event, dossier = table("event", column("chain_id"), column("seq"), column("kind")), "dossier"
    there = exists().where(_TABLES[dossier].c.id == event.c.chain_id)
    return list(
        session.execute(
            select(event.c.chain_id)
            .where(
                event.c.seq == 1,
                event.c.kind == EventKind.DOSSIER_SUBMITTED.value,
                not_(there),
            )
            .order_by(event.c.chain_id)
        ).scalars()
    )


def _column(name: str, wanted: str) -> ColumnElement[Any]:
    """A column, or in a box all votes together, which are known before they are counted."""
    known = _TABLES[name].c
    return known.box_yes + known.box_no if wanted == "box_votes" else known[wanted]


def _with_dossier(name: str) -> tuple[FromClause, Any]:
    """A table joined up to its dossier, and the column that says which dossier."""
    dossier = _TABLES["dossier"]
    if name == "dossier":
        return dossier, dossier.c.id
    if name in {"nominee", "submission"}:
        joined = _TABLES[name].join(dossier, dossier.c[f"{name}_id"] == _TABLES[name].c.id)
        return joined, dossier.c.id
    source: FromClause = _TABLES[name]
    parent, key = _PARENTS[name]
    mine = _TABLES[name].c[key]
    while parent != "dossier":
        source = source.join(_TABLES[parent], _TABLES[parent].c.id == mine)
        above = _TABLES[parent]
        parent, key = _PARENTS[parent]
        mine = above.c[key]
    return source, mine
