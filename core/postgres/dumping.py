"""A database written out whole and read in again, by PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from core.postgres.databases import require_database
from core.postgres.programs import program
from core.postgres.refusals import PostgresRefused

_CHUNK = 1 << 20
_MAJOR = re.compile(r"\) (\d+)")
# Left out, so that no process takes a half-restored database for one that is ready.
_MARK = "alembic_version"


class DumpProgramTooOld(PostgresRefused):
    code = "dump_program_too_old"

    def __init__(self, name: str, *, server: int) -> None:
        super().__init__(
            f"The server is PostgreSQL {server}, and no {name} here is as new: install the client "
            f"programs of PostgreSQL {server}, so that {name} is on the PATH.",
            program=name,
            server=server,
        )


class DumpFailed(PostgresRefused):
    code = "dump_failed"

    def __init__(self, name: str, said: str) -> None:
        super().__init__(f"{name} could not finish: {said}", program=name)


def dump(url: str, snapshot: str) -> Iterator[bytes]:
    """The database as a snapshot has it, in PostgreSQL's custom format, piece by piece.

    Who exported the snapshot keeps its transaction open meanwhile. Where the migrations stand is
    left out: who restores says so last. Raises `DumpProgramTooOld`, `DumpFailed`.
    """
    command = [
        *(str(_fitting("pg_dump", url)), "--format=custom", "--no-owner", "--no-privileges"),
        *("--no-comments", "--no-unlogged-table-data", f"--exclude-table-data={_MARK}"),
        *(f"--snapshot={snapshot}", f"--dbname={_without_password(url)}"),
    ]
    with TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 -- PostgreSQL's own program
            command, stdout=subprocess.PIPE, stderr=complaints, env=_environment(url)
        )
        try:
            assert process.stdout is not None  # noqa: S101 -- a pipe was asked for
            while chunk := process.stdout.read(_CHUNK):
                yield chunk
            if process.wait():
                complaints.seek(0)
                raise DumpFailed("pg_dump", _last_line(complaints.read()))
        finally:
            _end(process)


def read_in(url: str, dumped: Iterable[bytes]) -> None:
    """Fill an empty database with a dump: all of it, or nothing.

    Raises `DumpProgramTooOld`, `DumpFailed`.
    """
    command = [
        *(str(_fitting("pg_restore", url)), "--single-transaction", "--no-owner"),
        *("--no-privileges", "--no-comments", f"--dbname={_without_password(url)}"),
    ]
    with TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 -- PostgreSQL's own program
            command, stdin=subprocess.PIPE, stderr=complaints, env=_environment(url)
        )
        try:
            assert process.stdin is not None  # noqa: S101 -- a pipe was asked for
            with suppress(BrokenPipeError):  # it has ended, and said why
                for chunk in dumped:
                    process.stdin.write(chunk)
                process.stdin.close()
            if process.wait():
                complaints.seek(0)
                raise DumpFailed("pg_restore", _last_line(complaints.read()))
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(BrokenPipeError):  # what it did not take
                pipe.close()


def _fitting(name: str, url: str) -> Path:
    """The oldest program that is no older than the server: what it writes suits others best."""
    require_database(url)
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // 10000
    on_path = shutil.which(name)
    found = [program(name), *([Path(on_path)] if on_path else [])]
    fitting = [(major, path) for path in found if (major := _major(path)) >= server]
    if not fitting:
        raise DumpProgramTooOld(name, server=server)
    return min(fitting)[1]


def _major(path: Path) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 -- likewise
    except (OSError, subprocess.SubprocessError):
        return 0
    found = _MAJOR.search(said.stdout)
    return int(found[1]) if found else 0


def _without_password(url: str) -> str:
    """Every process of the machine may read another's command line."""
    said = {key: str(value) for key, value in conninfo_to_dict(url).items() if key != "password"}
    return make_conninfo("", **said)


def _environment(url: str) -> dict[str, str]:
    password = conninfo_to_dict(url).get("password")
    return os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": str(password)} if password else {})


def _last_line(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line]
    return (telling or lines or ["it said nothing"])[0]
