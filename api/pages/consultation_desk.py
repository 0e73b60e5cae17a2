"""The desk that posted a list looks at the comments on it, or withdraws it before it begins."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import AnswerMissing, FormStale, TextTooLong
from approvals.commands.forget_commenter import ForgetCommenter, forget_commenter
from approvals.commands.judge_comment import JudgeComment, judge_comment
from approvals.commands.open_consultation import may_consult
from approvals.commands.withdraw_consultation import WithdrawConsultation, withdraw_consultation
from approvals.domain.refusals.consulting import ConsultationNotFound
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries import consultations
from approvals.queries.consultations import Written
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from core.vietnamese import clean
from models.consultations import Consultation, Judgement

router = APIRouter(include_in_schema=False)


@router.get("/consultations/{number}/comments")
def look_at_comments(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, number: str
) -> HTMLResponse:
    one, written = _judged_here(session, viewer, number)
    return _queue(request, one, written, now=now)


@router.post("/consultations/{number}/comments/{comment_id:uuid}")
def judge(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    number: str,
    comment_id: UUID,
    judgement: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    document: Annotated[str, Form()] = "",
) -> Response:
    found = attempt(lambda session: _judged_here(session, viewer, number))
    if isinstance(found, Refusal):
        raise found
    word, why = word_in(Judgement, judgement), clean_lines(reason)
    fault: Refusal | None = None if ours else FormStale()
    if word is None:
        fault = fault or AnswerMissing().at("judgement")
    elif len(why) > LONGEST_REASON:
        fault = fault or TextTooLong(limit=LONGEST_REASON).at("reason")
    elif fault is None:
        command = JudgeComment(
            comment_id=comment_id,
            judgement=word,
            reason=why,
            document=clean(document)[:80],
            judged_by_id=viewer.person.id,
        )
        done = attempt(lambda session: judge_comment(session, command, now=now))
        fault = done if isinstance(done, Refusal) else None
    if fault is not None:
        return _queue(request, *found, now=now, fault=fault, of=comment_id, reason=why)
    return RedirectResponse(f"/consultations/{found[0].number}/comments", status_code=303)


@router.post("/consultations/{number}/comments/{comment_id:uuid}/erasure")
def erase(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    number: str,
    comment_id: UUID,
    ground: Annotated[str, Form()] = "",
) -> Response:
    """Who wrote it is erased; what was written stays."""
    found = attempt(lambda session: _judged_here(session, viewer, number))
    if isinstance(found, Refusal):
        raise found
    command = ForgetCommenter(
        comment_id=comment_id, ground=clean_lines(ground), approved_by_id=viewer.person.id
    )
    done = attempt(partial(forget_commenter, command=command, now=now)) if ours else FormStale()
    if isinstance(done, Refusal):
        return _queue(request, *found, now=now, fault=done)
    return RedirectResponse(f"/consultations/{found[0].number}/comments", status_code=303)


@router.post("/consultations/{number}/withdrawal")
def withdraw(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    number: str,
    reason: Annotated[str, Form()] = "",
) -> Response:
    found = attempt(lambda session: _judged_here(session, viewer, number))
    if isinstance(found, Refusal):
        raise found
    command = WithdrawConsultation(
        consultation_id=found[0].id, reason=clean_lines(reason), withdrawn_by_id=viewer.person.id
    )
    work = partial(withdraw_consultation, command=command, now=now)
    done = attempt(work) if ours else FormStale()
    if isinstance(done, Refusal):
        return _queue(request, *found, now=now, fault=done)
    return RedirectResponse(f"/submissions/{done.submission_id}", status_code=303)


def _judged_here(
    session: Session, viewer: Viewer, number: str
) -> tuple[Consultation, list[Written]]:
    """Raises `ConsultationNotFound`, `NotAllowedHere`."""
    one = consultations.by_number(session, clean(number))
    if one is None or one.withdrawn_at is not None:
        raise ConsultationNotFound
    if not may_consult(viewer, one.body_id):
        raise NotAllowedHere
    return one, consultations.comments(session, one.id)


def _queue(  # noqa: PLR0913 -- what the page shows
    request: Request,
    one: Consultation,
    written: Sequence[Written],
    *,
    now: datetime,
    fault: Refusal | None = None,
    of: UUID | None = None,
    reason: str = "",
) -> HTMLResponse:
    return form_page(
        request,
        "consultation_comments.html",
        fault,
        here=f"/consultations/{one.number}/comments",
        one=one,
        written=written,
        waiting=sum(found.comment.judgement is None for found in written),
        judgements=list(Judgement),
        of=of,
        reason=reason,
        begun=one.opens_on <= local_date(now),
        longest=LONGEST_REASON,
    )
