"""`bangvang dossier`: where each dossier is, who has it, until when, and why it does not move."""

import json
from datetime import date
from uuid import UUID

from cyclopts import App

from approvals.domain.why_stuck import Stuck
from approvals.domain.wording import plain
from approvals.queries.agency_opinions import Told
from approvals.queries.dossier_filters import Filters, Trouble
from approvals.queries.dossier_list import DossierRow, Sort, dossiers
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.events import Entry
from approvals.queries.standing import Placed, stuck
from approvals.queries.visibility import Viewer
from cli.access import database
from cli.listing import Limit, show, table
from cli.options import AsJson
from cli.writing import Flag
from core.clock import ZONE, local_date, now
from core.database import transaction
from core.ids import uuid7
from models.bodies import Person
from models.enums import DossierState, GateState, Office, Stage
from models.gates import Gate

app = App(name="dossier", help="List dossiers, or show one.")


@app.command(name="list")
def list_(  # noqa: PLR0913 -- what a list may be narrowed to
    *,
    search: str = "",
    state: DossierState | None = None,
    stage: Stage | None = None,
    award: str = "",
    body: str = "",
    overdue: Flag = False,
    sort: Sort = Sort.CODE,
    limit: Limit = 500,
    as_json: AsJson = False,
) -> None:
    """List dossiers: code, award, state, stage, round, who has them, and until when.

    Args:
        search: Part of a nominee's name (without diacritics too), a code or a number.
        state: Only dossiers in this state.
        stage: Only dossiers at this stage.
        award: Only for this award (its code, as `bk-ttg`).
        body: Only submitted by this body (its slug).
        overdue: Only what is past its due day.
        sort: By code if not given otherwise.

    """
    filters = Filters(
        search=search,
        state=state,
        stage=stage,
        award=award,
        body=body,
        trouble=Trouble.OVERDUE if overdue else None,
    )
    moment = now()
    with database() as engine, transaction(engine) as session:
        found = dossiers(session, _operator(), filters, now=moment, sort=sort, limit=limit)
        placed = [Placed(row.dossier, row.gate, row.rule) for row in found.rows]
        causes = stuck(session, placed, now=moment)
        rows = [_row(row, causes.get(row.dossier.id)) for row in found.rows]
        show(rows, as_json=as_json, nothing="No dossier found.")


@app.command(name="show")
def show_(code: str, *, as_json: AsJson = False) -> None:
    """Show one dossier: where it is, who is asked, and what happened so far.

    Args:
        code: As `HS-2026-000123`.

    """
    moment = now()
    with database() as engine, transaction(engine) as session:
        page = dossier_page(session, _operator(), code)
        placed = Placed(page.dossier, page.gates[-1].gate, page.award)
        causes = stuck(session, [placed], now=moment)
        facts = _facts(page, causes.get(page.dossier.id))
        if as_json:
            print(json.dumps(facts, ensure_ascii=False, default=str))
        else:
            _print(facts)


def _operator() -> Viewer:
    """Whoever may run commands on this machine sees everything."""
    person = Person(id=uuid7(), name="", email="", sort_key="", search_key="")
    nowhere = frozenset[UUID]()
    return Viewer(
        person=person,
        on=local_date(now()),
        seats=frozenset(),
        offices=frozenset({Office.ADMINISTRATOR}),
        subtree=nowhere,
        bodies=nowhere,
    )


def _row(row: DossierRow, cause: Stuck | None) -> dict[str, object]:
    return {
        "code": row.dossier.code,
        "nominee": row.nominee.name,
        "award": row.award.code,
        "state": row.dossier.state.value,
        "stage": row.dossier.stage.value,
        "round": row.dossier.round,
        "holders": [person.name for person in row.holders.people],
        "due": _due(row.gate),
        **_why(cause),
    }


def _due(gate: Gate | None) -> date | None:
    return gate.due_on if gate and gate.state is GateState.OPEN else None


def _why(found: Stuck | None) -> dict[str, str]:
    """The cause that must be dealt with first: its code, and a sentence; empty while it moves."""
    if found is None:
        return {"stuck": "", "why": ""}
    return {"stuck": found.cause.code, "why": found.sentence_in(str, plain)}


def _facts(page: DossierPage, cause: Stuck | None) -> dict[str, object]:
    story, dossier = page.open_gate, page.dossier
    holders = (
        [d.person.name for d in story.duties if d.assignment.state == "active"] if story else []
    )
    gate = story.gate if story else None
    return {
        "code": dossier.code,
        "nominee": page.nominee.name,
        "kind": page.nominee.kind.value,
        "position": page.nominee.position,
        "award": page.award.code,
        "award_name": page.award.name,
        "submission": page.submission.number,
        "body": page.body.name,
        "campaign": page.campaign.name,
        "state": dossier.state.value,
        "stage": dossier.stage.value,
        "round": dossier.round,
        "route": [stage.value for stage in page.route],
        "at": story.body.name if story else None,
        "holders": holders,
        "due": _due(gate),
        "on_hold_since": dossier.held_since,
        "holds": [f"{hold.cause}: {hold.document}" for hold in page.holds],
        "opinions": [_opinion(one) for one in page.opinions],
        "revocation": page.revocation.state.value if page.revocation else None,
        **_why(cause),
        "decision_number": dossier.decision_number,
        "history": [_event(entry) for entry in page.timeline],
    }


def _opinion(told: Told) -> str:
    """What another body said, or until when it is awaited."""
    one = told.opinion
    said = one.answer.value if one.answer else "silent" if one.lapsed_at else f"until {one.due_on}"
    return f"{told.body.name}: {said}"


def _event(entry: Entry) -> dict[str, object]:
    at = entry.at.astimezone(ZONE)
    return {
        "seq": entry.seq,
        "at": f"{at:%Y-%m-%d %H:%M}",
        "event": entry.kind.value,
        "gate": entry.facts.get("gate"),
        "who": entry.actor_name,
        "what": entry.facts.get("choice") or entry.facts.get("state"),
        "reason": entry.texts.get("reason") or entry.texts.get("note"),
    }


def _print(facts: dict[str, object]) -> None:
    history = facts.pop("history")
    print(table([{"": name, " ": value} for name, value in facts.items()]).lstrip())
    if isinstance(history, list) and history:
        print("\n" + table(history))
