"""What tests of sealing share: a sealer, and a log that was published twice."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from approvals.commands.seal_log import seal_log
from approvals.history.published import CheckpointFiles
from approvals.history.sealer import Sealer
from tests.builders import NOW
from tests.sealing import KEY, NAME, happen


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    return Sealer(NAME, [KEY], CheckpointFiles.within(tmp_path / "checkpoints"))


@pytest.fixture
def published_twice(engine: Engine, sealer: Sealer) -> Sealer:
    happen(engine, 3)
    seal_log(engine, sealer, now=NOW)
    happen(engine, 2)
    seal_log(engine, sealer, now=NOW)
    return sealer
