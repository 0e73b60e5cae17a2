"""Whatever people do, in any order: the tables are what the events say, and every prefix folds.

Every command is tried, by those who may and by those who may not, on any dossier and any duty.
For a long run, raise the numbers: `BANGVANG_LIVES=2000 pytest …`.
"""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine

from tests.approvals.history.life_around_dossiers import Life

_LIVES = int(os.environ.get("BANGVANG_LIVES", "8"))


def test_tables_are_what_events_say(shared_engine: Engine, tmp_path: Path) -> None:
    life = type("TriedLife", (Life,), {"engine": shared_engine, "folder": tmp_path})
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=_LIVES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
