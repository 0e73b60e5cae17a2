"""The questions that browsers put to a device: made with a page, checked when it is sent back.

A challenge travels in the form itself, signed for its purpose and good for five minutes, so that
several tabs may wait for an answer at once.
"""

import base64
import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request

from api.web import web_of
from approvals.commands.passkeys import Challenge, Site, options_to_add, options_to_use
from approvals.domain.refusals.proving import PasskeyNotUsable
from models.bodies import Person

_GOOD_FOR = timedelta(minutes=5)
USE = "passkey use"


@dataclass(frozen=True, slots=True)
class Question:
    """What a page needs to ask a device: options for the browser, and the signed challenge."""

    options: str
    challenge: str


def site_of(request: Request) -> Site | None:
    """Where this page comes from; None where passkeys are impossible: a number is no host name.

    The host is one of ours: others were refused before.
    """
    scheme = web_of(request).settings.base_url.partition(":")[0]
    host = request.url.hostname or ""
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return None
    return Site(host=host, origin=f"{scheme}://{request.headers['host']}")


def question_to_add(
    request: Request, session: Session, person: Person, *, now: datetime
) -> Question | None:
    """For a new passkey of somebody's."""
    site, challenge = site_of(request), Challenge(token_bytes(32), now)
    if site is None:
        return None
    options = options_to_add(session, person, challenge, site=site)
    return Question(options, _signed(request, to_add(person.id), challenge))


def question_to_use(
    request: Request, session: Session, person_id: UUID | None, *, now: datetime
) -> Question | None:
    """To sign in with a passkey: with one of somebody's, or with any while nobody is known."""
    site, challenge = site_of(request), Challenge(token_bytes(32), now)
    if site is None:
        return None
    options = options_to_use(session, person_id, challenge, site=site)
    return Question(options, _signed(request, USE, challenge))


def answered(
    request: Request, purpose: str, signed: str, *, now: datetime
) -> tuple[Challenge, Site]:
    """The challenge that came back with a form. Raises `PasskeyNotUsable` for a late one."""
    site = site_of(request)
    text = web_of(request).cookies.signed_value(purpose, signed, now=now)
    if site is None or text is None:
        raise PasskeyNotUsable
    value, _, asked_at = text.partition(" ")
    return Challenge(base64.b64decode(value), datetime.fromisoformat(asked_at)), site


def to_add(person_id: UUID) -> str:
    """The purpose of a challenge for a new passkey: one for somebody else does not do."""
    return f"passkey add {person_id}"


def _signed(request: Request, purpose: str, challenge: Challenge) -> str:
    text = f"{base64.b64encode(challenge.value).decode()} {challenge.asked_at.isoformat()}"
    until = challenge.asked_at + _GOOD_FOR
    return web_of(request).cookies.sign(purpose, text, until=until)
