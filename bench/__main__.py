"""`make bench`: every figure that this project promises, measured on this machine."""

import importlib
import os
import sys

from rich.console import Console

from bench import goals

BENCHES = (
    "start",
    "decision",
    "click",
    "conduct",
    "click_to_mail",
    "mail",
    "docket",
    "replay",
    "past_day",
    "morning_brief",
    "verify",
    "dossier_list",
    "dashboard",
    "dry_run",
    "figures",
    "import_list",
    "national",
    "memory",
    "failpoints",
)
LONG = ("load", "many")  # only when they are named


def main() -> None:
    """All of them, or those named on the command line."""
    system, python = os.uname(), sys.version.split()[0]
    print(f"{os.cpu_count()} processors, {system.sysname} {system.machine}, Python {python}")
    named = [word for word in sys.argv[1:] if word in {*BENCHES, *LONG}]
    for name in named or BENCHES:
        print(f"\n## {name.replace('_', ' ')}\n")
        importlib.import_module(f"bench.{name}").main()
    if goals.reached:
        goals.show(Console())


main()
