"""Auditors search all decisions, keep searches under names, and take what they found away."""

import hashlib
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.languages import language_of
from api.nonces import OwnForm
from api.pages.decision_search import DecisionsAsked, DecisionSearch, search_of
from api.pages.decision_words import as_table, offered, only_words, verdict
from api.pages.form_page import form_page
from api.pages.rendering import formats
from approvals.commands.keep_search import KeepSearch, drop_search, keep_search
from approvals.commands.read_history import note_export, note_search
from approvals.papers.tables import as_csv, as_xlsx
from approvals.queries import audit_search, saved_searches
from approvals.queries.decision_choices import decision_choices
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.enums import Office
from models.searches import Searched

router = APIRouter(include_in_schema=False, dependencies=[holding(Office.AUDITOR)])


class FileKind(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


_WRITERS = {
    FileKind.XLSX: (
        as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    FileKind.CSV: (as_csv, "text/csv; charset=utf-8"),
}

Parameters = Annotated[str, Form()]


@router.get("/audit")
def search_decisions(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, asked: DecisionsAsked
) -> HTMLResponse:
    """Each page of a search that narrows anything leaves a line in the journal."""
    if asked.narrows:
        note_search(session, viewer.person.id, asked.parameters, now)
    return _page(request, session, viewer, asked)


@router.post("/audit/searches", dependencies=[OwnForm])
def save_search(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    name: Annotated[str, Form()] = "",
    parameters: Parameters = "",
) -> Response:
    asked = search_of(parameters)
    command = KeepSearch(
        person_id=viewer.person.id,
        searched=Searched.DECISIONS,
        name=name,
        parameters=asked.parameters,
    )
    done = attempt(lambda session: keep_search(session, command, now=now))
    if isinstance(done, Refusal):
        shown = attempt(lambda session: _page(request, session, viewer, asked, refusal=done))
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return RedirectResponse(asked.address() + "#saved", status_code=303)


@router.post("/audit/searches/{search_id:uuid}/removal", dependencies=[OwnForm])
def remove_search(session: Transaction, viewer: CurrentViewer, search_id: UUID) -> Response:
    drop_search(session, search_id, viewer.person.id, Searched.DECISIONS)
    return RedirectResponse("/audit#saved", status_code=303)


@router.post("/audit/export", dependencies=[OwnForm])
def export_decisions(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    parameters: Parameters = "",
    kind: Annotated[FileKind, Form()] = FileKind.XLSX,
) -> Response:
    """The newest decisions that fit, at most `EXPORTED`; the journal keeps the file's hash."""
    asked, written = search_of(parameters), formats(language_of(request))
    found = audit_search.decisions(session, asked.filters, limit=audit_search.EXPORTED)
    about = _about(request, asked, len(found.rows), more=found.next is not None)
    write, media_type = _WRITERS[kind]
    content = write(as_table(found.rows, written, about))
    digest = hashlib.sha256(content).hexdigest()
    note_search(session, viewer.person.id, asked.parameters, now)
    note_export(
        session, viewer.person.id, f"decisions.{kind}", {"code": None, "sha256": digest}, now
    )
    name = f"{written.texts.gettext('Decisions')} {local_date(now).isoformat()}.{kind}"
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _about(request: Request, asked: DecisionSearch, count: int, *, more: bool) -> str:
    """What a file says of itself: how much of what is in it."""
    written = formats(language_of(request))
    _ = written.texts.gettext
    rows = written.number(count)
    if more:
        text = _("The newest %(rows)s decisions; there are more.") % {"rows": rows}
    else:
        text = _("All %(rows)s decisions.") % {"rows": rows}
    searched = _("Search: %(parameters)s") % {"parameters": asked.parameters}
    return f"{text} {searched}" if asked.parameters else str(text)


def _page(
    request: Request,
    session: Session,
    viewer: Viewer,
    asked: DecisionSearch,
    *,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    found = audit_search.decisions(session, asked.filters, cursor=asked.cursor)
    written = formats(language_of(request))
    return form_page(
        request,
        "audit.html",
        refusal,
        here=asked.address(),
        search=asked,
        rows=found.rows,
        verdict=lambda row: verdict(row, written),
        count=audit_search.count(session, asked.filters) if asked.counted else None,
        counted=audit_search.COUNTED,
        exported=audit_search.EXPORTED,
        options=offered(decision_choices(session), written),
        only=only_words(written),
        saved=saved_searches.saved_by(session, viewer.person.id, Searched.DECISIONS),
        previous_url=asked.address(found.previous) if found.previous else None,
        next_url=asked.address(found.next) if found.next else None,
    )
