"""`bangvang rules`: the rules that dossiers go by."""

from collections.abc import Callable

from cyclopts import App

from cli.rules_dry_run import dry_run
from cli.rules_files import check, load
from cli.rules_reading import compare, list_, show_

# Name and what it runs, in the order of `bangvang rules --help`.
COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("list", list_),
    ("show", show_),
    ("compare", compare),
    ("dry-run", dry_run),
    ("check", check),
    ("load", load),
)

app = App(name="rules", help="The rules that dossiers go by.")
for _order, (_name, _command) in enumerate(COMMANDS):
    app.command(_command, name=_name, sort_key=_order)
