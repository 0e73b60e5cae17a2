"""Following models up after their award: the list of them, and the table on a dossier's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import OwnForm
from api.pages.decision_search import day_in
from api.pages.dossier_search import uuid_in
from api.pages.formats import Format
from api.pages.rendering import page
from api.pages.seeing import dossier_of
from approvals.commands.finish_model_step import FinishModelStep, finish_model_step
from approvals.commands.plan_model_step import PlanModelStep, plan_model_step
from approvals.domain.refusals.blocs import DayNeeded
from approvals.domain.refusals.following_up import SeatNotOffered
from approvals.queries import follow_up
from approvals.queries.dossier_page import DossierPage
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.bodies import Body, Person, Seat
from models.emulation import ModelStage
from models.enums import DossierState

router = APIRouter(include_in_schema=False)
_ONE = "/dossiers/{code}/follow-up/{stage}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What a dossier's page shows of it; `plans`: the viewer says who sees to what."""

    steps: list[tuple[ModelStage, follow_up.Step | None, bool]]  # and: whether they finish it
    plans: bool
    seats: list[tuple[str, str]]


def following(
    session: Session, viewer: Viewer, found: DossierPage, written: Format, *, now: datetime
) -> Following | None:
    """None where there is nothing to follow up: not awarded, or not planned by anybody yet."""
    if found.dossier.state is not DossierState.AWARDED:
        return None
    planned = follow_up.steps_of(session, [found.dossier.id])[found.dossier.id]
    plans = follow_up.may_follow_up(viewer, found.body.id)
    if not plans and not planned:
        return None
    seats = follow_up.seats_for(session, found.body.id, on=local_date(now)) if plans else []
    return Following(
        steps=[
            (stage, one, one is not None and (plans or one.person.id == viewer.person.id))
            for stage in ModelStage
            for one in [planned.get(stage)]
        ],
        plans=plans,
        seats=[(str(one[0].id), _seat_words(*one, written)) for one in seats],
    )


def _seat_words(seat: Seat, person: Person, body: Body, written: Format) -> str:
    office = seat.title or written.label(seat.office)
    return f"{person.name}, {office}, {written.body_name(body)}"


@router.get("/models")
def list_models(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now
) -> HTMLResponse:
    rows = follow_up.models(session, viewer, today=local_date(now))
    return page(request, "models.html", rows=rows, stages=list(ModelStage))


@router.post(_ONE, dependencies=[OwnForm])
def plan(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    stage: ModelStage,
    seat: Annotated[str, Form()] = "",
    due_on: Annotated[str, Form()] = "",
) -> Response:
    dossier = dossier_of(attempt, viewer, code).dossier
    seat_id, day = uuid_in(seat), day_in(due_on)
    if seat_id is None:
        raise SeatNotOffered
    if day is None:
        raise DayNeeded().at("due_on")
    command = PlanModelStep(
        dossier_id=dossier.id,
        stage=stage,
        seat_id=seat_id,
        due_on=day,
        by_person_id=viewer.person.id,
    )
    return _back(code, attempt(lambda session: plan_model_step(session, command, now=now).stage))


@router.post(f"{_ONE}/done", dependencies=[OwnForm])
def finish(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    stage: ModelStage,
    done_on: Annotated[str, Form()] = "",
) -> Response:
    dossier, day = dossier_of(attempt, viewer, code).dossier, day_in(done_on)
    if day is None:
        raise DayNeeded().at("done_on")
    command = FinishModelStep(
        dossier_id=dossier.id, stage=stage, done_on=day, by_person_id=viewer.person.id
    )
    return _back(code, attempt(lambda session: finish_model_step(session, command, now=now).stage))


def _back(code: str, done: object) -> Response:
    if isinstance(done, Refusal):
        raise done
    return RedirectResponse(f"/dossiers/{code}#follow-up", status_code=303)
