"""The embedded PostgreSQL: one private server in one folder, reached by a local socket only.

    folder/data     the cluster, owned by whoever runs the server
    folder/socket   where it listens (a link, when the path is too long for a socket)
    folder/lock     held by every process of a running server
    folder/log      what the server says
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

from core import processes
from core.accounts import Account, let_through
from core.databases import ensure_database
from core.postgres_refusals import (
    PostgresDidNotStart,
    PostgresDiskFull,
    PostgresFolderInUse,
    PostgresFolderNotWritable,
    PostgresNotRunnable,
    PostgresRefused,
    PostgresVersionDiffers,
)
from core.postgres_socket import socket_folder

USER = "bangvang"
MAJOR = "18"
_PORT = "5432"  # only part of the socket's name; nothing listens on the network
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0
_LONGEST_LOG = 4 * 2**20

# A small office's server next to the application on one machine, not a machine of its own.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "bangvang",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "io_method": "sync",
    "max_logical_replication_workers": "0",
    "max_parallel_workers": "0",
    "autovacuum_max_workers": "1",
}
_THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """The server that works in one folder; starting it where it already runs joins it."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return once connections are accepted, after recovery from a crash where one was."""
        account = self._prepare_folder()
        deadline = time.monotonic() + _START_SECONDS
        while (lock := self._take_lock()) is None:
            if self._answers():
                return
            if time.monotonic() > deadline:
                raise PostgresFolderInUse(self.folder)
            time.sleep(0.05)
        try:
            self._start_server(account, lock, deadline)
        finally:
            os.close(lock)  # the server's processes keep theirs

    def stop(self) -> None:
        """Stop what `start` started, connections or not; a server it only joined goes on."""
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)  # at once; the next start recovers from the log
            process.wait()

    def url(self, database: str = "bangvang") -> str:
        """Where a database of this server is, running or not."""
        host = quote(str(socket_folder(self.folder)), safe="")
        return f"postgresql://{USER}@/{quote(database)}?host={host}&port={_PORT}"

    def ensure_database(self, name: str, *, disposable: bool = False) -> None:
        """Create a database where there is none; a disposable one may lose its last moments."""
        ensure_database(self.url("postgres"), name, disposable=disposable)

    def _prepare_folder(self) -> Account:
        account = Account.for_server(self.data)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not account.is_ourselves:
                let_through(account, self.folder)
                let_through(account, program("postgres"))
                os.chown(self.folder, account.uid, account.gid)
            self.folder.chmod(0o700)
            socket_folder(self.folder, account)
        except PermissionError:
            raise PostgresFolderNotWritable(self.folder, account.name) from None
        except OSError as error:
            raise self._refusal(str(error), account) from error
        return account

    def _take_lock(self) -> int | None:
        """The lock's descriptor, or None while any process of a server here still lives."""
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def _answers(self) -> bool:
        return _status(self.data) == "ready"

    def _start_server(self, account: Account, lock: int, deadline: float) -> None:
        for unfinished in self.folder.glob("data.new*"):
            shutil.rmtree(unfinished)
        if not self.data.exists():
            self._make_cluster(account)
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != MAJOR:
            raise PostgresVersionDiffers(self.data, found=found, expected=MAJOR)
        self._forget_dead_server()
        self._shorten_log()
        settings = {
            **_SETTINGS,
            **({} if self.durable else _THROWAWAY),
            "unix_socket_directories": str(socket_folder(self.folder)),
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with self.log.open("ab") as log:
            self.process = self._run(
                ["postgres", "-D", str(self.data), "-p", _PORT, *options],
                account=account,
                output=log.fileno(),
                keep_open=lock,
            )
        self._await_ready(self.process, account, deadline)

    def _make_cluster(self, account: Account) -> None:
        """Make it aside and rename it, so that half a cluster is never taken for one."""
        aside = Path(mkdtemp(prefix="data.new", dir=self.folder))
        if not account.is_ourselves:
            os.chown(aside, account.uid, account.gid)
        command = ["initdb", "-D", str(aside), "-U", USER, "--encoding=UTF8", "--locale=C"]
        # The socket's folder is closed to everybody else: whoever reaches it owns the data.
        command += ["--auth=trust", *([] if self.durable else ["--no-sync"])]
        initdb = self._run(command, account=account, output=subprocess.PIPE)
        said, _ = initdb.communicate()
        if initdb.returncode:
            shutil.rmtree(aside, ignore_errors=True)
            text = said.decode(errors="replace")
            self.log.write_text(text, encoding="utf-8")
            raise self._refusal(text, account)
        aside.rename(self.data)

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a killed server: its number may by now be somebody else's."""
        with suppress(FileNotFoundError, ValueError, IndexError):
            number = int(_pid_file(self.data)[0])
            command = Path(f"/proc/{number}/comm")
            if not command.exists() or command.read_text().strip() != "postgres":
                (self.data / "postmaster.pid").unlink()

    def _shorten_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".1"))

    def _await_ready(
        self, process: subprocess.Popen[bytes], account: Account, deadline: float
    ) -> None:
        begin = self.log.stat().st_size
        while not (_pid_file(self.data)[:1] == [str(process.pid)] and self._answers()):
            if process.poll() is not None:
                self.process = None
                raise self._refusal(self._said_since(begin), account)
            if time.monotonic() > deadline:
                self.stop()
                raise PostgresDidNotStart(self.log, "it was not ready within a minute")
            time.sleep(0.01)

    def _said_since(self, begin: int) -> str:
        with self.log.open("rb") as log:
            log.seek(begin)
            return log.read().decode(errors="replace")

    def _refusal(self, said: str, account: Account) -> PostgresRefused:
        if "No space left on device" in said or "Disk quota exceeded" in said:
            return PostgresDiskFull(self.folder)
        if "Permission denied" in said or "Read-only file system" in said:
            return PostgresFolderNotWritable(self.folder, account.name)
        if "Is another postmaster" in said or "still in use" in said:
            return PostgresFolderInUse(self.folder)
        lines = [line for line in said.splitlines() if line.strip()]
        fatal = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
        return PostgresDidNotStart(self.log, (fatal or lines or ["it said nothing"])[-1].strip())
