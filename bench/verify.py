"""A million events verified on one core, beside the bare rate of SHA-256 over the same bytes.

The events are made by `event_bytes`, as all events are, and brought in by COPY: chains of twenty,
sealed in the order in which they happened, every third with a text. Tables are compared with events
in a database of its own, with dossiers that commands decided. The server's own work is not counted
in processor seconds, and is in elapsed ones.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

import psycopg
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from approvals.commands.load_rule_sets import load_rule_sets
from approvals.history.checking_checkpoints import Kept
from approvals.history.sealing import seal
from approvals.history.verifying import Checked, record_breaks, stored, table_breaks
from approvals.queries.verification import Portion, as_one_snapshot
from bench.event_history import CHAIN, history
from bench.goals import Goal, reached
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from models.dossiers import Dossier
from tests.builders import NOW, a_country, a_nomination, a_submission, pass_gate

EVENTS, DOSSIERS = 1_000_000, 20
TARGET, AIM = 15.0, 50  # seconds; percent of the bare rate
_EVENT = "COPY event (chain_id, seq, kind, at, actor_id, body, prev_hash, hash) FROM STDIN"
_TEXT = "COPY event_text (chain_id, seq, name, salt, text) FROM STDIN"
_DOSSIERS = """
    INSERT INTO dossier (id, code, submission_id, nominee_id, rule_set_id, award_code,
        achievements, state, stage, round, version, submitted_at, changed_at, last_seq, last_hash)
    SELECT chain_id, 'HS-2026-' || row_number() OVER (), chain_id, chain_id, 'x', 'x', '',
        'under_review', 'unit', 1, 1, at, at, seq, hash FROM event WHERE seq = %s
"""


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took for so many events."""

    events: int
    seconds: float  # of this process's processor time
    elapsed: float

    @property
    def rate(self) -> float:
        return self.events / self.seconds


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder), durable=False)
        postgres.start()
        try:
            console.print(f"Bringing in {EVENTS:,} events …")
            with a_database(postgres, "events") as engine:
                fill(engine, EVENTS)
                record, bare = verified(engine), bare_rate(engine)
            with a_database(postgres, "tables") as engine:
                tables = compared(engine)
        finally:
            postgres.stop()
    show(console, record, bare, tables)


@contextmanager
def a_database(postgres: EmbeddedPostgres, name: str) -> Iterator[Engine]:
    postgres.ensure_database(name)
    engine = connect(postgres.url(name))
    upgrade(engine)
    yield engine
    engine.dispose()


def fill(engine: Engine, count: int) -> None:
    """Chains, their heads, their texts, and the log over them."""
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string()) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("ALTER TABLE event DISABLE TRIGGER event_await_sealing")
        made = history(count)
        while batch := list(islice(made, 50_000)):
            with connection.cursor().copy(_EVENT) as copy:
                for event, _ in batch:
                    copy.write_row(event)
            with connection.cursor().copy(_TEXT) as copy:
                for event, commitment in batch:
                    if commitment:
                        salt_and_text = (commitment.salt, commitment.text)
                        copy.write_row((*event[:2], "reason", *salt_and_text))
        connection.execute(_DOSSIERS, (CHAIN,))
        connection.execute("INSERT INTO unsealed SELECT chain_id, seq FROM event")
        connection.execute("ALTER TABLE event ENABLE ALWAYS TRIGGER event_await_sealing")
    with transaction(engine) as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        while seal(session, limit=50_000):
            pass
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def measured(engine: Engine, check: Callable[[Session], int]) -> Took:
    with transaction(engine) as session:
        as_one_snapshot(session)
        processor, clock = process_time(), perf_counter()
        events = check(session)
        return Took(events, process_time() - processor, perf_counter() - clock)


def verified(engine: Engine) -> Took:
    """Chains, columns, texts and the log."""

    def check(session: Session) -> int:
        checked = Checked()
        for found in record_breaks(stored(session), Kept(), checked):
            raise RuntimeError(str(found))
        return checked.events

    return measured(engine, check)


def bare_rate(engine: Engine) -> Took:
    """SHA-256 alone over what must be hashed: events, leaves, nodes, both halves of HMACs."""
    with transaction(engine) as session:
        as_one_snapshot(session)
        events, processor, clock = 0, 0.0, 0.0
        for portion in stored(session).portions:
            pieces = hashed(portion)
            since, at = process_time(), perf_counter()
            for piece in pieces:
                hashlib.sha256(piece).digest()
            processor += process_time() - since
            clock += perf_counter() - at
            events += len(portion.events)
    return Took(events, processor, clock)


def hashed(portion: Portion) -> list[bytes]:
    """A tree has a node less than leaves."""
    pieces = [event[3] + event[9] for event in portion.events]
    pieces += [b"\x00" + event[4] for event in portion.events]
    pieces += [b"\x01" + event[3] + event[4] for event in portion.events]
    for one in portion.texts:
        pieces += [bytes(64) + one.text.encode(), bytes(96)]
    return pieces


def compared(engine: Engine) -> Took:
    """Tables against events, of dossiers that were decided by commands."""
    with transaction(engine) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session, council=5)
        names = (a_nomination(name=f"Nguyễn Văn {one}") for one in range(DOSSIERS))
        a_submission(session, country, *names)
        for dossier in session.exec(select(Dossier)).all():
            pass_gate(session, dossier)

    def check(session: Session) -> int:
        checked = Checked()
        for found in table_breaks(session, checked):
            raise RuntimeError(str(found))
        return checked.compared

    return measured(engine, check)


def show(console: Console, record: Took, bare: Took, tables: Took) -> None:
    table = Table(title=f"{record.events:,} events verified on one core")
    for heading in ("what", "events", "processor", "elapsed", "events/s", ""):
        table.add_column(heading)
    met = "met" if record.elapsed <= TARGET else "MISSED"
    share = round(100 * record.rate / bare.rate)
    reached.append(
        Goal(
            f"verify {record.events:,} events",
            "bare SHA-256 of the same bytes",
            f"≥ {AIM} %",
            f"{share} %",
            share >= AIM,
        )
    )
    rows = (
        ("chains, columns, texts, log", record, f"target ≤ {TARGET:.0f} s: {met}"),
        ("bare SHA-256, the same bytes", bare, f"reached {share} % of it (aim: {AIM} %)"),
        ("tables against events", tables, ""),
    )
    for what, took, remark in rows:
        seconds = f"{took.seconds:.1f} s", f"{took.elapsed:.1f} s"
        table.add_row(what, f"{took.events:,}", *seconds, f"{took.rate:,.0f}", remark)
    console.print(table)


if __name__ == "__main__":
    main()
