"""A peer as a program in its own environment, asked for one round after another."""

import json
import subprocess
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.peers.work import Round

PYTHON = Path(".venv-peers/bin/python")


class NotInstalled(Exception):
    """Peers are no part of the project: `make bench-peers` installs them."""


class Program:
    """Runs until the block ends. It prints `"ready"`, then an answer for each round."""

    def __init__(self, module: str, *arguments: str) -> None:
        if not PYTHON.exists():
            raise NotInstalled("peers are not installed: make bench-peers")
        self._process = subprocess.Popen(  # noqa: S603 -- a program of this folder
            [str(PYTHON), "-m", f"bench.peers.{module}", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Self:
        self._answer()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None  # noqa: S101 -- opened above
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask(self, asked: Round) -> Any:  # noqa: ANN401 -- what the peer measured
        assert self._process.stdin is not None  # noqa: S101 -- opened above
        print(json.dumps(asdict(asked)), file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> Any:  # noqa: ANN401 -- likewise
        assert self._process.stdout is not None  # noqa: S101 -- opened above
        line = self._process.stdout.readline()
        while line and not line.strip():
            line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended")
        return json.loads(line)
