"""`bangvang audit verify`: whether anything was changed, removed, inserted or cut off."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from approvals.commands.attach import path_of
from approvals.history.breaks import Break
from approvals.history.checking_checkpoints import Kept, Published
from approvals.history.note import NoteMalformed, PublicKey, notes_in
from approvals.history.published import CheckpointFiles
from approvals.history.sealer import sealer_of
from approvals.history.verifying import Checked, verify
from approvals.queries.verification import as_one_snapshot
from cli.access import database
from cli.options import AsJson
from cli.writing import Flag
from core.database import transaction
from core.refusal import Refusal
from core.settings import load_settings

Breaks = Annotated[
    int,
    Parameter(
        validator=Number(gte=1, lte=100_000), show_default=True, help="Stop after so many breaks."
    ),
]


class NoCheckpointInFile(Refusal):
    """What was given to compare with holds no checkpoint."""

    code = "no_checkpoint_in_file"


def audit_verify(
    *,
    since: Path | None = None,
    files: Flag = False,
    limit: Breaks = 100,
    as_json: AsJson = False,
) -> None:
    """Check every chain, text, seal, checkpoint and table. Changes nothing.

    Exits with 0 only when everything holds; otherwise every break is named, the first one first.

    Args:
        since: A file with a checkpoint that you kept: a mail's text, a paper's, or log.txt.
        files: Hash every evidence file as well; it takes as long as reading them does.

    """
    settings = load_settings()
    sealer = sealer_of(settings)
    notes = checkpoints_in(since) if since else ()
    checked = Checked()
    with database(settings) as engine:
        before = published(sealer.files)
        with transaction(engine) as session, progress(quiet=as_json) as told:
            as_one_snapshot(session)
            kept = Kept(before, lambda: published(sealer.files), notes)
            found = verify(
                session,
                kept,
                checked,
                files=(lambda sha256: path_of(settings.files_folder, sha256)) if files else None,
                told=told,
            )
            breaks = list(islice(found, limit))
    show(breaks, checked, as_json=as_json, all_found=len(breaks) < limit)
    if breaks:
        sys.exit(1)


def checkpoints_in(file: Path) -> Sequence[str]:
    """The checkpoints that somebody kept. Raises `NoCheckpointInFile`."""
    try:
        copied = file.read_text(encoding="utf-8")
        notes = notes_in(f"{copied}\n\n")  # whoever copied it may have left out the end
    except (OSError, UnicodeDecodeError) as wrong:
        raise NoCheckpointInFile(f"{file} cannot be read: {wrong}.", field="since") from None
    if not notes:
        raise NoCheckpointInFile(f"There is no checkpoint in {file}.", field="since")
    return notes


def published(files: CheckpointFiles) -> Published:
    """What lies outside the database, as it is now; a key that is none is left out, and missed."""
    written = files.keys.read_text(encoding="utf-8") if files.keys.exists() else ""
    keys = []
    for vkey in written.splitlines():
        with suppress(NoteMalformed):
            keys.append(PublicKey.parse(vkey))
    log = files.log.read_text(encoding="utf-8", errors="replace") if files.log.exists() else ""
    return Published(log, keys)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Checked], None]]:
    """A bar on the terminal, and nothing where no terminal or no words are wanted."""
    console = Console(stderr=True)
    silent = quiet or not console.is_terminal
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f}%")
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=silent
    ) as bar:
        chains = bar.add_task("Chains and log", total=None)
        tables = bar.add_task("Tables", total=None)

        def told(checked: Checked) -> None:
            bar.update(chains, completed=checked.events, total=checked.expected)
            bar.update(tables, completed=checked.compared, total=checked.expected)

        yield told


def show(breaks: Sequence[Break], checked: Checked, *, as_json: bool, all_found: bool) -> None:
    """What was found, and what was looked at."""
    counts = {name: count for name, count in asdict(checked).items() if name != "expected"}
    if as_json:
        said = {"holds": not breaks, "checked": counts, "breaks": [asdict(one) for one in breaks]}
        print(json.dumps(said, ensure_ascii=False))
        return
    for one in breaks:
        print(f"✗ {one}")
    if not all_found:
        print(f"Breaks so far: {len(breaks)}; there may be more (--limit).")
    elif breaks:
        print(f"Breaks: {len(breaks)}; the first one is named first.")
    else:
        print("✓ Everything holds.")
    for what, count in _counted(checked):
        print(f"  {what:<26}{count}")


def _counted(checked: Checked) -> Iterator[tuple[str, str]]:
    yield "chains", f"{checked.chains:,}"
    yield "events", f"{checked.events:,}"
    yield "  in the log", f"{checked.sealed:,}"
    yield "  waiting for it", f"{checked.waiting:,}"
    yield "  compared with tables", f"{checked.compared:,}"
    yield "texts", f"{checked.texts:,}"
    yield "checkpoints", f"{checked.checkpoints:,}"
    yield "  signed", f"{checked.signed:,}"
    if checked.files:
        yield "evidence files", f"{checked.files:,}"
