"""Emulation movements: which run, which are over, and from which nobody was nominated."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.decision_search import day_in
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rendering import page
from api.pages.typed import clean_lines
from api.refusals import FormStale
from approvals.commands.movements.sum_up_movement import SumUpMovement, sum_up_movement
from approvals.domain.refusals.blocs import DayNeeded
from approvals.domain.refusals.movements import MovementNotFound
from approvals.queries import movements
from approvals.queries.movements import MovementRow
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.emulation import MovementPart, MovementSummary
from models.enums import Office

router = APIRouter(include_in_schema=False)
ONE = "/movements/{movement_id:uuid}"


class Shown(StrEnum):
    """Which movements the list shows."""

    RUNNING = "running"
    ENDED = "ended"
    UNREWARDED = "unrewarded"


@router.get("/movements")
def list_movements(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, show: str = ""
) -> HTMLResponse:
    today = local_date(now)
    rows = movements.rows(session)
    lists = {
        Shown.RUNNING: [one for one in rows if one.movement.starts_on > today or one.runs(today)],
        Shown.UNREWARDED: [one for one in rows if one.unrewarded_for(today) is not None],
    }
    lists[Shown.UNREWARDED].sort(key=lambda one: one.movement.starts_on)  # the longest first
    lists[Shown.ENDED] = [one for one in rows if one not in lists[Shown.RUNNING]]
    shown = word_in(Shown, show) or Shown.RUNNING
    return page(
        request,
        "movements.html",
        shown=shown.value,
        rows=lists[shown],
        counts={one.value: len(lists[one]) for one in Shown},
        registers=bool(viewer.runs) or viewer.holds(Office.SECRETARIAT),
    )


@router.get(ONE)
def show_movement(
    request: Request, session: Transaction, viewer: CurrentViewer, movement_id: UUID
) -> HTMLResponse:
    return _page(request, session, viewer, _row(session, movement_id))


@router.post(f"{ONE}/summaries")
def sum_up(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    movement_id: UUID,
    summary: Annotated[str, Form()] = "",
    held_on: Annotated[str, Form()] = "",
    results: Annotated[str, Form()] = "",
) -> Response:
    """A half-term or final summary; the form again with what is wrong with it."""
    which, day = word_in(MovementSummary, summary) or MovementSummary.FINAL, day_in(held_on)

    def done(session: Session) -> None:
        _row(session, movement_id)
        if not ours:
            raise FormStale
        if day is None:
            raise DayNeeded().at("held_on")
        command = SumUpMovement(
            movement_id=movement_id,
            by_person_id=viewer.person.id,
            summary=which,
            held_on=day,
            results=clean_lines(results),
        )
        sum_up_movement(session, command, now=now)

    refused = attempt(done)
    if not isinstance(refused, Refusal):
        return RedirectResponse(f"/movements/{movement_id}#summaries", status_code=303)
    if refused.field is None:
        raise refused
    typed = {"summary": which.value, "held_on": held_on, "results": clean_lines(results)}
    shown = attempt(
        lambda session: _page(
            request, session, viewer, _row(session, movement_id), refused, typed=typed
        )
    )
    if isinstance(shown, Refusal):
        raise shown
    return shown


def _row(session: Session, movement_id: UUID) -> MovementRow:
    found = movements.rows(session, movement_id)
    if not found:
        raise MovementNotFound(movement=movement_id)
    return found[0]


def _page(
    request: Request,
    session: Session,
    viewer: Viewer,
    row: MovementRow,
    *refusals: Refusal,
    **context: object,
) -> HTMLResponse:
    movement = row.movement
    parts = movements.parts_of(session, movement.id)
    reviews = movements.reviews_of(session, movement.id)
    return form_page(
        request,
        "movement.html",
        *refusals,
        here=f"/movements/{movement.id}",
        row=row,
        leading=parts[MovementPart.LEAD],
        coordinating=parts[MovementPart.COORDINATE],
        reviews=reviews,
        shares=movements.by_body(session, viewer, movement.id),
        writes=movements.may_write(session, viewer, row.launched_by),
        **{"typed": {"summary": "", "held_on": "", "results": ""}} | context,
    )
