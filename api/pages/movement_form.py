"""Entering a movement into the register, and correcting what it says."""

from uuid import UUID

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.movement_typed import Typed, TypedMovement
from api.pages.movements import ONE
from api.pages.rendering import formats
from api.refusals import FormStale
from approvals.commands.movements.change_movement import ChangeMovement, change_movement
from approvals.commands.movements.register_movement import RegisterMovement, register_movement
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.movements import MovementNotFound
from approvals.queries import bodies, movements
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.bodies import Body
from models.emulation import MovementKind, MovementLevel
from models.enums import Office

router = APIRouter(include_in_schema=False)


@router.get("/movements/new")
def ask(request: Request, session: Transaction, viewer: CurrentViewer) -> HTMLResponse:
    _ensure_registers(viewer)
    return _page(request, session, viewer, Typed(), "/movements/new")


@router.post("/movements/new")
def register(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    typed: TypedMovement,
) -> Response:
    _ensure_registers(viewer)

    def done(session: Session) -> UUID:
        if not ours:
            raise FormStale
        command = RegisterMovement(by_person_id=viewer.person.id, said=typed.said())
        return register_movement(session, command, now=now).id

    return _after(request, attempt, viewer, typed, "/movements/new", attempt(done))


@router.get(f"{ONE}/change")
def ask_for_change(
    request: Request, session: Transaction, viewer: CurrentViewer, movement_id: UUID
) -> HTMLResponse:
    typed = _as_it_is(session, viewer, movement_id)
    return _page(request, session, viewer, typed, f"/movements/{movement_id}/change")


@router.post(f"{ONE}/change")
def change(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    movement_id: UUID,
    typed: TypedMovement,
) -> Response:
    known = attempt(lambda session: _as_it_is(session, viewer, movement_id))
    if isinstance(known, Refusal):
        raise known

    def done(session: Session) -> UUID:
        if not ours:
            raise FormStale
        command = ChangeMovement(
            movement_id=movement_id, by_person_id=viewer.person.id, said=typed.said()
        )
        return change_movement(session, command, now=now).id

    here = f"/movements/{movement_id}/change"
    return _after(request, attempt, viewer, typed, here, attempt(done))


def _as_it_is(session: Session, viewer: Viewer, movement_id: UUID) -> Typed:
    """Raises `MovementNotFound`, `NotAllowedHere`."""
    one = movements.movement(session, movement_id)
    launched_by = bodies.body(session, one.launched_by_id) if one else None
    if one is None or launched_by is None:
        raise MovementNotFound(movement=movement_id)
    if not movements.may_write(session, viewer, launched_by):
        raise NotAllowedHere
    return Typed.of(session, one)


def _ensure_registers(viewer: Viewer) -> None:
    if not viewer.runs and not viewer.holds(Office.SECRETARIAT):
        raise NotAllowedHere


def _after(  # noqa: PLR0913, PLR0917 -- what was asked, and what came of it
    request: Request,
    attempt: Attempting,
    viewer: Viewer,
    typed: Typed,
    here: str,
    done: UUID | Refusal,
) -> Response:
    if not isinstance(done, Refusal):
        return RedirectResponse(f"/movements/{done}", status_code=303)
    shown = attempt(lambda session: _page(request, session, viewer, typed, here, done))
    if isinstance(shown, Refusal):
        raise shown
    return shown


def _page(
    request: Request,
    session: Session,
    viewer: Viewer,
    typed: Typed,
    here: str,
    *refusals: Refusal,
) -> HTMLResponse:
    written = formats(language_of(request))
    known = movements.choices(session, viewer.bodies)
    launching = [one for one in known if movements.may_write(session, viewer, one)]

    def options(found: list[Body]) -> list[tuple[str, str]]:
        return [(str(one.id), written.body_name(one)) for one in found]

    return form_page(
        request,
        "movement_form.html",
        *refusals,
        here=here,
        address=here,
        typed=typed,
        new=here.endswith("/new"),
        levels=[
            (one.value, written.label(one))
            for one in MovementLevel
            if one is not MovementLevel.CENTRAL or viewer.holds(Office.SECRETARIAT)
        ],
        kinds=[(one.value, written.label(one)) for one in MovementKind],
        launching=options(launching),
        bodies=options(known),
    )
