"""The embedded PostgreSQL: one private server in one folder, reached by a local socket only.

folder/data     the cluster, owned by whoever runs the server
folder/socket   where it listens, unless the path is too long for a socket
folder/lock     held by every process of a living server
folder/log      what the server says
"""

import fcntl
import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from core.accounts import Account, let_through
from core.postgres import cluster, programs, sockets
from core.postgres.databases import answers, ensure_database
from core.postgres.refusals import PostgresDidNotStart, PostgresFolderInUse, refusal_for

_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_LONGEST_LOG = 4 * 2**20

# A small office's server beside the application, not a machine of its own.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "bangvang",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    # Statements and details quote names and addresses; these are nobody's business in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
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
_THROWAWAY = {"fsync": "off", "full_page_writes": "off"}  # survives a kill, not a power cut


class EmbeddedPostgres:
    """The server of one folder. `durable=False` is for data that may die with the machine."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None
        self._data = self.folder / "data"
        self._log = self.folder / "log"

    def start(self, *, join: bool = True) -> None:
        """Return once connections are accepted.

        Joins a server that already runs here, or with `join=False` waits for its end first.
        One that is started here lives as long as the calling thread does.
        """
        account = Account.for_server(self._data)
        try:
            self._prepare_folder(account)
            self._start_or_join(account, join=join)
        except OSError as error:
            raise refusal_for(str(error), self.folder, account.name) from error

    def stop(self) -> None:
        """Stop what `start` started, connections or not; a server it only joined goes on."""
        process, self.process = self.process, None
        if process is None:
            return
        if answers(self.url("postgres")):
            process.send_signal(programs.FAST_SHUTDOWN)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_SECONDS)
        process.send_signal(programs.IMMEDIATE_SHUTDOWN)  # where it has not ended yet
        process.wait()
        sockets.clear(self.folder)

    def url(self, database: str = "bangvang") -> str:
        """Where a database of this server is, running or not."""
        host = quote(str(sockets.socket_folder(self.folder)), safe="")
        return f"postgresql://{cluster.USER}@/{quote(database)}?host={host}&port={sockets.PORT}"

    def ensure_database(self, name: str, *, disposable: bool = False) -> None:
        """Create a database where there is none; see `databases.ensure_database`."""
        ensure_database(self.url(name), disposable=disposable)

    def _prepare_folder(self, account: Account) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not account.is_ourselves:
            let_through(account, self.folder)
            let_through(account, programs.program("postgres"))
            account.take(self.folder)
        self.folder.chmod(0o700)
        sockets.prepare(self.folder, account)

    def _start_or_join(self, account: Account, *, join: bool) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while (lock := self._take_lock(account)) is None:
            if join and self._is_ready() and answers(self.url("postgres")):
                return
            if time.monotonic() > deadline:
                raise PostgresFolderInUse(self.folder)
            time.sleep(0.05)  # another process starts it, or a killed one's last backends leave
        try:
            cluster.prepare(self._data, account, durable=self.durable)
            self._start(account, lock, deadline)
        finally:
            os.close(lock)  # the server's processes keep theirs

    def _take_lock(self, account: Account) -> int | None:
        """The lock's descriptor, or None while any process of a server here lives."""
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        account.take(descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def _start(self, account: Account, lock: int, deadline: float) -> None:
        settings = _SETTINGS | ({} if self.durable else _THROWAWAY)
        settings["unix_socket_directories"] = str(sockets.socket_folder(self.folder))
        if self._log.exists() and self._log.stat().st_size > _LONGEST_LOG:
            self._log.replace(self._log.with_suffix(".1"))
        with self._log.open("ab") as log:
            begin = log.tell()
            account.take(log.fileno())
            self.process = programs.start(
                "postgres",
                ["-D", str(self._data), "-p", str(sockets.PORT)]
                + [f"--{name}={value}" for name, value in settings.items()],
                account=account,
                output=log.fileno(),
                folder=self.folder,
                keep_open=[lock],
            )
        while not self._is_ready(self.process.pid):
            if self.process.poll() is not None:
                self.process = None
                raise refusal_for(self._said_since(begin), self.folder, account.name)
            if time.monotonic() > deadline:
                self.stop()
                raise PostgresDidNotStart(self.folder, "it was not ready within a minute")
            time.sleep(0.01)

    def _is_ready(self, process: int | None = None) -> bool:
        match cluster.status(self._data):
            case (number, "ready"):
                return process in {None, number}
        return False

    def _said_since(self, begin: int) -> str:
        with self._log.open("rb") as log:
            log.seek(begin)
            return log.read().decode(errors="replace")
