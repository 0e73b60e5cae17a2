"""Passkeys: added on somebody's account page, used to sign in. All of WebAuthn is in here.

The device checks who holds it (a finger, a face, a PIN), always: one factor would be no better
than a mailed code.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from approvals.domain.refusals.missing import PasskeyNotFound, PersonNotFound
from approvals.domain.refusals.proving import PasskeyNotUsable
from approvals.queries import access, bodies
from core.vietnamese import clean
from models.access import Passkey
from models.bodies import Person

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good: a host name, never a number, and the address pages come from."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a device signs, so that its answer is to this question; and when it was asked."""

    value: bytes
    asked_at: datetime


def options_to_add(session: Session, person: Person, challenge: Challenge, *, site: Site) -> str:
    """What a browser is asked for a new passkey, as JSON: one that signs in without an address."""
    return options_to_json(
        generate_registration_options(
            rp_id=site.host,
            rp_name="Bảng Vàng",
            user_id=person.id.bytes,
            user_name=person.email,
            user_display_name=person.name,
            challenge=challenge.value,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=_descriptors(session, person.id),
        )
    )


def options_to_use(
    session: Session, person_id: UUID | None, challenge: Challenge, *, site: Site
) -> str:
    """What a browser is asked to sign in with, as JSON; any passkey where nobody is known yet."""
    return options_to_json(
        generate_authentication_options(
            rp_id=site.host,
            challenge=challenge.value,
            allow_credentials=_descriptors(session, person_id) if person_id else [],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def add_passkey(  # noqa: PLR0913 -- whose, what the device answered, to what
    session: Session,
    person_id: UUID,
    answer: str,
    *,
    name: str,
    challenge: Challenge,
    site: Site,
    now: datetime,
) -> Passkey:
    """Keep the public half of a key that a device made. Raises `PasskeyNotUsable`."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:  # the second from what is no base64
        raise PasskeyNotUsable from error
    if access.passkey_by_credential(session, made.credential_id) is not None:
        raise PasskeyNotUsable
    passkey = Passkey(
        person_id=person_id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=clean(name)[:LONGEST_NAME],
        created_at=now,
    )
    session.add(passkey)
    return passkey


def use_passkey(
    session: Session, answer: str, *, challenge: Challenge, site: Site, now: datetime
) -> UUID:
    """Whose passkey answered the challenge.

    Raises `PasskeyNotUsable`, also when the same answer comes a second time.
    """
    try:
        credential = parse_authentication_credential_json(answer)
        passkey = access.passkey_by_credential(session, credential.raw_id)
        person = bodies.person(session, passkey.person_id) if passkey else None
        if passkey is None or person is None or not person.active:
            raise PasskeyNotUsable
        used = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:  # the second from what is no base64
        raise PasskeyNotUsable from error
    if not access.take_passkey(
        session, passkey.id, sign_count=used.new_sign_count, asked_at=challenge.asked_at, now=now
    ):
        raise PasskeyNotUsable
    return passkey.person_id


def rename_passkey(session: Session, person_id: UUID, passkey_id: UUID, name: str) -> None:
    """Raises `PasskeyNotFound`."""
    _own(session, person_id, passkey_id).name = clean(name)[:LONGEST_NAME]


def remove_passkey(session: Session, person_id: UUID, passkey_id: UUID) -> None:
    """It signs nobody in any more. Raises `PasskeyNotFound`."""
    session.delete(_own(session, person_id, passkey_id))


def remove_all_passkeys(session: Session, email: str) -> int:
    """For somebody who has lost theirs; how many there were. Raises `PersonNotFound`."""
    person = bodies.person_by_email(session, email)
    if person is None:
        raise PersonNotFound(person=email).at("email")
    found = access.passkeys_of(session, person.id)
    for passkey in found:
        session.delete(passkey)
    return len(found)


def _own(session: Session, person_id: UUID, passkey_id: UUID) -> Passkey:
    found = access.passkey_of(session, person_id, passkey_id)
    if found is None:
        raise PasskeyNotFound(passkey=passkey_id)
    return found


def _descriptors(session: Session, person_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=passkey.credential_id)
        for passkey in access.passkeys_of(session, person_id)
    ]
