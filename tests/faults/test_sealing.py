"""Sealing is killed at every point there is: what was published is never contradicted."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from approvals.history.merkle import consistency_proof, is_consistent, root_of
from approvals.history.note import Statement, notes_in, opened
from approvals.history.published import CheckpointFiles
from approvals.history.recording import record
from approvals.history.sealing import stored_subtrees
from approvals.queries import journal, log
from core.database import transaction
from models.enums import EventKind
from models.history import Event
from models.sealing import Leaf
from tests.faults.sealing_process import KEY, NOW
from tests.source_code import ROOT

KILLED = "-9"
Run = Callable[..., list[str]]


@pytest.fixture
def files(tmp_path: Path) -> CheckpointFiles:
    return CheckpointFiles.within(tmp_path / "checkpoints")


@pytest.fixture
def run(database_url: str, files: CheckpointFiles) -> Iterator[Run]:
    """Seal in as many processes at once as numbers are given; each dies at that effect."""
    process = subprocess.Popen(  # noqa: S603 -- our own, from this tree
        [sys.executable, "-m", "tests.faults.sealing_process", database_url, str(files.folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    asked, told = process.stdin, process.stdout

    def seal(*fatal: int) -> list[str]:
        print(*fatal, file=asked, flush=True)
        return told.readline().split()

    yield seal
    asked.close()
    process.wait(timeout=30)
    told.close()


def happen(engine: Engine, count: int = 2) -> None:
    with transaction(engine) as session:
        chain = journal.for_update(session)
        for _ in range(count):
            record(session, chain, EventKind.HISTORY_SEARCHED, actor_id=None, now=NOW)


def published(files: CheckpointFiles) -> list[Statement]:
    """What anybody may have copied so far; half a note at the end is none yet."""
    if not files.log.exists():
        return []
    return [opened(each, [KEY.public]) for each in notes_in(files.log.read_text("utf-8"))]


def nothing_is_contradicted(engine: Engine, seen: set[Statement]) -> None:
    """Every checkpoint that was ever seen is of the log as it is now."""
    with transaction(engine) as session:
        subtrees, size = stored_subtrees(session), log.size(session)
        root = root_of(size, subtrees)
        for each in seen:
            proof = consistency_proof(each.size, size, subtrees)
            assert is_consistent(each.size, each.root, size, root, proof)


def everything_is_sealed_once_and_published(engine: Engine, files: CheckpointFiles) -> None:
    with transaction(engine) as session:
        leaves = session.exec(select(Leaf).order_by(col(Leaf.position))).all()
        assert [leaf.position for leaf in leaves] == list(range(len(leaves)))
        assert [leaf.seq for leaf in leaves] == list(range(1, len(leaves) + 1))
        assert len(session.exec(select(Event.seq)).all()) == len(leaves)
        assert not log.anything_waits(session)
        signed = log.signed_after(session, 0, 0)
        assert all(each.published_at for each in signed)
        stated = [(each.size, each.root) for each in signed]
    assert [(each.size, each.root) for each in published(files)] == stated
    assert stated[-1][0] == len(leaves)
    assert files.log.read_text("utf-8") == "".join(f"{each.note}\n" for each in signed)
    assert files.keys.read_text("utf-8") == f"{KEY.public.vkey}\n"


def test_killed_before_each_effect_it_goes_on_where_it_was(
    engine: Engine, files: CheckpointFiles, run: Run
) -> None:
    """Each death is followed by a run that finds what it left, half a note perhaps."""
    seen: set[Statement] = set()
    deaths, ends = 0, [KILLED]
    for fatal in range(1, 200):
        happen(engine)
        ends = run(fatal)
        seen |= set(published(files))
        if ends == [KILLED]:
            deaths += 1
            assert run(0) == ["0"]
        nothing_is_contradicted(engine, seen)
        everything_is_sealed_once_and_published(engine, files)
        if ends == ["0"]:
            break
    assert ends == ["0"], "a run has fewer effects than were tried"
    assert deaths > 25
    assert seen <= set(published(files))


def test_the_very_first_run_may_die_anywhere(
    engine: Engine, run: Run, files: CheckpointFiles
) -> None:
    """There is no key, no folder and no file yet; each run dies in what others left."""
    happen(engine, 300)
    for fatal in range(1, 60):
        if run(fatal) == ["0"]:
            break
    assert run(0) == ["0"]
    nothing_is_contradicted(engine, set(published(files)))
    everything_is_sealed_once_and_published(engine, files)
    assert sorted(path.name for path in files.folder.iterdir())[-2:] == ["keys.txt", "log.txt"]


def test_two_sealers_at_once_seal_everything_once(
    engine: Engine, files: CheckpointFiles, run: Run
) -> None:
    for _ in range(3):
        happen(engine, 40)
        assert run(0, 0) == ["0", "0"]
        everything_is_sealed_once_and_published(engine, files)
    happen(engine, 40)
    run(12, 0, 25)
    assert run(0) == ["0"]
    everything_is_sealed_once_and_published(engine, files)
