"""What `bangvang up` says on the terminal: a line per process, then where to go."""

import sys
import time
from pathlib import Path

from core.settings import Settings

_GREEN, _YELLOW, _BOLD, _PLAIN = "\x1b[32m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


class Screen:
    """Hears the supervisor. Times count from the command's start."""

    def __init__(self, settings: Settings, logs: Path) -> None:
        self._settings = settings
        self._logs = logs
        self._begun_at = time.monotonic()
        self._welcomed = False

    def began(self) -> None:
        self._say(f"Bảng Vàng starts in {self._settings.home.absolute()}")

    def became_ready(self, name: str, seconds: float) -> None:
        so_far = time.monotonic() - self._begun_at
        self._say(f"  {self._paint(_GREEN, '✓')} {name:<10} {so_far:5.1f} s (took {seconds:.1f})")
        if name == "web" and not self._welcomed:
            self._welcomed = True
            self._welcome()
        if name == "demo":
            self._say(f"    people to sign in as: {self._logs / 'demo.log'}")

    def ended(self, name: str, reason: str, again_in: float) -> None:
        mark = self._paint(_YELLOW, "!")
        self._say(f"  {mark} {name}: {reason} Again in {again_in:g} s; see {self._log_of(name)}.")

    def stopped(self) -> None:
        self._say("Stopped; everything is kept.")

    def _welcome(self) -> None:
        base = self._settings.base_url
        self._say(f"\n  Open           {self._paint(_BOLD, base)}")
        if self._settings.development and self._settings.sendgrid_api_key is None:
            self._say(f"  Local mailbox  {base}/dev/mail")
        if not self._settings.engine_api_url:
            port = self._settings.engine_port
            self._say(f"  Engine         http://127.0.0.1:{port} (starting)")
        self._say(f"  Logs           {self._logs}\n  Stop           Ctrl-C\n")

    def _log_of(self, name: str) -> Path:
        of_database = self._settings.home.absolute() / "postgres" / "log"
        return of_database if name == "database" else self._logs / f"{name}.log"

    def _paint(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if sys.stdout.isatty() else text

    def _say(self, line: str) -> None:
        print(line, flush=True)
