"""Somebody's own account: the passkeys they sign in with."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import CurrentViewer, Now, ProofShown, Transaction
from api.nonces import OwnForm
from api.pages.rendering import page
from api.passkeys import answered, question_to_add, site_of, to_add
from api.web import web_of
from approvals.commands.passkeys import (
    LONGEST_NAME,
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from approvals.domain.assurance import ensure_proved, suffices
from approvals.queries import access
from models.bodies import Person
from models.enums import Assurance

router = APIRouter(include_in_schema=False)


@router.get("/account")
def account_page(
    request: Request, session: Transaction, viewer: CurrentViewer, proof: ProofShown, now: Now
) -> HTMLResponse:
    person = viewer.person
    asked = _asked(session, person)
    return page(
        request,
        "account.html",
        passkeys=access.passkeys_of(session, person.id),
        asked=asked,
        confirmed=suffices(proof, asked),
        possible=site_of(request) is not None,
        question=question_to_add(request, session, person, now=now),
        port=request.url.port,
        minutes=web_of(request).settings.login_minutes,
        longest_name=LONGEST_NAME,
    )


@router.post("/account/passkeys", dependencies=[OwnForm])
def add(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    proof: ProofShown,
    now: Now,
    challenge: Annotated[str, Form()] = "",
    credential: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:
    ensure_proved(proof, _asked(session, viewer.person))
    asked, site = answered(request, to_add(viewer.person.id), challenge, now=now)
    add_passkey(
        session, viewer.person.id, credential, name=name, challenge=asked, site=site, now=now
    )
    return RedirectResponse("/account", status_code=303)


@router.post("/account/passkeys/{passkey_id:uuid}/name", dependencies=[OwnForm])
def rename(
    session: Transaction,
    viewer: CurrentViewer,
    passkey_id: UUID,
    name: Annotated[str, Form()] = "",
) -> Response:
    rename_passkey(session, viewer.person.id, passkey_id, name)
    return RedirectResponse("/account", status_code=303)


@router.post("/account/passkeys/{passkey_id:uuid}/removal", dependencies=[OwnForm])
def remove(
    session: Transaction, viewer: CurrentViewer, proof: ProofShown, passkey_id: UUID
) -> Response:
    ensure_proved(proof, _asked(session, viewer.person))
    remove_passkey(session, viewer.person.id, passkey_id)
    return RedirectResponse("/account", status_code=303)


def _asked(session: Session, person: Person) -> Assurance:
    """What changing passkeys takes: the first, a code mailed just now; then, one of them.

    So whoever gets at a mailbox later cannot add a key of their own to an account that has one.
    """
    return Assurance.LOGIN if access.passkeys_of(session, person.id) else Assurance.CODE
