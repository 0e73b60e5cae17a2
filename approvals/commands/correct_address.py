"""Somebody's address fails: it is corrected, and what they did not get is sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.queueing import Held, hold, put_in_queue
from approvals.domain.refusals.addresses import AddressTaken, AddressWorks
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.history.recording import Chain, record
from approvals.queries import bodies, gates, journal, links, open_dossiers, reach
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

    Only while their address fails, or until a mail has got away to one that was just corrected:
    whoever could change any address could have others' links sent to themselves. Links mailed to
    the old address end. Raises `NotAllowedHere`, `PersonNotFound`, `AddressWorks`, `AddressTaken`.
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
    held = hold(session, {message.dossier_id for message in owed})
    if elsewhere:
        _tell(session, held, owed, address, command, now=now)
        reach.take_back(session, person.id, why="the address was corrected")
        links.revoke_of_person(session, person.id, now=now)
        person.email = (
            address  # last: until then nobody waits for this row while we wait for theirs
        )
    again = [_again(message, person, now=now) for message in owed]
    queued = put_in_queue(session, held, again, now=now)
    open_dossiers.queue_asked(session, person.id)
    if elsewhere:  # in the journal too, which is locked after all else
        _record(session, journal.for_update(session), address, command, now=now)
    return queued


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


def _tell(  # noqa: PLR0913 -- whose mail goes where, and who says so
    session: Session,
    held: Held,
    owed: Sequence[Message],
    address: str,
    command: CorrectAddress,
    *,
    now: datetime,
) -> None:
    """Each dossier that waits for them says who changed where its mail goes."""
    tasks = {one.assignment_id: one.dossier_id for one in owed if one.assignment_id}
    keys = gates.keys_of(session, tasks.keys())
    for assignment_id, dossier_id in tasks.items():
        if dossier_id is not None:
            place = keys[assignment_id], assignment_id
            _record(session, held[dossier_id], address, command, place=place, now=now)


def _record(  # noqa: PLR0913 -- as above
    session: Session,
    chain: Chain,
    address: str,
    command: CorrectAddress,
    *,
    place: tuple[str, UUID] | None = None,
    now: datetime,
) -> None:
    gate, assignment_id = place or (None, None)
    record(
        session,
        chain,
        EventKind.ADDRESS_CORRECTED,
        actor_id=command.by_person_id,
        now=now,
        facts={
            "gate": gate,
            "assignment": str(assignment_id) if assignment_id else None,
            "person": str(command.person_id),
        },
        texts={"address": address},
    )
