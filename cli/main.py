"""`bangvang`: finds the command, and says a refusal as one sentence.

A command is a function (or an `App` of its own, for `bangvang person add`) in a file of its
own. It is named here by import string, so that `--help` and every other command stay quick.
Each takes `as_json: AsJson = False` (cli/options.py) where a script may want the answer.
"""

import json
import sys
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, Parameter

from core.refusal import Refusal

# Name, where it is, and its line in `bangvang --help`, in the order of a newcomer's needs.
COMMANDS = (
    ("up", "cli.up:up", "Run everything on this machine."),
    ("demo", "cli.demo:demo", "Fill an empty database with bodies, people and submissions."),
    ("import", "cli.import_file:import_file", "Bring in a submission from an XLSX file."),
    (
        "import-record",
        "cli.import_record:import_record_file",
        "Bring in awards that were decided before.",
    ),
    ("dossier", "cli.dossier:app", "List dossiers, or show one."),
    ("body", "cli.body:app", "Bodies: units, councils, blocs, boards."),
    ("person", "cli.person:app", "People."),
    ("seat", "cli.seat:app", "Who holds which office in which body."),
    ("rules", "cli.rules:app", "The rules that dossiers go by."),
    ("cover", "cli.cover:app", "Who acts for whom while they are away."),
    ("data", "cli.data:app", "What people ask about their own data."),
    ("audit", "cli.audit:app", "Seal the record, and prove that nothing in it was changed."),
    ("backup", "cli.backup:backup", "Write everything into one file."),
    ("restore", "cli.restore:restore", "Bring a backup back, in an empty place."),
    ("mail", "cli.mail:app", "Mail that a restored backup left in doubt."),
    ("doctor", "cli.doctor:doctor", "Check that this system is able to work."),
    ("reconcile", "cli.reconcile:reconcile", "Bring the engine back to what the database says."),
    ("migrate", "cli.migrate:migrate", "Bring the database up to date."),
    ("web", "cli.web:web", "Run the web alone."),
    ("worker", "cli.worker:worker", "Run one worker alone."),
)


def application(asked: str = "") -> App:
    """Every command; the one asked for says itself what it does."""
    app = App(
        name="bangvang",
        help="Bảng Vàng carries award nominations from the unit to the final authority.",
        version=lambda: version("bangvang"),
        help_format="markdown",
        default_parameter=Parameter(show_default=False),  # said where it is worth saying
    )
    for order, (name, place, summary) in enumerate(COMMANDS):
        summary_or_own = None if name == asked else summary
        app.command(place, name=name, help=summary_or_own, sort_key=order)
    return app


def main(words: Sequence[str] | None = None) -> None:
    """Exit 0 when it holds, 1 when it was refused, 2 when the command line was not understood."""
    words = sys.argv[1:] if words is None else words
    try:
        application(asked=words[0] if words else "")(words)
    except Refusal as refusal:
        _say(refusal, as_json="--json" in words)
        sys.exit(1)


def _say(refusal: Refusal, *, as_json: bool) -> None:
    if as_json:
        said = {"code": refusal.code, "sentence": refusal.sentence, "field": refusal.field}
        print(json.dumps(said | {"facts": dict(refusal.facts)}, ensure_ascii=False, default=str))
    else:
        print(f"{refusal.sentence} ({refusal.code})", file=sys.stderr)
