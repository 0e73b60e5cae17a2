"""No tampering with the record is missed, and each is named.

10,000 tamperings with the rows of a small record, by a fixed seed and by these counts; then some
hundreds through SQL, as a superuser with the triggers off, found by the check as it is run.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from approvals.history import note
from approvals.history.breaks import Break
from approvals.history.breaks import BreakKind as B
from approvals.history.checking_checkpoints import Kept
from approvals.history.sealing import seal
from approvals.history.verifying import Checked, record_breaks, stored, verify
from models.enums import EventKind
from tests.approvals.history import log_tamperings as of_log
from tests.approvals.history import tamperings as of_events
from tests.approvals.history.small_record import Record, a_small_history, in_the_journal
from tests.approvals.history.sql_tamperings import CHANGES
from tests.approvals.history.tamperings import Tampering

SEED = 20261123
COUNTS: Mapping[Tampering, int] = {
    of_events.flip_a_byte: 3300,
    of_events.another_moment: 300,
    of_events.another_kind: 300,
    of_events.delete_an_event: 600,
    of_events.insert_an_event: 500,
    of_events.swap_two: 600,
    of_events.reorder: 300,
    of_events.cut_the_tail: 400,
    of_events.cut_the_tail_and_the_head: 300,
    of_events.cut_the_tail_everywhere: 300,
    of_events.rewrite_a_chain: 500,
    of_log.delete_a_history: 50,
    of_log.tamper_with_leaves: 500,
    of_log.lose_what_waits: 10,
    of_log.tamper_with_checkpoints: 500,
    of_log.tamper_with_the_file: 400,
    of_log.tamper_with_keys: 100,
    of_log.tamper_with_texts: 600,
    of_log.bring_back_an_erased_text: 20,
    of_log.tamper_with_heads: 300,
    of_log.restore_an_older_state: 60,
    of_log.restore_and_go_on: 60,
}


@pytest.fixture
def record(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """Whole; good signatures are checked once, not ten thousand times."""
    place = "approvals.history.checking_checkpoints.note_opened"
    monkeypatch.setattr(place, lru_cache(note.opened))
    made = Record.read(session, a_small_history(session, tmp_path))
    assert made.breaks() == []
    return made


def test_ten_thousand_tamperings_are_found_and_named(record: Record) -> None:
    assert sum(COUNTS.values()) >= 10_000
    rng = random.Random(SEED)  # noqa: S311 -- the same tamperings each time
    done: Counter[str] = Counter()
    for tamper, count in COUNTS.items():
        for _ in range(count):
            changed = record.copy()
            expected = tamper(changed, rng)
            breaks = changed.breaks()
            named = [
                one
                for one in breaks
                if one.kind in expected.kinds
                and expected.chain in {None, one.chain}
                and expected.seq in {None, one.seq}
            ]
            assert named, (tamper.__name__, done[tamper.__name__], expected, breaks)
            done[tamper.__name__] += 1
    assert done.total() == sum(COUNTS.values())
    assert record.breaks() == []


def _check(session: Session, *, tables: bool) -> Iterator[Break]:
    """As `verify` does it; what takes longest only where it is what finds it."""
    if tables:
        return verify(session, Kept(), Checked())
    return record_breaks(stored(session), Kept(), Checked())


def test_tamperings_with_the_database_are_found_as_it_is_checked(
    session: Session, tmp_path: Path
) -> None:
    a_small_history(session, tmp_path)
    for _ in range(250):  # so that the log keeps a subtree
        in_the_journal(session, EventKind.HISTORY_READ, {})
    session.flush()
    seal(session)
    session.flush()
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
    assert list(verify(session, Kept(), Checked())) == []
    rng = random.Random(SEED)  # noqa: S311 -- the same tamperings each time
    for tampering in CHANGES:
        for _ in range(tampering.count):
            with session.begin_nested() as change:
                drawn = {"random": rng.random(), "byte": rng.randrange(32)}
                changed = session.execute(text(tampering.statement), drawn)
                assert changed.rowcount == 1  # type: ignore[attr-defined] # of a statement, it has one
                breaks = list(_check(session, tables=B.TABLE_DIFFERS in tampering.kinds))
                change.rollback()
            assert {one.kind for one in breaks} & set(tampering.kinds), (tampering, drawn, breaks)
    assert sum(one.count for one in CHANGES) >= 200
    session.expire_all()
    assert list(verify(session, Kept(), Checked())) == []
