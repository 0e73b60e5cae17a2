"""`bangvang rules`: the rules that dossiers go by."""

from cyclopts import App

# Name, where it is, and its line in `bangvang rules --help`.
COMMANDS = (
    ("list", "cli.rules_reading:list_", "List the sets of rules, the newest first."),
    ("show", "cli.rules_reading:show_", "Show what a set says, each value with its source."),
    ("compare", "cli.rules_reading:compare", "Show what two sets say differently."),
    ("dry-run", "cli.rules_dry_run:dry_run", "Show what rules would mean for open dossiers."),
    ("check", "cli.rules_files:check", "Check that a file holds together; nothing is stored."),
    ("load", "cli.rules_files:load", "Store a new set of rules from a file."),
)

app = App(name="rules", help="The rules that dossiers go by.")
for _order, (_name, _place, _summary) in enumerate(COMMANDS):
    app.command(_place, name=_name, help=_summary, sort_key=_order)
