"""What `bangvang restore` does, step by step: files, database, mail in doubt, the record's word.

Where it is interrupted, nothing is started from what is there: the place is no longer empty, and
the database is not usable before mail in it is in doubt.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.attach import path_of
from approvals.commands.note_restore import Restored, note_restore
from approvals.commands.seal_log import known_keys, publish
from approvals.history.breaks import Break
from approvals.history.checking_checkpoints import Kept
from approvals.history.continuing import present_number
from approvals.history.log_names import number_of
from approvals.history.note import NoteNotTrusted, opened, stated
from approvals.history.published import CheckpointFiles
from approvals.history.sealer import Sealer, sealer_of
from approvals.history.verifying import Checked, verify
from approvals.queries import backing_up, in_doubt, log
from approvals.queries.verification import as_one_snapshot
from cli.audit_verify import published
from cli.backup import CHECKPOINTS, DUMP, FILES, SECRETS, key_check
from cli.migrate import bring_up_to_date
from cli.progress import Bar, counted
from core.backup_file import Reading
from core.clock import now
from core.database import connect, gather_statistics, transaction
from core.postgres import database_urls, ensure_database
from core.postgres.dumping import read_in
from core.refusal import Refusal
from core.settings import Settings
from notifications.catching_up import put_in_doubt
from notifications.posting import usual_habits

_MOST_BREAKS = 20


class PlaceNotEmpty(Refusal):
    code = "place_not_empty"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: a backup is restored into an empty place only. Stop everything, move what "
            "is there aside, and try again.",
            what=what,
        )


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What is there again. `lost`: events that a checkpoint shown covers and the backup lacks."""

    made_at: str
    rows: int
    files: int
    absent: Sequence[str]
    in_doubt: int = 0
    same_key: bool = True
    shown: int | None = None
    lost: int | None = None
    breaks: list[Break] = field(default_factory=list)


def restored(settings: Settings, found: Reading, notes: Sequence[str], drawn: Bar) -> Outcome:
    """Fill the database and the home; put mail in doubt, record it, verify.

    The server runs, and every hash was checked. Raises `PlaceNotEmpty`.
    """
    url = database_urls(settings).ours
    ensure_database(url)
    engine = connect(url, pool_size=2)
    try:
        _require_empty(settings, engine)
        _put_files(settings, found, drawn)
        told = drawn.stage("Database", total=found.manifest.parts[DUMP].size)
        read_in(url, counted(found.read(DUMP), told))
        with transaction(engine) as session:
            for table in backing_up.differing(session, found.manifest.tables):
                raise found.damaged(DUMP, f"the table {table} has another number of rows")
            in_doubt.hold(session, now=now())  # at once with what makes the database usable
            backing_up.put_at(session, found.manifest.revision)
        gather_statistics(engine)
        bring_up_to_date(settings)
        return _recorded(settings, engine, found, notes)
    finally:
        engine.dispose()


def _require_empty(settings: Settings, engine: Engine) -> None:
    with transaction(engine) as session:
        if backing_up.row_counts(session):
            raise PlaceNotEmpty("The database has tables")
    for folder in (settings.files_folder, _published(settings).folder):
        if folder.exists() and any(folder.iterdir()):
            raise PlaceNotEmpty(f"{folder} has files")


def _put_files(settings: Settings, found: Reading, drawn: Bar) -> None:
    """Everything beside the database; secrets only where there are none yet."""
    files = {name: part for name, part in found.manifest.parts.items() if name.startswith(FILES)}
    told = drawn.stage("Files", total=sum(part.size for part in files.values()))
    for name, part in files.items():
        path = path_of(settings.files_folder, name.removeprefix(FILES))
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, found, name, mode=0o644)
        told(part.size)
    for name in found.manifest.parts:
        path = settings.home / name.removeprefix(SECRETS)
        if name.startswith(SECRETS) and not path.exists():
            _write(path, found, name, mode=0o600)
    log_file = _published(settings).log
    log_file.parent.mkdir(parents=True, exist_ok=True)
    _write(log_file, found, CHECKPOINTS, mode=0o644)


def _write(path: Path, found: Reading, name: str, *, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as written:
        written.writelines(found.read(name))
        written.flush()
        os.fsync(descriptor)


def _published(settings: Settings) -> CheckpointFiles:
    """Without the keys: development would make one, where the backup may have it."""
    return CheckpointFiles.within(settings.home / "checkpoints")


def _recorded(settings: Settings, engine: Engine, found: Reading, notes: Sequence[str]) -> Outcome:
    """The record is verified, mail is in doubt, and the journal says so."""
    manifest, sealer = found.manifest, sealer_of(settings)
    outcome = Outcome(
        made_at=manifest.made_at,
        rows=sum(manifest.tables.values()),
        files=len([name for name in manifest.parts if name.startswith(FILES)]),
        absent=manifest.absent,
        same_key=manifest.key_check == key_check(settings),
    )
    with transaction(engine) as session:
        sealer.files.keep_keys(known_keys(session))
    publish(engine, sealer, now=now())
    with transaction(engine) as session:
        younger = _younger(session, sealer, notes)
        if younger:
            outcome.shown = stated(younger).size
            there = log.size(session) + log.waiting(session).count
            outcome.lost = max(0, outcome.shown - there)
    outcome.breaks = _breaks(settings, engine, [note for note in notes if note != younger])
    with transaction(engine) as session:
        outcome.in_doubt = put_in_doubt(session, now=now(), usual=usual_habits(settings))
        event = Restored(
            made_at=manifest.made_at,
            manifest_sha256=found.sha256,
            program=manifest.program,
            revision=manifest.revision,
            in_doubt=outcome.in_doubt,
            shown=outcome.shown,
            lost=outcome.lost,
        )
        note_restore(session, event, now=now())
    if younger:  # nothing is signed that contradicts it: `audit begin-new-log` goes on
        sealer.files.append(lambda _last: [younger])
    return outcome


def _younger(session: Session, sealer: Sealer, notes: Sequence[str]) -> str | None:
    """The youngest of these checkpoints, if it is ours and the log does not reach it."""
    keys = [*known_keys(session), *sealer.known]
    newest = present_number(session), log.size(session)
    found = None
    for note in notes:
        with suppress(NoteNotTrusted):  # verifying names it
            said = opened(note, keys)
            if (number_of(said.origin), said.size) > newest:
                newest, found = (number_of(said.origin), said.size), note
    return found


def _breaks(settings: Settings, engine: Engine, notes: Sequence[str]) -> list[Break]:
    files = _published(settings)
    with transaction(engine) as session:
        as_one_snapshot(session)
        kept = Kept(published(files), lambda: published(files), notes)
        found = verify(
            session, kept, Checked(), files=lambda sha256: path_of(settings.files_folder, sha256)
        )
        return list(islice(found, _MOST_BREAKS))
