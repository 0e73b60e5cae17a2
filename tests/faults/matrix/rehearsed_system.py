"""The running system of a rehearsal: with failpoints, a clock of its own, a SendGrid stub."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from core import clock, processes
from core.failpoints import CLOCK, HIT, VARIABLE
from tests.browser.mailbox import Mail
from tests.faults.reviewers import Reviewers
from tests.notifications.mailers.stub import KEY, Stub
from tests.notifications.signed import Event, SendGridKey, a_body
from tests.running_system import RunningSystem, descendants, eventually
from tests.source_code import ROOT

_REPORTS = "/api/sendgrid/events"


class RehearsedSystem(RunningSystem):
    """Break it, put its clock wrong, and ask its engine to sweep at once."""

    program = ("tests.faults.matrix.keeping",)

    def __init__(self, home: Path, stub: Stub) -> None:
        super().__init__(home)
        self.stub = stub
        self.webhook = SendGridKey()
        self.failpoints = home.parent / "failpoints"
        self.failpoints.mkdir()
        self.offset = timedelta()

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "PYTHONPATH": str(ROOT),
            VARIABLE: str(self.failpoints),
            "BANGVANG_SENDGRID_API_KEY": KEY,
            "BANGVANG_SENDGRID_HOST": self.stub.url,
            "BANGVANG_SENDGRID_WEBHOOK_KEY": self.webhook.public,
        }

    def now(self) -> datetime:
        """By the system's clock."""
        return clock.now() + self.offset

    def skip(self, by: timedelta) -> None:
        """Put its clock forward, or back."""
        self.offset += by
        written = self.failpoints / f".{CLOCK}"
        written.write_text(str(self.offset.total_seconds()))
        written.replace(self.failpoints / CLOCK)

    def arm(self, point: str, action: str) -> None:
        self.disarm()
        written = self.failpoints / f".{point}"
        written.write_text(action)
        written.replace(self.failpoints / point)

    def is_hit(self, point: str) -> bool:
        return (self.failpoints / f"{point}{HIT}").exists()

    def disarm(self) -> None:
        for file in self.failpoints.iterdir():
            if file.name != CLOCK:
                file.unlink(missing_ok=True)

    def pause(self, name: str) -> list[int]:
        """SIGSTOP a process and all below it; what was stopped."""
        eventually(lambda: self.number_of(name) is not None)
        number = self.number_of(name)
        assert number is not None
        numbers = [number, *descendants(number)]
        for each in numbers:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGSTOP)
        return numbers

    def stopped(self) -> list[int]:
        """Those of its processes that are stopped."""
        return [number for number in self.everything() if _state(number) == "T"]

    def sweep(self, name: str) -> None:
        """As an operator who presses *Quick run* in Prefect's screen; nothing where it is away."""
        with suppress(httpx2.HTTPError, KeyError):
            found = self._prefect("GET", f"deployments/name/{name}/{name}")
            self._prefect("POST", f"deployments/{found['id']}/create_flow_run", {})

    def unfinished_runs(self) -> list[dict[str, Any]]:
        """Prefect's runs of dossiers that have not ended."""
        wanted = ["PAUSED", "SCHEDULED", "PENDING", "RUNNING"]
        asked = {
            "flows": {"name": {"any_": ["nomination"]}},
            "flow_runs": {"state": {"type": {"any_": wanted}}},
        }
        runs: list[dict[str, Any]] = self._prefect("POST", "flow_runs/filter", asked)
        return runs

    def report(self, *events: Event, signed_at: datetime | None = None) -> int:
        """What SendGrid's webhook brings; the answer's status, 0 for none."""
        body = a_body(*events)
        headers = self.webhook.headers(body, signed_at or self.now())
        with suppress(httpx2.TransportError):
            return httpx2.post(f"{self.url}{_REPORTS}", content=body, headers=headers).status_code
        return 0

    @contextmanager
    def another_worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A second one beside the first, as on another machine."""
        with (self.home / "logs/second-worker.log").open("ab") as log:
            process = processes.start(
                [sys.executable, "-P", "-m", "cli", "worker"],
                environment=self.environment,
                output=log,
                folder=self.home,
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.wait(30)

    def _prefect(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 -- JSON
        address = f"http://127.0.0.1:{self.engine_port}/api/{path}"
        answer = httpx2.request(method, address, json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()


class StubMailbox:
    """What the stub took of this trial, as its readers find it."""

    def __init__(self, stub: Stub, *, passing_over: str) -> None:
        self._stub, self._passing_over = stub, passing_over
        self._read = len(stub.out)

    def unread(self) -> list[Mail]:
        fresh = self._stub.out[self._read :]
        self._read += len(fresh)
        mails = [_mail(request) for request in fresh]
        return [mail for mail in mails if self._passing_over not in mail.text]


def reviewers_of(system: RehearsedSystem, *, passing_over: str) -> Reviewers:
    """Everybody whom the stub's mails ask, but not about the dossier of that code."""
    return Reviewers(system.url, StubMailbox(system.stub, passing_over=passing_over))


def _mail(request: dict[str, Any]) -> Mail:
    [personalization] = request["personalizations"]
    [text] = [part["value"] for part in request["content"] if part["type"] == "text/plain"]
    return Mail(
        id=personalization["custom_args"]["message_id"],
        to=personalization["to"][0]["email"],
        subject=request["subject"],
        text=text,
    )


def _state(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""
