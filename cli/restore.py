"""`bangvang restore`: a backup becomes a system again, in an empty place."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from cli.audit_verify import checkpoints_in
from cli.options import AsJson
from cli.progress import bar
from cli.restoring import Outcome, restored
from core import backup_file
from core.home_lock import locked
from core.postgres import server_running
from core.refusal import Refusal
from core.settings import load_settings
from migrations import run


class BackupTooNew(Refusal):
    code = "backup_too_new"

    def __init__(self, *, program: str, revision: str) -> None:
        super().__init__(
            f"The backup was made by release {program} (tables at {revision}), which is newer than "
            "this one: install that release, or a newer one.",
            program=program,
            revision=revision,
        )


def restore(file: Path, *, checkpoint: Path | None = None, as_json: AsJson = False) -> None:
    """Restore a backup into an empty BANGVANG_HOME and database; then start as ever.

    First every hash is checked. Copy the newest `erasures.ndjson` into BANGVANG_HOME before:
    what was erased since is erased again. No mail that may have left since the backup leaves by
    itself: see `bangvang mail`. Exits with 1 where the record does not hold.

    Args:
        file: What `bangvang backup` wrote.
        checkpoint: A file with the newest checkpoint that left the machine: a mail's text, a
            paper's, or log.txt. It tells how much was lost, and that is recorded.

    """
    settings = load_settings()
    notes = checkpoints_in(checkpoint) if checkpoint else ()
    with (
        locked(settings.home),
        backup_file.opened(file) as found,
        bar(quiet=as_json) as drawn,
    ):
        manifest = found.manifest
        if manifest.format != backup_file.FORMAT or not run.knows(manifest.revision):
            raise BackupTooNew(program=manifest.program, revision=manifest.revision)
        whole = sum(part.size for part in manifest.parts.values())
        found.check(drawn.stage("Checking", total=whole))
        with server_running(settings):
            outcome = restored(settings, found, notes, drawn)
    _say(outcome, as_json=as_json)
    if outcome.breaks:
        raise SystemExit(1)


def _say(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        holds = not outcome.breaks
        print(json.dumps({"holds": holds, **asdict(outcome)}, ensure_ascii=False))
        return
    print("\n".join(_lines(outcome)))


def _lines(outcome: Outcome) -> Iterator[str]:
    moment = datetime.fromisoformat(outcome.made_at)
    yield (
        f"✓ Restored as of {moment:%d/%m/%Y %H:%M:%S} UTC: "
        f"{outcome.rows:,} rows, {outcome.files:,} files."
    )
    yield from (f"✗ {one}" for one in outcome.breaks)
    if not outcome.breaks:
        yield "✓ Everything in it holds."
    yield from (f"✗ The file {sha256} was not in the backup." for sha256 in outcome.absent)
    if outcome.shown is None:
        yield (
            "  No younger checkpoint was shown: if one was mailed or printed since, begin again "
            "with --checkpoint, before anything is signed."
        )
    else:
        yield (
            f"✗ The log had {outcome.shown:,} entries: at least {outcome.lost:,} events came after "
            "the backup, and are lost. Nothing is signed until `bangvang audit begin-new-log`."
        )
    if not outcome.same_key:
        yield (
            "✗ The key for links is another one: links that were mailed lead nowhere. Set "
            "BANGVANG_SECRET_KEY (or the file secret.key) to the former key before you start."
        )
    if outcome.in_doubt:
        yield (
            f"✗ {outcome.in_doubt:,} mails are in doubt: they may have left since the backup. "
            "They wait: `bangvang mail in-doubt`, then `send` or `drop`."
        )
    yield "  Start as ever; open dossiers come back to their gates by themselves."
