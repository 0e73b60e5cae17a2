"""The list of dossiers: narrowed, sorted, with the columns and under the names its reader wants."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from markupsafe import Markup
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import OwnForm
from api.pages.dossier_columns import column_options
from api.pages.dossier_lines import lines
from api.pages.dossier_options import options
from api.pages.dossier_search import DossierSearch, Search, search_of
from api.pages.figure_sheets import counted_words
from api.pages.form_page import form_page
from api.pages.rendering import formats, part
from api.pages.sharing import Alone, Shares, Sharing
from api.pages.why import why_listed
from approvals.commands.keep_search import KeepSearch, drop_search, keep_search
from approvals.queries import bodies, dossier_list, saved_searches
from approvals.queries.dossier_choices import choices
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.searches import SavedSearch, Searched

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 25


@router.get("/dossiers")
def list_dossiers(  # noqa: PLR0913, PLR0917 -- who asks for what
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    search: DossierSearch,
    shared: Shares,
) -> HTMLResponse:
    return _page(request, session, viewer, search, now, shared)


@router.post("/dossiers/views", dependencies=[OwnForm])
def save_view(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    name: Annotated[str, Form()] = "",
    parameters: Annotated[str, Form()] = "",
) -> Response:
    search = search_of(parameters)
    command = KeepSearch(
        person_id=viewer.person.id,
        searched=Searched.DOSSIERS,
        name=name,
        parameters=search.parameters,
    )
    done = attempt(lambda session: keep_search(session, command, now=now))
    if isinstance(done, Refusal):
        shown = attempt(
            lambda session: _page(request, session, viewer, search, now, Alone(), refusal=done)
        )
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return RedirectResponse(search.address(), status_code=303)


@router.post("/dossiers/views/{view_id:uuid}/removal", dependencies=[OwnForm])
def remove_view(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, view_id: UUID
) -> HTMLResponse:
    """The list stays as the view had it, with a button that keeps the view after all."""
    gone = drop_search(session, view_id, viewer.person.id, Searched.DOSSIERS)
    return _page(request, session, viewer, search_of(gone.parameters), now, Alone(), gone=gone)


def _page(  # noqa: PLR0913, PLR0917 -- what is shown, to whom, with what was just done
    request: Request,
    session: Session,
    viewer: Viewer,
    search: Search,
    now: Now,
    shared: Sharing | Alone,
    *,
    refusal: Refusal | None = None,
    gone: SavedSearch | None = None,
) -> HTMLResponse:
    anywhere = replace(search, cursor=None)
    return form_page(
        request,
        "dossiers.html",
        refusal,
        here=search.address(search.cursor),
        search=search,
        filters=shared(("filters", anywhere), lambda: _filters(request, session, viewer, search)),
        found=shared(("found", search), lambda: _found(request, session, viewer, search, now)),
        columns=column_options(formats(language_of(request))),
        saved=saved_searches.saved_by(session, viewer.person.id, Searched.DOSSIERS),
        gone=gone,
    )


def _filters(request: Request, session: Session, viewer: Viewer, search: Search) -> Markup:
    offered = options(choices(session, viewer), formats(language_of(request)))
    return part(request, "_dossiers_filters.html", search=search, options=offered)


def _found(
    request: Request, session: Session, viewer: Viewer, search: Search, now: datetime
) -> Markup:
    found = dossier_list.dossiers(
        session,
        viewer,
        search.filters,
        now=now,
        sort=search.sort,
        cursor=search.cursor,
        limit=_ON_A_PAGE,
    )
    figure = search.filters.counted
    return part(
        request,
        "_dossiers_found.html",
        figure=figure and counted_words(figure, formats(language_of(request))),
        lines=lines(found.rows, why_listed(request, session, viewer, found.rows, now=now)),
        count=(
            dossier_list.count(session, viewer, search.filters, now=now)
            if found.previous or found.next
            else len(found.rows)
        ),
        counted=dossier_list.COUNTED,
        search=search,
        at_body=bodies.body_by_slug(session, search.filters.at),
        previous_url=search.address(found.previous) if found.previous else None,
        next_url=search.address(found.next) if found.next else None,
    )
