"""A body that is asked answers: what its page shows and takes, and answering signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.answers import Answer
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import AnswerMissing, CodeMissing, FormStale, TextTooLong
from approvals.commands.answer_opinion import AnswerOpinion, answer_opinion
from approvals.domain.refusals.asking_bodies import ObjectionUnexplained, OpinionNotFound
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries import agency_opinions
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.opinion_page import OpinionPage, opinion_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from core.vietnamese import clean
from models.conduct import AgencyAnswer

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Typed:
    answer: str = ""
    reason: str = ""
    document: str = ""
    code: str = ""

    @property
    def chosen(self) -> AgencyAnswer | None:
        return word_in(AgencyAnswer, self.answer)


def read_answer(
    answer: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    document: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(answer, clean_lines(reason), clean(document)[:80])


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody came: where the form and the files are, and the link's name, if by one."""

    action: str
    files: str
    link: str = ""


@router.get("/dossiers/{code}/opinions/{opinion_id:uuid}")
def see_signed_in(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str, opinion_id: UUID
) -> HTMLResponse:
    page = _own(session, viewer, code, opinion_id)
    return answer_page(request, page, _way_in(page), None)


@router.post("/dossiers/{code}/opinions/{opinion_id:uuid}")
def answer_signed_in(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    opinion_id: UUID,
    typed: Annotated[Typed, Depends(read_answer)],
) -> Response:
    page = attempt(lambda session: _own(session, viewer, code, opinion_id))
    if isinstance(page, Refusal):
        raise page
    faults = list(answer_faults(typed, with_code=False)) if ours else [FormStale()]
    faults = faults or say(attempt, page, viewer, typed, via="page", now=now)
    if faults:
        return answer_page(request, page, _way_in(page), None, typed, *faults)
    return RedirectResponse(_way_in(page).action, status_code=303)


def _own(session: Session, viewer: Viewer, code: str, opinion_id: UUID) -> OpinionPage:
    """Raises `DossierNotFound`, `OpinionNotFound`, `NotAllowedHere`."""
    dossier = visible_dossier(session, viewer, code)
    page = opinion_page(session, opinion_id)
    if page.dossier.id != dossier.id:
        raise OpinionNotFound
    if not agency_opinions.may_answer(viewer, page.told.opinion.body_id):
        raise NotAllowedHere
    return page


def say(  # noqa: PLR0913 -- who says what, by which way
    attempt: Attempting,
    page: OpinionPage,
    viewer: Viewer,
    typed: Typed,
    *,
    via: str,
    now: datetime,
) -> list[Refusal]:
    if typed.chosen is None:
        return [AnswerMissing().at("answer")]
    command = AnswerOpinion(
        opinion_id=page.told.opinion.id,
        person_id=viewer.person.id,
        answer=typed.chosen,
        reason=typed.reason,
        document=typed.document,
        via=via,
    )
    done = attempt(lambda session: answer_opinion(session, command, now=now))
    return [done] if isinstance(done, Refusal) else []


def answer_faults(typed: Typed, *, with_code: bool) -> Iterator[Refusal]:
    """What is missing, all at once, before anything is tried."""
    if typed.chosen is None:
        yield AnswerMissing().at("answer")
    elif typed.chosen is AgencyAnswer.OBJECT and not typed.reason:
        yield ObjectionUnexplained()
    if len(typed.reason) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON)
    if with_code and not typed.code:
        yield CodeMissing()


def _way_in(page: OpinionPage) -> Way:
    here = f"/dossiers/{page.dossier.code}"
    return Way(action=f"{here}/opinions/{page.told.opinion.id}", files=f"{here}/files")


def answer_page(
    request: Request,
    page: OpinionPage,
    way: Way,
    reader: Viewer | None,
    typed: Typed | None = None,
    *faults: Refusal,
) -> HTMLResponse:
    """In the language of whom the link was mailed to, where it was one."""
    if reader is not None:
        request.state.person_language = reader.person.language.value
    _ = formats(language_of(request)).texts.gettext
    return form_page(
        request,
        "opinion_answer.html",
        *faults,
        here=way.action,
        found=page,
        action=way.action,
        files=way.files,
        link=way.link,
        typed=typed or Typed(),
        answers=[
            Answer("agree", _("We agree"), "", "go", "check"),
            Answer("object", _("We object"), _("Say why below."), "stop", "cross"),
        ],
        longest=LONGEST_REASON,
    )
