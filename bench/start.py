"""How long `bangvang up` takes to its first page and to its engine, and what it keeps in memory."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path

from core.ports import answers_ok
from tests.running_system import RunningSystem, eventually

_IDLE_AFTER = 10.0


def main() -> None:
    """A first start in an empty home, then a second one; ends with a table."""
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        system = RunningSystem(Path(folder) / "home")
        print("| start | first page | engine ready | idle PSS | idle RSS | stopped in |")
        print("|---|---|---|---|---|---|")
        for name in ("first, empty home", "second"):
            print(f"| {name} | " + " | ".join(_measure(system)) + " |", flush=True)
        print("| wanted | ≤ 5 s | ≤ 20 s | < 900 MiB | | |")


def _measure(system: RunningSystem) -> list[str]:
    begun_at = time.monotonic()
    system.start()
    eventually(lambda: answers_ok(f"{system.url}/"))
    first_page = time.monotonic() - begun_at
    system.wait_for_engine()
    engine = time.monotonic() - begun_at
    time.sleep(_IDLE_AFTER)
    pss, rss = memory_of(system, "Pss:"), memory_of(system, "Rss:")
    stopped_at = time.monotonic()
    system.stop()
    stopped = time.monotonic() - stopped_at
    return [
        f"{first_page:.1f} s",
        f"{engine:.1f} s",
        f"{pss:.0f} MiB",
        f"{rss:.0f} MiB",
        f"{stopped:.1f} s",
    ]


def memory_of(system: RunningSystem, kind: str) -> float:
    """MiB of all processes. PSS counts a shared page once; RSS once for each that maps it."""
    lines: list[str] = []
    for number in system.everything():
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            lines += Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(kind)) / 1024


if __name__ == "__main__":
    main()
