"""`bangvang backup`: everything that cannot be made again, in one file."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from sqlmodel import Session

from approvals.commands.attach import path_of
from approvals.history.sealer import sealer_of
from approvals.queries import backing_up
from approvals.queries.verification import as_one_snapshot
from cli.access import database
from cli.listing import tell
from cli.options import AsJson
from cli.progress import Bar, bar, counted
from cli.writing import Flag
from core.backup_file import Manifest, Writing, name_at, remove_all_but, written_whole
from core.clock import now
from core.database import transaction
from core.ids import keyed_hash
from core.keys import application_key, seal_seeds
from core.postgres import database_urls
from core.postgres.dumping import dump
from core.refusal import Refusal
from core.settings import Settings, load_settings
from migrations import run

DUMP, CHECKPOINTS = "database.dump", "checkpoints.txt"
FILES, SECRETS = "files/", "secrets/"
_CHUNK = 1 << 20


class KeepNeedsFolder(Refusal):
    code = "keep_needs_folder"

    def __init__(self) -> None:
        super().__init__(
            "--keep removes older backups of a folder: give --to a folder.", field="keep"
        )


@dataclass(slots=True)
class _Made:
    file: Path
    manifest: Manifest
    removed: list[Path] = field(default_factory=list)


def backup(
    *,
    to: Path | None = None,
    keep: Annotated[int | None, Parameter(validator=Number(gte=1))] = None,
    with_secrets: Flag = False,
    as_json: AsJson = False,
) -> None:
    """Write the database, the evidence files and the published checkpoints into one file.

    Works while the system runs, and is of one moment. Not in it: keys and passwords, for whoever
    finds a backup should not be able to sign or to open links with it; and Prefect's database,
    which is made again from ours. Exits with 1 where a file was gone or changed on disk: the
    backup is kept, without that file.

    Args:
        to: A folder, or a file that ends with .tar; `backups` in BANGVANG_HOME if not given.
        keep: Remove all but so many of the backups in that folder, once the new one is whole.
        with_secrets: Put the keys for links and for sealing into it. Guard it as you guard them.

    """
    settings = load_settings()
    place = to or settings.home / "backups"
    is_file = place.suffix == ".tar" and not place.is_dir()
    if keep and is_file:
        raise KeepNeedsFolder
    moment = now()
    path = place if is_file else place / name_at(moment)
    with bar(quiet=as_json) as drawn:
        made = _write(settings, path, moment, drawn, with_secrets=with_secrets)
    if keep:
        made.removed = remove_all_but(place, keep)
    absent = made.manifest.absent
    tell(_sentence(made, with_secrets=with_secrets), _facts(made), as_json=as_json)
    if absent:
        raise SystemExit(1)


def key_check(settings: Settings) -> str:
    """Tells whether two systems have one key for links, and nothing of the key."""
    return keyed_hash(application_key(settings), "the key of a backup").hex()


def _write(
    settings: Settings, path: Path, moment: datetime, drawn: Bar, *, with_secrets: bool
) -> _Made:
    """The checkpoints are read first: whatever is published is in the database before."""
    log = sealer_of(settings).files.log
    checkpoints = log.read_bytes() if log.exists() else b""
    with written_whole(path) as file, database(settings) as engine:
        with transaction(engine) as session:
            as_one_snapshot(session)
            snapshot = backing_up.export_snapshot(session)
            chunks = dump(database_urls(settings).ours, snapshot)
            file.add(DUMP, counted(chunks, drawn.stage("Database")))
            tables, named = backing_up.row_counts(session), backing_up.named_contents(session)
        file.add(CHECKPOINTS, [checkpoints])
        absent = _add_files(file, settings, named, drawn)
        with transaction(engine) as session:
            absent = _still_named(session, absent)
        for name, secret in _secrets(settings) if with_secrets else ():
            file.add(f"{SECRETS}{name}", [secret])
        manifest = Manifest(
            made_at=moment.isoformat(),
            program=version("bangvang"),
            revision=run.head(),
            tables=tables,
            key_check=key_check(settings),
            absent=absent,
        )
        file.finish(manifest)
    return _Made(path, manifest)


def _add_files(file: Writing, settings: Settings, named: list[str], drawn: Bar) -> list[str]:
    """Add what the record names; what is gone, or is not what its name says, is given back."""
    paths = {sha256: path_of(settings.files_folder, sha256) for sha256 in named}
    sizes = (path.stat().st_size for path in paths.values() if path.exists())
    told, absent = drawn.stage("Files", total=sum(sizes)), []
    for sha256, path in paths.items():
        try:
            part = file.add(f"{FILES}{sha256}", counted(_pieces(path), told))
        except FileNotFoundError:
            absent.append(sha256)
            continue
        if part.sha256 != sha256:
            file.take_back(f"{FILES}{sha256}")
            absent.append(sha256)
    return absent


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            yield chunk


def _still_named(session: Session, absent: list[str]) -> list[str]:
    """What was erased while we wrote is rightly gone, and so is what was never kept."""
    needed = backing_up.needed_contents(session) if absent else set()
    return [sha256 for sha256 in absent if sha256 in needed]


def _secrets(settings: Settings) -> Iterator[tuple[str, bytes]]:
    yield "secret.key", application_key(settings)
    for number, seed in enumerate(seal_seeds(settings)):
        yield ("seal.key" if not number else "seal.before.key"), base64.b64encode(seed) + b"\n"


def _sentence(made: _Made, *, with_secrets: bool) -> str:
    files = len([name for name in made.manifest.parts if name.startswith(FILES)])
    rows = sum(made.manifest.tables.values())
    size = made.file.stat().st_size / 2**20
    lines = [
        f"✓ {made.file} ({size:,.1f} MiB): {rows:,} rows, {files:,} files.",
        "  With the keys for links and for sealing: guard it as you guard them."
        if with_secrets
        else "  Not in it: keys and passwords (keep them elsewhere), and the engine's database.",
    ]
    lines += [f"✗ On disk, {sha256} is gone or was changed." for sha256 in made.manifest.absent]
    if made.removed:
        lines.append(f"  Removed: {', '.join(path.name for path in made.removed)}.")
    return "\n".join(lines)


def _facts(made: _Made) -> dict[str, object]:
    return {
        "file": str(made.file),
        "bytes": made.file.stat().st_size,
        "made_at": made.manifest.made_at,
        "revision": made.manifest.revision,
        "rows": sum(made.manifest.tables.values()),
        "files": len([name for name in made.manifest.parts if name.startswith(FILES)]),
        "absent": made.manifest.absent,
        "removed": [path.name for path in made.removed],
    }
