"""Keeps a few processes running, in order, and leaves none behind.

One loop in one thread, since the kernel ties a process to the thread that started it.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from core.refusal import Refusal

Process = subprocess.Popen[bytes]

_TICK = 0.1
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_SETTLED_AFTER = 60.0  # seconds of work after which a death counts as the first again
_PATIENCE = 10.0
_MINUTE = 60.0
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ServiceFailed(Refusal):
    """What must succeed before the rest can start did not; the sentence is its own."""

    code = "service_failed"


def stop_politely(process: Process) -> None:
    """Ask it to end, wait a little, then end it and whatever it started."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A process that is wanted for as long as we run, or (`once`) a step that ends with 0.

    `essential`: when its first start fails, there is no point in going on.
    """

    name: str
    start: Callable[[], Process]
    after: tuple[str, ...] = ()
    is_ready: Callable[[], bool] = lambda: True
    look_every: float = _TICK
    stop: Callable[[Process], None] = stop_politely
    last_words: Callable[[], str] = str
    once: bool = False
    essential: bool = False


class Audience(Protocol):
    """Who is told how it goes."""

    def became_ready(self, name: str, seconds: float) -> None: ...

    def ended(self, name: str, reason: str, again_in: float) -> None: ...


@dataclass(slots=True)
class _Kept:
    """What is known of one service now."""

    service: Service
    process: Process | None = None
    started_at: float = 0.0
    ready: bool = False
    was_ready: bool = False
    deaths: int = 0
    looked_at: float = 0.0

    def is_due(self, now: float) -> bool:
        done = self.service.once and self.ready
        return self.process is None and not done and now >= self.not_before

    def has_become_ready(self, now: float) -> bool:
        if self.ready or self.service.once or now - self.looked_at < self.service.look_every:
            return False
        self.looked_at = now
        return self.service.is_ready()

    not_before: float = 0.0


class Supervisor:
    """Starts services in the order given, each when those it comes `after` are ready."""

    def __init__(
        self,
        services: Sequence[Service],
        audience: Audience,
        *,
        each_minute: Callable[[], None] = lambda: None,
        longest_pause: float = _LONGEST_PAUSE,
    ) -> None:
        self._kept = [_Kept(service) for service in services]
        self._audience = audience
        self._each_minute = each_minute
        self._longest_pause = longest_pause
        self._minute_ends = 0.0
        self._asked_to_stop = False

    def run(self) -> None:
        """Return after a signal asked to stop and everything has stopped.

        Raises what kept a first start from succeeding; a later death only means another try.
        """
        with self._signals_heard():
            try:
                while not self._asked_to_stop:
                    self._tick(time.monotonic())
                    time.sleep(_TICK)
            finally:
                for kept in reversed(self._kept):
                    if kept.process is not None:
                        kept.service.stop(kept.process)

    @contextmanager
    def _signals_heard(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._ask_to_stop) for number in _STOP_SIGNALS}
        try:
            yield
        finally:
            for number, former in before.items():
                signal.signal(number, former)

    def _ask_to_stop(self, _number: int, _frame: object) -> None:
        self._asked_to_stop = True

    def _tick(self, now: float) -> None:
        # The last first: the database's start takes a moment, in which the others can load.
        for kept in reversed(self._kept):
            self._look_after(kept, now)
        if now >= self._minute_ends:
            self._minute_ends = now + _MINUTE
            self._each_minute()

    def _look_after(self, kept: _Kept, now: float) -> None:
        if kept.is_due(now) and self._may_start(kept.service):
            self._start(kept, now)
        elif kept.process is None:
            return
        elif (code := kept.process.poll()) is not None:
            self._ended(kept, code, now)
        elif kept.has_become_ready(now):
            self._became_ready(kept, now)

    def _may_start(self, service: Service) -> bool:
        return all(kept.ready for kept in self._kept if kept.service.name in service.after)

    def _start(self, kept: _Kept, now: float) -> None:
        kept.started_at = now
        try:
            kept.process = kept.service.start()
        except (Refusal, OSError) as problem:  # OSError: no memory or no room for a process
            if kept.service.essential and not kept.was_ready:
                raise
            self._pause(kept, str(problem), now)

    def _ended(self, kept: _Kept, code: int, now: float) -> None:
        service, kept.process = kept.service, None
        if service.once and code == 0:
            self._became_ready(kept, now)
            return
        words = service.last_words() or f"it ended with {code}."
        if service.once or (service.essential and not kept.was_ready):
            raise ServiceFailed(f"{service.name}: {words}")
        self._pause(kept, f"it ended with {code}." if kept.was_ready else words, now)

    def _became_ready(self, kept: _Kept, now: float) -> None:
        kept.ready = kept.was_ready = True
        self._audience.became_ready(kept.service.name, now - kept.started_at)

    def _pause(self, kept: _Kept, reason: str, now: float) -> None:
        kept.ready = False
        kept.deaths = 1 if now - kept.started_at > _SETTLED_AFTER else kept.deaths + 1
        pause = min(self._longest_pause, _FIRST_PAUSE * 2 ** (kept.deaths - 1))
        kept.not_before = now + pause
        self._audience.ended(kept.service.name, reason, pause)
