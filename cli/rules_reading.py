"""`bangvang rules list`, `show` and `compare`: what the stored rules say."""

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from approvals.domain.refusals.filing import AwardUnknown
from approvals.domain.refusals.missing import RuleSetNotFound
from approvals.queries import rules
from approvals.queries.running import open_by_edition
from approvals.rules.laying_out import Laid, Said, differing, laid_out
from cli.access import database
from cli.listing import show
from cli.options import AsJson
from cli.writing import Flag
from core.clock import local_date, now
from core.database import transaction

_AWARDS_NAMED = 3  # more are counted


def list_(*, as_json: AsJson = False) -> None:
    """List the sets of rules: their days, their newest edition, and how well they are known."""
    today = local_date(now())
    with database() as engine, transaction(engine) as session:
        stored = rules.all_stored(session)
        in_force = next((row.id for row in stored if row.valid_from <= today), None)
        rows = []
        for row in stored:
            newest = rules.newest_edition(session, row.id)
            values = laid_out(rules.content(session, row.id, newest))
            rows.append(
                {
                    "id": row.id,
                    "title": row.title,
                    "from": row.valid_from,
                    "until": row.valid_to,
                    "in_force": row.id == in_force,
                    "edition": newest,
                    "values": len(values),
                    "unverified": sum(not one.verified for one in values),
                    "open_dossiers": sum(open_by_edition(session, row.id).values()),
                }
            )
        show(rows, as_json=as_json, nothing="No rules are stored. Run: bangvang migrate")


def show_(
    rule_set: str,
    *,
    edition: int | None = None,
    award: str = "",
    unverified: Flag = False,
    as_json: AsJson = False,
) -> None:
    """Show what a set says: each value with its basis and how well it is known.

    Example: bangvang rules show nd152-2025 --award bk-ttg

    Args:
        rule_set: Its id, as `bangvang rules list` prints it.
        edition: The newest if not given.
        award: Only what this award goes by (its code, as `bk-ttg`).
        unverified: Only what still has to be asked about.

    """
    with database() as engine, transaction(engine) as session:
        content = _content(session, rule_set, edition)
        if award and award not in content["awards"]:
            raise AwardUnknown(award=award, rule_set=rule_set)
        values = laid_out(content, award=award)
    rows = [_row(one, as_json=as_json) for one in values if not (unverified and one.verified)]
    show(rows, as_json=as_json, nothing="Nothing is left to ask.")


def compare(
    left: str,
    right: str,
    *,
    left_edition: int | None = None,
    right_edition: int | None = None,
    as_json: AsJson = False,
) -> None:
    """Show what two sets, or two editions of one, say differently.

    Example: bangvang rules compare nd152-2025 nd152-2025 --left-edition 1

    Args:
        left: Id of the one.
        right: Id of the other.
        left_edition: The newest if not given.
        right_edition: The newest if not given.

    """
    with database() as engine, transaction(engine) as session:
        found = differing(
            _content(session, left, left_edition), _content(session, right, right_edition)
        )
    rows = [
        {
            "place": one.place,
            "awards": _awards(one.awards, as_json=as_json),
            "left": _said(one.left, as_json=as_json),
            "right": _said(one.right, as_json=as_json),
        }
        for one in found
    ]
    show(rows, as_json=as_json, nothing="They say the same.")


def _content(session: Session, rule_set: str, edition: int | None) -> dict[str, Any]:
    """Raises `RuleSetNotFound`, `EditionNotFound`."""
    if rules.stored(session, rule_set) is None:
        raise RuleSetNotFound(rule_set=rule_set)
    number = rules.rule_set(session, rule_set, edition).edition
    return rules.content(session, rule_set, number)


def _row(one: Laid, *, as_json: bool) -> Mapping[str, object]:
    row = {
        "place": one.place,
        "awards": _awards(one.awards, as_json=as_json),
        "value": one.said["value"] if as_json else _written(one.said["value"]),
        "strength": one.said["strength"],
        "basis": one.said["basis"],
    }
    return row | {"note": one.said.get("note_en") or one.said.get("note", "")} if as_json else row


def _awards(codes: tuple[str, ...], *, as_json: bool) -> object:
    counted = as_json or len(codes) <= _AWARDS_NAMED
    return codes if counted else f"{len(codes)} awards"


def _said(said: Said | None, *, as_json: bool) -> object:
    if said is None or as_json:
        return said
    return f"{_written(said['value'])} ({said['strength']}; {said['basis']})"


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
