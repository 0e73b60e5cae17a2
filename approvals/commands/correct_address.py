"""Somebody's address fails: it is corrected, and what they did not get is sent again."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.addresses import AddressTaken, AddressWorks
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.history.recording import record
from approvals.queries import bodies, dossiers, gates, links, mail, reach
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date
from models.bodies import Person
from models.enums import EventKind, Office
from models.mail import Message

CORRECTING = (Office.SECRETARIAT, Office.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAddress:
    person_id: UUID
    address: str  # well formed; the one they have, to try it once more
    by_person_id: UUID


def may_correct(viewer: Viewer) -> bool:
    """Whether somebody may say where others' mail goes."""
    return viewer.holds(*CORRECTING)


def correct_address(session: Session, command: CorrectAddress, *, now: datetime) -> list[UUID]:
    """Write to somebody elsewhere from now on; the ids of the messages that go out anew.

    Only while their address fails: whoever could change any address could have others' links
    sent to themselves. Links mailed to the old address end. Raises `NotAllowedHere`,
    `PersonNotFound`, `AddressWorks`, `AddressTaken`.
    """
    _ensure_may(session, command.by_person_id, on=local_date(now))
    person = reach.person_for_update(session, command.person_id)
    if person is None:
        raise PersonNotFound(person=command.person_id)
    if reach.failure_of(session, person.id) is None:
        raise AddressWorks(name=person.name)
    address = command.address.strip().lower()
    elsewhere = address != person.email
    if elsewhere and bodies.person_by_email(session, address) is not None:
        raise AddressTaken(address=address)
    owed = reach.to_send_again(session, person.id, elsewhere=elsewhere)
    if elsewhere:
        _tell(session, owed, address, by_person_id=command.by_person_id, now=now)
        reach.take_back(session, person.id, why="the address was corrected")
        links.revoke_of_person(session, person.id, now=now)
        person.email = (
            address  # last: until then nobody waits for this row while we wait for theirs
        )
    return mail.queue(session, [_again(message, person, now=now) for message in owed])


def _ensure_may(session: Session, person_id: UUID, *, on: date) -> None:
    viewer = viewer_of(session, person_id, on=on)
    if viewer is None or not may_correct(viewer):
        raise NotAllowedHere


def _again(message: Message, person: Person, *, now: datetime) -> Message:
    """A message of its own, so that what is reported of the lost one stays with the lost one."""
    return Message(
        template=message.template,
        dedupe_key=f"again:{message.id}",
        person_id=person.id,
        dossier_id=message.dossier_id,
        assignment_id=message.assignment_id,
        address=person.email,
        language=person.language,
        context=message.context,
        next_attempt_at=now,
        created_at=now,
    )


def _tell(
    session: Session, owed: list[Message], address: str, *, by_person_id: UUID, now: datetime
) -> None:
    """Each dossier that waits for them says who changed where its mail goes."""
    for message in owed:  # in the order of their dossiers: two who correct never wait in a circle
        if message.assignment_id is None or message.dossier_id is None:
            continue
        assignment = gates.assignment(session, message.assignment_id)
        gate = gates.gate(session, assignment.gate_id) if assignment else None
        dossier = dossiers.for_update(session, message.dossier_id)
        if dossier is None or gate is None:
            continue
        record(
            session,
            dossier,
            EventKind.ADDRESS_CORRECTED,
            actor_id=by_person_id,
            now=now,
            facts={
                "gate": gate.key,
                "assignment": str(message.assignment_id),
                "person": str(message.person_id),
            },
            texts={"address": address},
        )
