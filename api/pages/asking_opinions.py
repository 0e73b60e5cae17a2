"""Asking another body for its opinion of a dossier, and reminding it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, TextTooLong
from api.web import web_of
from approvals.commands.ask_opinion import AskOpinion, ask_opinion, may_ask
from approvals.commands.remind_body import RemindBody, remind_body_now
from approvals.domain.refusals.asking_bodies import BodyNotAskable, OpinionNotFound
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries import agency_opinions
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.bodies import Body
from notifications import announcing
from notifications.posting import usual_habits

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/opinions"


@dataclass(frozen=True, slots=True)
class Typed:
    body: str = ""
    reason: str = ""

    @property
    def body_id(self) -> UUID | None:
        try:
            return UUID(self.body)
        except ValueError:
            return None


def read_question(
    body_id: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = ""
) -> Typed:
    return Typed(body_id, clean_lines(reason))


@router.get(_HERE)
def see(request: Request, attempt: Attempt, viewer: CurrentViewer, code: str) -> HTMLResponse:
    return _page(request, attempt, viewer, code, Typed())


@router.post(_HERE)
def ask(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: Annotated[Typed, Depends(read_question)],
) -> Response:
    found, _ = _reached(attempt, viewer, code)
    fault: Refusal | None = None
    if not ours:
        fault = FormStale()
    elif typed.body_id is None:
        fault = BodyNotAskable()
    elif len(typed.reason) > LONGEST_REASON:
        fault = TextTooLong(limit=LONGEST_REASON)
    else:
        command = AskOpinion(
            dossier_id=found.dossier.id,
            body_id=typed.body_id,
            reason=typed.reason,
            asked_by_id=viewer.person.id,
        )
        done = attempt(lambda session: ask_opinion(session, command, now=now))
        fault = done if isinstance(done, Refusal) else None
    if fault is not None:
        return _page(request, attempt, viewer, code, typed, (fault,))
    return RedirectResponse(f"/dossiers/{code}", status_code=303)


@router.post("/dossiers/{code}/opinions/{opinion_id:uuid}/remind")
def remind(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    opinion_id: UUID,
) -> Response:
    found, _ = _reached(attempt, viewer, code)
    usual = usual_habits(web_of(request).settings)

    def reminded(session: Session) -> None:
        if all(one.opinion.id != opinion_id for one in found.opinions):
            raise OpinionNotFound
        command = RemindBody(opinion_id=opinion_id, by_person_id=viewer.person.id)
        remind_body_now(session, command, now=now)
        announcing.remind_body(session, opinion_id, now=now, usual=usual)

    done = attempt(reminded) if ours else FormStale()
    if isinstance(done, Refusal):
        return _page(request, attempt, viewer, code, Typed(), (done,))
    return RedirectResponse(f"/dossiers/{code}", status_code=303)


def _reached(attempt: Attempting, viewer: Viewer, code: str) -> tuple[DossierPage, Sequence[Body]]:
    """The dossier, and who may be asked. Raises `DossierNotFound`, `NotAllowedHere`."""

    def look(session: Session) -> tuple[DossierPage, Sequence[Body]]:
        found = dossier_page(session, viewer, code)
        here = found.gates[-1].body.id
        if not may_ask(viewer, here):
            raise NotAllowedHere
        return found, agency_opinions.askable(session, but=here, on=viewer.on)

    reached = attempt(look)
    if isinstance(reached, Refusal):
        raise reached
    return reached


def _page(  # noqa: PLR0913, PLR0917 -- what was typed, and what is wrong with it
    request: Request,
    attempt: Attempting,
    viewer: Viewer,
    code: str,
    typed: Typed,
    faults: Sequence[Refusal] = (),
) -> HTMLResponse:
    found, askable = _reached(attempt, viewer, code)
    written = formats(language_of(request))
    choose = written.texts.gettext("Choose")
    return form_page(
        request,
        "opinions.html",
        *faults,
        here=f"/dossiers/{found.dossier.code}/opinions",
        found=found,
        bodies=[("", choose), *((str(one.id), written.body_name(one)) for one in askable)],
        typed=typed,
        longest=LONGEST_REASON,
    )
