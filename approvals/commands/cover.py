"""Somebody is away for some days: somebody else of the same body decides for them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.answering_absence import take_answered
from approvals.commands.handing_on import hand_on
from approvals.commands.journaling import absence_ended, cover_named
from approvals.domain.cover import Covering, ensure_days, ensure_fits
from approvals.domain.refusals.covering import CoverIsAway, CoverWithoutSeat, NothingToCover
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.queries import absences, bodies, covers, journal, open_dossiers, visibility
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.vietnamese import clean
from models.bodies import Cover, Person
from models.enums import Office

# Besides the person themselves.
_FOR_ANYBODY = (Office.SECRETARIAT, Office.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """`body_ids` empty: wherever both hold a seat. Both days are included."""

    absent_id: UUID
    acting_id: UUID
    by_person_id: UUID
    starts_on: date
    ends_on: date
    body_ids: frozenset[UUID] = frozenset()
    document: str = ""

    @property
    def places(self) -> list[UUID | None]:
        """A cover for each body; one, without a body, for all."""
        return [*sorted(self.body_ids)] or [None]


def cover(session: Session, command: StandIn, *, now: datetime) -> list[Cover]:
    """Enter a cover, one for each body named; on its first day it gets what waits already.

    An absence for all of whose days somebody acts now is over: it had asked for just that.
    Raises `NotAllowedHere`, `PersonNotFound`, `CoverDaysWrong`, `NothingToCover`,
    `CoverWithoutSeat`, and what `ensure_fits` does.
    """
    today = local_date(now)
    viewer = visibility.viewer_of(session, command.by_person_id, on=today)
    if viewer is None or not may_cover_for(viewer, command.absent_id):
        raise NotAllowedHere
    absent = _person(session, command.absent_id, field="absent_id")
    acting = _person(session, command.acting_id, field="acting_id")
    ensure_days(command.starts_on, command.ends_on, today=today)
    _ensure_fits(session, command, absent, acting)
    _ensure_seats(session, command, absent, acting, today=today)
    entered = [
        Cover(
            absent_id=absent.id,
            acting_id=acting.id,
            body_id=body_id,
            starts_on=command.starts_on,
            ends_on=command.ends_on,
            document=clean(command.document),
            set_by_id=command.by_person_id,
            set_at=now,
        )
        for body_id in command.places
    ]
    session.add_all(entered)
    session.flush()  # what waits is handed on by queries that look for it
    for one in entered:
        if one.starts_on <= today:
            hand_on(session, one, now=now)
    open_dossiers.queue_asked(session, absent.id)
    answered = take_answered(session, absent.id, now=now)
    chain = journal.for_update(session)  # after what others may hold
    for one in entered:
        cover_named(session, chain, one, now=now)
    for absence in answered:
        absence_ended(session, chain, absence, by_id=command.by_person_id, now=now)
    return entered


def may_cover_for(viewer: Viewer, absent_id: UUID) -> bool:
    """Whether somebody may set or end the cover of a person."""
    return viewer.person.id == absent_id or may_cover_for_anybody(viewer)


def may_cover_for_anybody(viewer: Viewer) -> bool:
    return viewer.holds(*_FOR_ANYBODY)


def _person(session: Session, person_id: UUID, *, field: str) -> Person:
    person = bodies.person(session, person_id)
    if person is None or not person.active:
        raise PersonNotFound(person=person_id).at(field)
    return person


def _ensure_fits(session: Session, command: StandIn, absent: Person, acting: Person) -> None:
    """Both people are held meanwhile: covers that are set at one moment see each other."""
    covers.lock_people(session, [absent.id, acting.id])
    others = covers.overlapping(
        session,
        [absent.id, acting.id],
        starts_on=command.starts_on,
        ends_on=command.ends_on,
    )
    for away in absences.overlapping(
        session, acting.id, starts_on=command.starts_on, ends_on=command.ends_on
    ):
        days = {"starts_on": away.absence.starts_on, "ends_on": away.absence.ends_on}
        raise CoverIsAway(person=acting.name, **days)
    for body_id in command.places:
        wanted = Covering(
            absent_id=absent.id,
            absent=absent.name,
            acting_id=acting.id,
            acting=acting.name,
            body_id=body_id,
            starts_on=command.starts_on,
            ends_on=command.ends_on,
        )
        ensure_fits(wanted, (other.covering for other in others))


def _ensure_seats(
    session: Session, command: StandIn, absent: Person, acting: Person, *, today: date
) -> None:
    """The absent person decides in these bodies, and the other one belongs there."""
    judged_in = covers.judged_in(session, absent.id, on=today)
    belongs_to = covers.belongs_to(session, acting.id, on=today)
    if not judged_in or not command.body_ids <= judged_in.keys():
        raise NothingToCover(person=absent.name).at("body_ids")
    wanted = [body for id_, body in judged_in.items() if id_ in (command.body_ids or judged_in)]
    outside = [body for body in wanted if body.id not in belongs_to]
    if outside and (command.body_ids or len(outside) == len(wanted)):
        names = ", ".join(body.name for body in outside)
        raise CoverWithoutSeat(person=acting.name, body=names)
