"""One request about personal data: it is responded to, given more time, fulfilled or refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction, holding
from api.nonces import FormIsOurs, OwnForm
from api.pages.form_page import form_page
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, TextTooLong
from api.web import web_of
from approvals.commands.answer_request import (
    AnswerRequest,
    answer_request,
    extend_request,
    respond_to_request,
)
from approvals.commands.copy_data import copy_data
from approvals.commands.reapply_erasures import note_erasures, remove_erased_files
from approvals.commands.register_request import KEEPERS
from approvals.domain.refusals.personal_data import RequestNotFound
from approvals.history.erasure_ledger import NAME
from approvals.queries import data_requests
from approvals.queries.data_requests import Registered
from approvals.queries.visibility import Viewer
from core.refusal import Refusal

router = APIRouter(include_in_schema=False, dependencies=[holding(*KEEPERS)])
_HERE = "/admin/requests/{request_id:uuid}"
_LOG = structlog.get_logger()


@router.get(_HERE)
def show(
    request: Request, session: Transaction, viewer: CurrentViewer, request_id: UUID
) -> HTMLResponse:
    return _page(request, viewer, _found(session, request_id))


@router.post(f"{_HERE}/response", dependencies=[OwnForm])
def respond(session: Transaction, viewer: CurrentViewer, now: Now, request_id: UUID) -> Response:
    respond_to_request(session, request_id, by_person_id=viewer.person.id, now=now)
    return RedirectResponse(f"/admin/requests/{request_id}", status_code=303)


@router.post(f"{_HERE}/extension")
def extend(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    request_id: UUID,
    reason: Annotated[str, Form()] = "",
) -> Response:
    words = clean_lines(reason)

    def extended(session: Session) -> object:
        by = viewer.person.id
        return extend_request(session, request_id, by_person_id=by, reason=words, now=now)

    done: object = _fault(words, ours=ours)
    if done is None:
        done = attempt(extended)
    if isinstance(done, Refusal):
        return _refused(request, attempt, viewer, request_id, done, field="reason", typed=words)
    return RedirectResponse(f"/admin/requests/{request_id}", status_code=303)


@router.post(f"{_HERE}/answer")
def answer(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    request_id: UUID,
    fulfil: Annotated[str, Form()] = "",
    answer: Annotated[str, Form()] = "",
) -> Response:
    """`fulfil`: `yes`, or whatever else for a refusal."""
    words = clean_lines(answer)
    given = AnswerRequest(
        request_id=request_id,
        by_person_id=viewer.person.id,
        fulfil=fulfil == "yes",
        answer=words,
    )
    done: object = _fault(words, ours=ours)
    if done is None:
        done = attempt(_answering(given, now=now))
    if isinstance(done, Refusal):
        return _refused(request, attempt, viewer, request_id, done, field="answer", typed=words)
    if given.fulfil:
        _settle(request, attempt)
    return RedirectResponse(f"/admin/requests/{request_id}", status_code=303)


@router.post(f"{_HERE}/copy", dependencies=[OwnForm])
def copy(session: Transaction, viewer: CurrentViewer, now: Now, request_id: UUID) -> Response:
    """All that is kept about whom it concerns, as a file; the journal notes that it was made."""
    content = copy_data(session, request_id, by_person_id=viewer.person.id, now=now)
    return Response(
        content,
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{request_id}.json"'},
    )


def _answering(given: AnswerRequest, *, now: datetime) -> Callable[[Session], object]:
    return lambda session: answer_request(session, given, now=now)


def _settle(request: Request, attempt: Attempting) -> None:
    """What follows a commit. Whatever fails here is caught up with at the next start."""
    settings = web_of(request).settings

    def settled(session: Session) -> int:
        note_erasures(session, settings.home / NAME)
        return remove_erased_files(session, settings.files_folder)

    try:
        outcome = attempt(settled)
    except OSError as error:
        _LOG.error("erasure not noted outside the database", error=type(error).__name__)
    else:
        if isinstance(outcome, Refusal):
            _LOG.error("erasure not noted outside the database", error=outcome.code)


def _found(session: Session, request_id: UUID) -> Registered:
    found = data_requests.registered(session, request_id)
    if found is None:
        raise RequestNotFound(request=request_id)
    return found


def _fault(words: str, *, ours: bool) -> Refusal | None:
    if not ours:
        return FormStale()
    return TextTooLong(limit=LONGEST_REASON) if len(words) > LONGEST_REASON else None


def _refused(  # noqa: PLR0913 -- the page again, with what is wrong
    request: Request,
    attempt: Attempting,
    viewer: Viewer,
    request_id: UUID,
    refusal: Refusal,
    *,
    field: str,
    typed: str,
) -> HTMLResponse:
    """The sentence stands beside the field that it is about, where it is about one."""
    found = attempt(lambda session: _found(session, request_id))
    if isinstance(found, Refusal):
        raise found
    refusal.field = field if refusal.field else None
    return _page(request, viewer, found, refusal, **{field: typed})


def _page(
    request: Request,
    viewer: Viewer,
    found: Registered,
    *refusals: Refusal,
    reason: str = "",
    answer: str = "",
) -> HTMLResponse:
    own = {found.request.registered_by_id, found.request.person_id}
    return form_page(
        request,
        "data_request.html",
        *refusals,
        here=f"/admin/requests/{found.request.id}",
        found=found,
        may_answer=viewer.person.id not in own,
        reason=reason,
        answer=answer,
        longest=LONGEST_REASON,
    )
