"""Tables against events: nothing differs in what commands did, and everything else is found."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from approvals.history.breaks import Break, BreakKind
from approvals.history.comparing import tables_against_events
from approvals.queries import live
from approvals.queries.live import COLUMNS
from models.dossiers import Nominee
from models.enums import AssignmentState, Choice, NomineeKind, Role
from models.gates import Assignment, Ballot
from tests.builders import NOW, a_country, a_dossier, active, the_gate
from tests.test_docs_events import everything_happens


def breaks(session: Session) -> list[Break]:
    return list(tables_against_events(session))


def test_tables_hold_what_events_say(session: Session, tmp_path: Path) -> None:
    everything_happens(session, tmp_path)
    session.flush()
    heard: list[int] = []
    assert list(tables_against_events(session, told=heard.append)) == []
    in_the_database = session.execute(
        text("SELECT count(*) FROM event JOIN dossier ON dossier.id = chain_id")
    ).scalar_one()
    assert heard == [in_the_database]


_WORDS = {
    "state": "undone", "stage": "bloc", "method": "appraisal", "role": "chair", "choice": "return",
    "kind": "household", "cause": "discipline", "outcome": "upheld", "ground": "forged_papers",
    "award_kind": "sudden", "judgement": "set_aside", "answer": "object",
}  # fmt: skip
_WHERE_NOTHING = {
    "decision_number": "1/QĐ", "file_sha256": "0" * 64, "email": "ai@bangvang.example",
    "body_id": UUID(int=1), "movement_id": UUID(int=1), "woman": True, "paper": "council_minutes",
}  # fmt: skip
_BY_TYPE: Mapping[type, Callable[[Any], object]] = {
    bool: lambda value: not value,
    int: lambda value: value + 7,
    UUID: lambda value: UUID(int=value.int ^ 1),
    str: lambda value: value[:-1] + "x",
    date: lambda value: value + timedelta(days=1),
    datetime: lambda value: value + timedelta(days=1),
}


# The database itself refuses one without the other.
_KEPT_TOGETHER = {
    ("revocation", "state"),
    ("revocation", "decision_number"),
    ("inter_agency_opinion", "answer"),
}


def _otherwise(column: str, value: object) -> object:
    """Something else that the database takes; None where there is no such thing."""
    if column in _WORDS:
        return _WORDS[column] if value != _WORDS[column] else None
    return _WHERE_NOTHING.get(column) if value is None else _BY_TYPE[type(value)](value)


def _changes(session: Session) -> Iterator[tuple[str, str, UUID, object]]:
    """For each column of each table, one row and what to write there instead."""
    ids = live.dossier_ids(session, after=UUID(int=0), limit=100)
    rows = live.rows_of(session, ids)
    for table, columns in COLUMNS.items():
        for place, column in enumerate(columns):
            if column != "box_votes" and (table, column) not in _KEPT_TOGETHER:
                yield (table, column, *_change(rows, table, column, place))


def _change(
    rows: Mapping[UUID, live.Rows], table: str, column: str, place: int
) -> tuple[UUID, object]:
    for of_dossier in rows.values():
        for row in of_dossier[table].values():
            other = _otherwise(column, row[place])
            ended = row[COLUMNS[table].index("state")] if table in {"gate", "dossier"} else ""
            if other is not None and not (column == "state" and ended in {"open", "under_review"}):
                return row[0], "withdrawn" if (table, column) == ("dossier", "state") else other
    raise AssertionError(f"no row of {table} has a {column} to change")


def test_every_row_that_is_changed_or_gone_is_found_and_named(
    session: Session, tmp_path: Path
) -> None:
    everything_happens(session, tmp_path)
    session.flush()
    session.execute(text("SET LOCAL session_replication_role = replica"))  # no foreign keys
    for table, column, row_id, other in list(_changes(session)):
        with session.begin_nested() as change:
            key = COLUMNS[table][0]
            session.execute(
                text(f"UPDATE {table} SET {column} = :other WHERE {key} = :id"),  # noqa: S608
                {"other": other, "id": row_id},
            )
            found = breaks(session)
            change.rollback()
        assert found, f"{table}.{column}"
        named = f"{table} {row_id}, {column}: "
        if column not in {key, "gate_id", "dossier_id"}:  # then another row is there, or elsewhere
            assert all(one.kind is BreakKind.TABLE_DIFFERS for one in found), found
            assert any(one.says.startswith(named) for one in found), (named, found)
    for table, row_id in _a_row_of_each(session):
        with session.begin_nested() as change:
            key = COLUMNS[table][0]
            deletion = text(f"DELETE FROM {table} WHERE {key} = :id")  # noqa: S608
            session.execute(deletion, {"id": row_id})
            found = breaks(session)
            change.rollback()
        assert f"{table} {row_id}: the row is gone" in [one.says for one in found]
    assert breaks(session) == []


def _a_row_of_each(session: Session) -> list[tuple[str, UUID]]:
    return [
        (table, session.execute(text(f"SELECT {key} FROM {table} LIMIT 1")).scalar_one())  # noqa: S608
        for table, (key, *_) in COLUMNS.items()
    ]


def test_rows_that_no_event_knows_of_are_named(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    session.flush()
    gate, duty = the_gate(session, dossier), active(session, dossier)[0][0]
    session.add_all(
        [
            Assignment(
                gate_id=gate.id,
                seat_id=duty.seat_id,
                person_id=country["dan"].id,
                role=Role.MEMBER,
                state=AssignmentState.CLOSED,
            ),
            Ballot(gate_id=gate.id, assignment_id=duty.id, choice=Choice.PASS, cast_at=NOW),
            Nominee(kind=NomineeKind.INDIVIDUAL, name="Ai Đó", sort_key="", search_key=""),
        ]
    )
    session.flush()
    said = [one.says for one in breaks(session)]
    assert [one.split()[0] for one in said] == ["assignment", "ballot", "nominee"]
    assert all("no event knows" in one or "belongs to no dossier" in one for one in said)


def test_a_dossier_without_events_and_events_without_a_dossier(session: Session) -> None:
    country = a_country(session)
    bare, gone = (a_dossier(session, country, number=f"{n}/TTr") for n in (1, 2))
    session.flush()
    session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
    session.execute(text("DELETE FROM event WHERE chain_id = :id"), {"id": bare.id})
    session.execute(text("DELETE FROM dossier WHERE id = :id"), {"id": gone.id})
    kinds = {
        (one.kind, one.chain) for one in breaks(session) if one.chain in {bare.code, gone.code}
    }
    assert kinds == {
        (BreakKind.EVENTS_MISSING, bare.code),
        (BreakKind.TABLE_DIFFERS, gone.code),
    }


def test_names_and_what_people_wrote_are_never_told(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    nominee = session.get_one(Nominee, dossier.nominee_id)
    session.flush()
    nominee.name, dossier.achievements = "Kẻ Mạo Danh", "Bịa đặt"
    told = [one.says for one in breaks(session)]
    assert told == [
        f"dossier {dossier.id}, achievements: not what the events say",
        f"nominee {nominee.id}, name: not what the events say",
    ]


def test_a_text_that_was_erased_is_blank_in_the_tables(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    session.flush()
    session.execute(text("DELETE FROM event_text WHERE chain_id = :id"), {"id": dossier.id})
    assert breaks(session)
    nominee = session.get_one(Nominee, dossier.nominee_id)
    nominee.name = "đã xoá ngày 26/11/2024"
    nominee.position = nominee.sort_key = nominee.search_key = dossier.achievements = ""
    session.flush()
    assert breaks(session) == []


def test_only_the_dossiers_asked_for_are_compared(session: Session) -> None:
    country = a_country(session)
    one, other = (a_dossier(session, country, number=f"{n}/TTr") for n in (1, 2))
    session.flush()
    other.decision_number = "1/QĐ"
    session.flush()
    assert list(tables_against_events(session, chains=[one.id])) == []
    [found] = tables_against_events(session, chains=[one.id, other.id])
    assert str(found) == (
        f"table_differs: {other.code}: dossier {other.id}, decision_number: "
        "1/QĐ, by the events nothing"
    )
