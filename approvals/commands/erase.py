"""What people wrote about somebody, and what tells who they are, is deleted for good.

Events stay: they hold ids, words, numbers and commitments to texts, which tell nothing without
text and salt. See docs/decisions/0025-erasing-what-people-wrote.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.erased import names_somebody, searches_for, stored_name
from approvals.domain.refusals.missing import DossierNotFound, PersonNotFound
from approvals.domain.refusals.personal_data import (
    GroundNeeded,
    MayStillBeUndone,
    NamesThePerson,
    StillAsked,
    StillHoldsSeat,
    StillUnderReview,
)
from approvals.domain.undoing import undo_until
from approvals.history.recording import Chain, record
from approvals.queries import bodies, data_requests, dossiers, erasing, journal
from approvals.queries.erasing import TextKey
from core.clock import local_date
from core.ids import uuid7
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import DossierState, EventKind
from models.personal_data import Erasure

_NO_ADDRESS = "{}@erased.invalid"  # one that can never be reached, and is nobody else's


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """An erasure that a restored database knows nothing of: its id, and when it was."""

    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """About a nominee or a person with an account, one of the two.

    `before` is set when it is applied again: then it happens whatever stands against it.
    `approved_by_id` is None only then.
    """

    ground: str
    approved_by_id: UUID | None
    nominee_id: UUID | None = None
    person_id: UUID | None = None
    request_id: UUID | None = None
    before: Before | None = None


def erase(session: Session, command: Erase, *, now: datetime) -> Erasure:
    """Erase what is known of a nominee, or of a person who has left.

    Idempotent: whose data are erased already gets the erasure that did it. Nothing on disk is
    touched here: see `remove_erased_files`. Raises `GroundNeeded`, `NamesThePerson`,
    `StillUnderReview`, `MayStillBeUndone`; for a person `StillHoldsSeat`, `StillAsked`.
    """
    if not command.ground.strip():
        raise GroundNeeded
    if command.nominee_id is not None:
        return _erase_nominee(session, command, command.nominee_id, now=now)
    if command.person_id is not None:
        return _erase_person(session, command, command.person_id, now=now)
    raise PersonNotFound(person="")


def _erase_nominee(session: Session, command: Erase, nominee_id: UUID, *, now: datetime) -> Erasure:
    dossier_id = erasing.dossier_of(session, nominee_id)
    dossier = dossiers.for_update(session, dossier_id) if dossier_id else None
    if dossier is None:
        raise DossierNotFound(dossier=nominee_id)
    known = data_requests.erasure_of(session, nominee_id)
    if known is not None:
        return known
    nominee = dossiers.nominee_of(session, dossier)
    names = _known(nominee.name, nominee.email)
    if command.before is None:
        _ensure_ended(dossier, now=now)
    _ensure_nameless(command, names)
    erasure = _erasure(command, now=now)
    session.add(erasure)
    _erase_texts(
        session,
        dossier,
        erasing.texts_about_nominee(session, dossier.id),
        command,
        erasure,
        now=now,
    )
    _erase_searches(session, names, command, erasure, now=now)
    erasing.forget_answers(session, [dossier.code, *names])
    erasing.forget_local_mail(session, dossier.id, [dossier.code, *names])
    day = local_date(erasure.erased_at)
    erasing.blank_nominee(session, nominee, dossier, name=stored_name(day))
    nominee.erased_at = erasure.erased_at
    dossiers.touch(dossier, now=now)
    return erasure


def _erase_person(session: Session, command: Erase, person_id: UUID, *, now: datetime) -> Erasure:
    person = erasing.person_for_update(session, person_id)
    if person is None:
        raise PersonNotFound(person=person_id)
    known = data_requests.erasure_of(session, person_id)
    if known is not None:
        return known
    names = _known(person.name, person.email)
    if command.before is None:
        _ensure_left(session, person, now=now)
    _ensure_nameless(command, names)
    erasure = _erasure(command, now=now)
    session.add(erasure)
    for dossier_id in erasing.dossiers_that_name(session, person_id):
        dossier = dossiers.for_update(session, dossier_id)
        keys = erasing.texts_about_person(session, dossier_id, person_id)
        if dossier is not None and keys:
            _erase_texts(session, dossier, keys, command, erasure, now=now)
    _erase_searches(session, names, command, erasure, now=now, also_of=person_id)
    erasing.forget_answers(session, [str(person_id), *names])
    erasing.forget_local_mail(session, None, names)
    erasing.forget_account(
        session,
        person,
        name=stored_name(local_date(erasure.erased_at)),
        address=_NO_ADDRESS.format(person_id),
    )
    person.erased_at = erasure.erased_at
    record(
        session,
        journal.for_update(session),
        EventKind.PERSON_ERASED,
        actor_id=command.approved_by_id,
        now=now,
        facts=_facts(command, erasure),
        texts={"ground": command.ground.strip()},
    )
    return erasure


def _known(name: str, address: str | None) -> list[str]:
    return [name, address] if address else [name]


def _ensure_ended(dossier: Dossier, *, now: datetime) -> None:
    """What is decided on is needed; so is what may be decided on again within the hour."""
    if dossier.closed_at is None:
        raise StillUnderReview(dossier=dossier.code)
    until = undo_until(dossier.closed_at)
    for_good = dossier.state in {DossierState.WITHDRAWN, DossierState.SETTLED_HERE}
    if not for_good and now < until:
        raise MayStillBeUndone(dossier=dossier.code, until=until)


def _ensure_left(session: Session, person: Person, *, now: datetime) -> None:
    for _, body in bodies.seats_of(session, person.id, on=local_date(now)):
        raise StillHoldsSeat(body=body.name)
    waiting = erasing.asked_about(session, person.id)
    if waiting is not None:
        raise StillAsked(dossier=waiting.code)


def _ensure_nameless(command: Erase, names: Iterable[str]) -> None:
    """The ground stays for good, beside what is erased."""
    if names_somebody(command.ground, names):
        raise NamesThePerson


def _erasure(command: Erase, *, now: datetime) -> Erasure:
    return Erasure(
        id=command.before.id if command.before else uuid7(),
        nominee_id=command.nominee_id,
        person_id=command.person_id,
        request_id=command.request_id,
        ground=command.ground.strip(),
        approved_by_id=command.approved_by_id,
        erased_at=command.before.at if command.before else now,
    )


def _erase_texts(  # noqa: PLR0913 -- what is erased where, and why
    session: Session,
    chain: Chain,
    keys: Sequence[TextKey],
    command: Erase,
    erasure: Erasure,
    *,
    now: datetime,
) -> None:
    """Delete texts of a chain that we hold, and say in it which ones."""
    erasing.delete_texts(session, chain.id, keys)
    record(
        session,
        chain,
        EventKind.TEXTS_ERASED,
        actor_id=command.approved_by_id,
        now=now,
        facts=_facts(command, erasure)
        | {"texts": [{"seq": seq, "name": name} for seq, name in keys]},
        texts={"ground": command.ground.strip()},
    )


def _erase_searches(  # noqa: PLR0913 -- as above
    session: Session,
    names: Sequence[str],
    command: Erase,
    erasure: Erasure,
    *,
    now: datetime,
    also_of: UUID | None = None,
) -> None:
    """What the journal says of them: what auditors looked for, and an account's own lines."""
    kept = [
        one.id for one in erasing.saved_searches(session) if searches_for(one.parameters, names)
    ]
    erasing.forget_searches(session, kept)
    erasing.forget_registrations(session, names)
    chain = journal.for_update(session)
    looked = erasing.search_texts(session, chain.id)
    keys = [key for key, parameters in looked if searches_for(parameters, names)]
    if also_of is not None:
        keys += erasing.texts_about_person(session, chain.id, also_of)
    if keys:
        _erase_texts(session, chain, sorted(set(keys)), command, erasure, now=now)


def _facts(command: Erase, erasure: Erasure) -> dict[str, object]:
    about = erasure.nominee_id or erasure.person_id
    return {
        "erasure": str(erasure.id),
        "about": str(about),
        "request": str(erasure.request_id) if erasure.request_id else None,
        "erased_at": erasure.erased_at.astimezone(UTC).isoformat(),
        "again": command.before is not None,
    }
