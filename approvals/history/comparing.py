"""Whether the tables of today say what the events say: each row that they should hold, no other.

A column is told with both values where these are ids, words, numbers or moments; of names and of
what people wrote it is only said that they differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from uuid import UUID

from sqlmodel import Session

from approvals.history.breaks import Break, BreakKind
from approvals.history.expected import SOMETHING, rows_by_events
from approvals.history.replay import CannotFold, Told, fold
from approvals.queries import live, replay
from approvals.queries.bare import Row
from approvals.queries.live import COLUMNS, Rows
from core.collecting import without_collector

_SHARED = ("submission", "consultation")
BATCH = 500  # dossiers that are read together
_PRIVATE = frozenset(
    {
        "name", "position", "email", "woman", "achievements", "scan_name", "sort_key",
        "search_key", "title",
    }
)  # fmt: skip


def _unheard(_events: int) -> None:
    """Nobody follows the progress."""


def tables_against_events(
    session: Session,
    *,
    chains: Iterable[UUID] | None = None,
    told: Callable[[int], None] = _unheard,
) -> Iterator[Break]:
    """What differs between the tables and the histories of these dossiers; of all, by default.

    Of all of them, rows that belong to no dossier are found too. Each row of a submission or
    consultation, which many dossiers share, is told once. `told` hears how many events were
    folded, batch by batch.
    To compare what is still being changed, call it in one snapshot (`REPEATABLE READ`). Whether
    the events themselves are genuine is for the checks of chains to say.
    """
    shared: set[str] = set()  # breaks of rows of many dossiers that were told
    for ids in _batches(_everybody(session) if chains is None else chains):
        events, differences = _compared(session, ids)
        for found in differences:
            if found.says not in shared:
                yield found
            if found.says.startswith(_SHARED):
                shared.add(found.says)
        told(events)
    if chains is None:
        for table, row_id in live.strays(session):
            yield _break(str(row_id), f"{table} {row_id}: the row belongs to no dossier")


def _everybody(session: Session) -> Iterator[UUID]:
    """Every dossier that there is, then those of which only events are left."""
    after = UUID(int=0)
    while ids := live.dossier_ids(session, after=after, limit=BATCH):
        yield from ids
        after = ids[-1]
    yield from live.dossiers_gone(session)


def _batches(chains: Iterable[UUID]) -> Iterator[list[UUID]]:
    remaining = iter(chains)
    while batch := list(islice(remaining, BATCH)):
        yield list(dict.fromkeys(batch))


def _compared(session: Session, ids: Sequence[UUID]) -> tuple[int, list[Break]]:
    """How many events these dossiers have, and what differs."""
    with without_collector():
        events, rows = _events(session, ids), live.rows_of(session, ids)
        differences = [
            found for one in ids for found in _differences(one, events.get(one, []), rows[one])
        ]
        return sum(map(len, events.values())), differences


def _events(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[replay.Recorded]]:
    found: dict[UUID, list[replay.Recorded]] = {}
    for event in replay.recorded(session, ids):
        found.setdefault(event.chain_id, []).append(event)
    return found


def _differences(
    dossier_id: UUID, events: Sequence[replay.Recorded], rows: Rows
) -> Iterator[Break]:
    """Of one dossier."""
    code = str(rows["dossier"][dossier_id][1]) if rows["dossier"] else str(dossier_id)
    if not events:
        if rows["dossier"]:
            yield Break(BreakKind.EVENTS_MISSING, code, None, "it has no history at all")
        return
    try:
        then = fold(Told.of(one.body, one.texts, one.hash) for one in events)
    except CannotFold as why:
        yield _break(code, str(why), seq=why.seq)
        return
    except (KeyError, TypeError, ValueError) as why:
        yield Break(BreakKind.EVENT_BYTES, code, None, f"an event cannot be read: {why!r}")
        return
    expected = rows_by_events(then)
    for table, wanted in expected.items():
        there = rows[table]
        if wanted != there:
            for says in _in_table(table, wanted, there):
                yield _break(then.code, says)


def _in_table(table: str, wanted: Mapping[UUID, Row], there: Mapping[UUID, Row]) -> Iterator[str]:
    for row_id, by_events in wanted.items():
        row = there.get(row_id)
        if row is None:
            yield f"{table} {row_id}: the row is gone"
            continue
        for column, value, other in zip(COLUMNS[table], row, by_events, strict=True):
            if value != other:
                yield f"{table} {row_id}, {column}: {_said(column, value, other)}"
    for row_id in there.keys() - wanted.keys():
        yield f"{table} {row_id}: no event knows of the row"


def _said(column: str, value: object, by_events: object) -> str:
    if column in _PRIVATE or by_events is SOMETHING:
        return "not what the events say"
    return f"{_plain(value)}, by the events {_plain(by_events)}"


def _plain(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _break(chain: str, says: str, *, seq: int | None = None) -> Break:
    return Break(BreakKind.TABLE_DIFFERS, chain, seq, says)
