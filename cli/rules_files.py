"""`bangvang rules check FILE` and `load FILE`: a set of rules that comes as a file."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from approvals.commands.load_rule_sets import load_rule_set
from approvals.rules.laying_out import laid_out
from approvals.rules.loader import LoadedRuleSet, load_file
from cli.access import database
from cli.listing import tell
from cli.options import AsJson
from cli.writing import DryRun, writing
from core.clock import now

_File = Annotated[
    Path, Parameter(validator=validators.Path(exists=True, dir_okay=False), help="The TOML file.")
]


def check(file: _File, *, as_json: AsJson = False) -> None:
    """Check that a file of rules holds together; nothing is stored, and no database is needed.

    How a file is written: docs/reference/rules.md. What is wrong is named by its place.

    Example: bangvang rules check nd-moi.toml

    """
    facts = _facts(load_file(file))
    tell(
        f"{file} holds together: {facts['id']}, from {facts['from']}, {facts['awards']} awards, "
        f"{facts['values']} values, {facts['unverified']} of them not verified.",
        facts,
        as_json=as_json,
    )


def load(file: _File, *, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Store a new set of rules from a file. Submissions from its first day on go by it.

    A set that is stored never changes: one with new content needs a new id and first day. To
    change single values, an administrator makes a new edition on the page of the rules.

    Example: bangvang rules load nd-moi.toml --dry-run

    """
    loaded = load_file(file)
    facts = _facts(loaded)
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        added = load_rule_set(session, loaded, now=now())
    said = (
        f"{facts['id']} is loaded: submissions go by it from {facts['from']} on."
        if added
        else f"{facts['id']} is stored already; nothing was changed."
    )
    tell(said, facts | {"added": added, "kept": added and not dry_run}, as_json=as_json)


def _facts(loaded: LoadedRuleSet) -> dict[str, object]:
    values = laid_out(loaded.content)
    return {
        "id": loaded.rules.id,
        "title": loaded.rules.title,
        "from": loaded.rules.valid_from,
        "until": loaded.rules.valid_to,
        "awards": len(loaded.rules.awards),
        "values": len(values),
        "unverified": sum(not one.verified for one in values),
        "digest": loaded.digest,
    }
