"""A seat was given by mistake: whoever was asked by it is asked no more."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.commands.administer import end_seat
from approvals.commands.fill_seat import may_fill
from approvals.commands.settling import finish
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.seating import SeatInUse, SeatNotFound, SeatStands
from approvals.domain.undoing import undo_until
from approvals.history.recording import record
from approvals.queries import bodies, gates, journal, links, undoing
from approvals.queries.visibility import viewer_of
from core.clock import local_date
from models.bodies import Seat
from models.enums import GONE, AssignmentState, EventKind
from models.gates import Assignment

_DAY = timedelta(days=1)


def take_back_seat(session: Session, seat_id: UUID, *, by_person_id: UUID, now: datetime) -> Seat:
    """End a seat as if it had been held on no day. Taking it back twice is taking it back once.

    For an hour after it was given on a page, while nothing was decided from it. Mails that have not
    left stay, and whoever got one is told that it is void. Raises `NotAllowedHere`, `SeatNotFound`,
    `SeatInUse`, `SeatStands`.
    """
    viewer = viewer_of(session, by_person_id, on=local_date(now))
    if viewer is None or not may_fill(viewer):
        raise NotAllowedHere
    held = gates.locked(session, gates.asked_by_seat(session, seat_id))
    seat = bodies.seat(session, seat_id)
    if seat is None:
        raise SeatNotFound(seat=seat_id)
    if seat.taken_back:
        return seat
    _ensure_undoable(session, seat, list(held.assignments.values()), now=now)
    for assignment in held.assignments.values():
        if assignment.state in GONE:
            continue
        gate = held.gates[assignment.gate_id]
        dossier = held.dossiers[gate.dossier_id]
        assignment.state = AssignmentState.UNDONE
        undoing.void_mail(session, dossier.id, [assignment.id], since=None, now=now)
        facts = {"gate": gate.key, "assignment": str(assignment.id)}
        kind = EventKind.ASSIGNMENT_UNDONE
        record(session, dossier, kind, actor_id=by_person_id, now=now, facts=facts)
        finish(session, dossier, now=now)
    links.revoke_family(session, list(held.assignments), now=now)
    end_seat(session, seat_id, last_day=seat.valid_from - _DAY, by_id=by_person_id, now=now)
    return seat


def _ensure_undoable(
    session: Session, seat: Seat, asked: list[Assignment], *, now: datetime
) -> None:
    if any(one.state is AssignmentState.DECIDED or one.decided_at for one in asked):
        raise SeatInUse
    given_at = journal.given_at(session, seat.id)
    if given_at is None or now >= undo_until(given_at):
        raise SeatStands(until=undo_until(given_at) if given_at else now)
