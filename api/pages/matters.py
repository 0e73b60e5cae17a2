"""What waits for the central board: what blocs sent up, and movements to be summed up."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.nonces import OwnForm
from api.pages.rendering import page
from api.pages.typed import clean_lines
from approvals.commands.bloc.answer_matter import ANSWERING, AnswerMatter, answer_matter
from approvals.queries import movements
from approvals.queries.bloc import reports
from approvals.queries.visibility import NATIONAL
from core.clock import local_date
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
SUMMARY_NEAR = timedelta(days=30)  # before a movement is due to be summed up


@router.get("/matters", dependencies=[holding(*NATIONAL)])
def list_matters(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now
) -> HTMLResponse:
    rows = reports.all_matters(session)
    due = movements.reviews_due(session, by=local_date(now) + SUMMARY_NEAR)
    return page(request, "matters.html", rows=rows, due=due, answers=viewer.holds(*ANSWERING))


@router.post("/matters/{matter_id:uuid}", dependencies=[holding(*ANSWERING), OwnForm])
def answer(
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    matter_id: UUID,
    answer: Annotated[str, Form()] = "",
) -> Response:
    command = AnswerMatter(
        matter_id=matter_id, by_person_id=viewer.person.id, answer=clean_lines(answer)
    )
    done = attempt(lambda session: answer_matter(session, command, now=now).id)
    if isinstance(done, Refusal):
        raise done
    return RedirectResponse(f"/matters#m{matter_id}", status_code=303)
