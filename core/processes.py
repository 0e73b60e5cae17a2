"""Starting processes that never outlive us, even when we are killed with -9."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from core.accounts import Account

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec only the call itself is safe.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def start(  # noqa: PLR0913 -- each is a different fact about the process
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    output: IO[bytes] | int,
    folder: Path,
    account: Account | None = None,
    when_orphaned: signal.Signals = signal.SIGTERM,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that Ctrl-C reaches only us.

    The kernel sends it `when_orphaned` when the *thread* that called this ends, so call it
    from one that lives as long as the process is wanted.
    """
    other = account is not None and not account.is_ourselves
    return subprocess.Popen(  # noqa: S603 -- callers name their own programs
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=folder,
        start_new_session=True,
        pass_fds=keep_open,
        user=account.uid if other and account else None,
        group=account.gid if other and account else None,
        extra_groups=[] if other else None,
        preexec_fn=_tie_to_parent(when_orphaned),  # noqa: PLW1509 -- one system call, no locks
    )


def _tie_to_parent(when_orphaned: signal.Signals) -> Callable[[], None]:
    parent, number, libc = os.getpid(), int(when_orphaned), _LIBC

    def tie() -> None:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:  # it died before the call above
                os._exit(1)

    return tie
