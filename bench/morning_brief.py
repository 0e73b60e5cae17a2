"""The secretariat's morning brief at national scale, with thousands of changes in a day.

An embedded PostgreSQL as in use, in a folder of its own: `python -m bench morning_brief`.
"""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TypeVar
from uuid import UUID

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text
from sqlmodel import Session

from approvals.queries import mail
from bench.many_dossiers import DAYS, DOSSIERS, FIRST, fill
from core.clock import local_date, local_moment
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from notifications.briefing import tell_secretariat
from notifications.composing import compose
from notifications.making import Making
from notifications.rendering import render

TARGET = 1.0  # seconds
CHANGED = 3_000  # come un-stuck in a day, and as many are newly stuck
T = TypeVar("T")
# As `survey` would write it, in one statement.
_OPEN = """
    INSERT INTO open_dossier (dossier_id, campaign_id, body_id, award_code, state, stage, at_id,
                              since, due_at, cause, stuck_since)
    SELECT dossier.id, submission.campaign_id, submission.body_id, dossier.award_code,
           dossier.state, dossier.stage, gate.body_id, gate.opened_at, gate.due_at,
           CASE WHEN gate.due_at <= :now THEN 'past_due' END,
           CASE WHEN gate.due_at <= :now THEN gate.due_at END
    FROM dossier JOIN submission ON submission.id = dossier.submission_id
    JOIN gate ON gate.dossier_id = dossier.id AND gate.stage = dossier.stage
    WHERE dossier.closed_at IS NULL
"""
_FREE = """
    UPDATE open_dossier SET cause = NULL, stuck_since = NULL WHERE dossier_id IN
    (SELECT dossier_id FROM open_dossier WHERE cause IS NOT NULL ORDER BY dossier_id LIMIT :many)
"""
_FORGET = """
    DELETE FROM stuck_at_brief WHERE dossier_id IN
    (SELECT dossier_id FROM stuck_at_brief ORDER BY dossier_id DESC LIMIT :many)
"""


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            postgres.ensure_database("bangvang")
            database = connect(postgres.url())
            upgrade(database)
            console.print(f"Filling in {DOSSIERS:,} dossiers …")
            fill(database)
            console.print(_measured(database))
            database.dispose()
        finally:
            postgres.stop()


def _measured(database: Engine) -> Table:
    seconds: list[tuple[str, float]] = []

    def timed(what: str, work: Callable[[Session], T]) -> T:
        began = monotonic()
        with transaction(database) as session:
            done = work(session)
        seconds.append((what, monotonic() - began))
        return done

    now = local_moment(local_date(FIRST + timedelta(days=DAYS + 1)), 7)
    with transaction(database) as session:
        session.execute(text(_OPEN), {"now": now})
    timed("the first brief", lambda session: tell_secretariat(session, now=now))
    with transaction(database) as session:
        for change in (_FREE, _FORGET):
            session.execute(text(change), {"many": CHANGED})
        found = "SELECT count(*), count(cause) FROM open_dossier"
        open_now, stuck = session.execute(text(found)).one()
    now += timedelta(days=1)
    told = timed("the next one", lambda session: tell_secretariat(session, now=now))
    for what in ("its mail, the first that a process writes", "its mail"):
        timed(what, lambda session: _written(session, told[0], now))
    table = Table(title=f"Seconds, {open_now:,} open dossiers, {stuck:,} of them stuck")
    for heading in ("what", "seconds", f"target < {TARGET:.0f} s"):
        table.add_column(heading)
    for what, took in seconds:
        table.add_row(what, f"{took:.3f}", "yes" if took < TARGET else "NO")
    return table


def _written(session: Session, message_id: UUID, now: datetime) -> str:
    message, reader = mail.with_reader(session, message_id)
    making = Making(
        session=session,
        message=message,
        reader=reader,
        key=b"a key for benches",
        base_url="https://bangvang.example",
        login_waived=True,
        now=now,
    )
    return render(message.template, compose(making), language="vi").subject
