"""A dossier as it was at any moment: a timeline to move along, and what changed."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import OwnForm
from api.pages.dossier_options import campaign_name
from api.pages.event_words import event_lines
from api.pages.formats import Format
from api.pages.history_words import Words, differences
from api.pages.rendering import formats, page
from api.web import web_of
from approvals.commands.read_history import note_read
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.history_page import Asked, HistoryPage, history_of
from approvals.papers.handing_over import bundle
from approvals.queries import rules
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.visibility import Viewer
from core.clock import ZONE
from models.enums import Office

router = APIRouter(include_in_schema=False)
_FAR = 2**31 - 1  # beyond every number of an event


def read_asked(at: str = "", moment: str = "", since: str = "") -> Asked:
    """What an address says that means nothing is left out. A time without a zone is local."""
    return Asked(at=_number(at), moment=moment_in(moment), since=_number(since))


@router.get("/dossiers/{code}/history")
def show_history(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    asked: Annotated[Asked, Depends(read_asked)],
) -> HTMLResponse:
    """The whole page, or for htmx the part that the slider moves.

    An auditor who opens the page is noted in the journal; moving along it is part of that.
    """
    found = history_of(session, viewer, code, asked)
    moved = request.headers.get("HX-Request") == "true"
    if viewer.holds(Office.AUDITOR) and not moved:
        note_read(session, viewer.person.id, found.live.dossier, found.entry.seq, now)
    template = "_history_then.html" if moved else "history.html"
    return page(request, template, **_shown(request, session, viewer, found, asked))


@router.post("/dossiers/{code}/history/proof", dependencies=[OwnForm])
def hand_over_proof(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, code: str
) -> Response:
    """The zip that is checked without us, for auditors; the journal keeps its hash.

    Nothing is sealed for it: the key need not be where the web is. What waits to be sealed is in
    it all the same, chained to what is.
    """
    dossier = visible_dossier(session, viewer, code)
    if not viewer.holds(Office.AUDITOR):
        raise NotAllowedHere
    fonts = web_of(request).settings.paper_fonts
    made = bundle(session, dossier.code, by_id=viewer.person.id, now=now, fonts=fonts)
    name = f'attachment; filename="{dossier.code}.zip"'
    return Response(made, media_type="application/zip", headers={"Content-Disposition": name})


def moment_in(text: str) -> datetime | None:
    """The moment that a field of an address holds, on the offices' clock unless it says else."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a + in an address is a space
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _number(text: str) -> int | None:
    return min(int(text), _FAR) if text.isascii() and text.isdigit() and len(text) < 20 else None  # noqa: PLR2004


def _shown(
    request: Request, session: Session, viewer: Viewer, found: HistoryPage, asked: Asked
) -> dict[str, Any]:
    written = formats(language_of(request))
    live = found.live
    words = Words(
        written=written,
        bodies={story.body.id: story.body for story in live.gates},
        people=found.people,
        award=written.award_name(live.award),
        rules=_rules(session, live.dossier.rule_set_id, written),
        campaign=campaign_name(live.campaign, written),
        nominated_by=written.body_name(live.body),
        erased_at=live.nominee.erased_at,
    )
    then = words.of(found.then)
    changed = differences(words.of(found.before) if found.before else None, then)
    lines = event_lines(live, found.people, written)
    place = next(n for n, line in enumerate(lines) if line.seq == found.entry.seq)
    return {
        "found": found,
        "dossier": live.dossier,
        "shown": then,
        "lines": lines,
        "line": lines[place],
        "place": place + 1,
        "previous": lines[place - 1] if place else None,
        "following": lines[place + 1] if place + 1 < len(lines) else None,
        "changed": changed if found.before else [],
        "changed_keys": {one.key for one in changed} if found.before else set(),
        "may_have_proof": viewer.holds(Office.AUDITOR),
        "since": asked.since,
        "local": found.entry.at.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M"),
    }


def _rules(session: Session, rule_set_id: str, written: Format) -> str:
    """What the rules are called, and from when to when they are in force."""
    stored = rules.stored(session, rule_set_id)
    if stored is None:
        return rule_set_id
    _ = written.texts.gettext
    first = {"first": written.short_date(stored.valid_from)}
    if stored.valid_to is None:
        span = _("in force from %(first)s") % first
    else:
        last = {"last": written.short_date(stored.valid_to)}
        span = _("in force from %(first)s to %(last)s") % (first | last)
    return f"{stored.title} ({stored.id}), {span}"
