"""The ways to sign in beside a mailed code: which of them a page can offer here."""

from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.requests import Request

from api.passkeys import question_to_use
from api.web import web_of
from approvals.queries import access
from models.bodies import Person


def ways_in(
    request: Request, session: Session, person: Person | None, *, now: datetime
) -> dict[str, Any]:
    """For templates: `passkey`, a question to the device; `provider`, the agency's sign-in.

    Somebody who is known already is offered a passkey only if they have one.
    """
    has_some = person is None or bool(access.passkeys_of(session, person.id))
    person_id = person.id if person else None
    return {
        "passkey": question_to_use(request, session, person_id, now=now) if has_some else None,
        "provider": web_of(request).provider,
    }
