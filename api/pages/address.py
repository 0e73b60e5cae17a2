"""Somebody's mail comes back: where to write to them instead."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.refusals import AddressUnclear, FormStale
from approvals.commands.correct_address import CORRECTING, CorrectAddress, correct_address
from approvals.domain.refusals.addresses import AddressWorks
from approvals.domain.refusals.missing import PersonNotFound
from approvals.intake.cells import is_address
from approvals.queries import bodies, reach
from core.refusal import Refusal
from models.bodies import Person
from models.mail import Message

router = APIRouter(include_in_schema=False, dependencies=[holding(*CORRECTING)])
_HERE = "/people/{person_id:uuid}/address"


@router.get(_HERE)
def ask(request: Request, session: Transaction, person_id: UUID) -> HTMLResponse:
    person, failed = _found(session, person_id)
    return _page(request, person, failed, person.email)


@router.post(_HERE)
def correct(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    person_id: UUID,
    email: Annotated[str, Form()] = "",
) -> Response:
    found = attempt(lambda session: _found(session, person_id))
    if isinstance(found, Refusal):
        raise found
    command = CorrectAddress(
        person_id=person_id, address=email.strip(), by_person_id=viewer.person.id
    )
    done: list[UUID] | Refusal | None = _fault(command.address, ours=ours)
    if done is None:
        done = attempt(lambda session: correct_address(session, command, now=now))
    if isinstance(done, Refusal):
        return _page(request, *found, command.address, done)
    return RedirectResponse(f"/stuck?corrected={person_id}#list", status_code=303)


def _found(session: Session, person_id: UUID) -> tuple[Person, Message]:
    """The person, and the mail that came back."""
    person = bodies.person(session, person_id)
    if person is None:
        raise PersonNotFound(person=person_id)
    failed = reach.failure_of(session, person_id)
    if failed is None:
        raise AddressWorks(name=person.name)
    return person, failed


def _fault(address: str, *, ours: bool) -> Refusal | None:
    if not ours:
        return FormStale()
    return None if is_address(address) else AddressUnclear()


def _page(
    request: Request,
    person: Person,
    failed: Message,
    typed: str,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    return form_page(
        request,
        "address.html",
        refusal,
        here=f"/people/{person.id}/address",
        person=person,
        failed=failed,
        typed=typed,
    )
