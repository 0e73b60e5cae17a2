"""Who of those asked is away on a day, with nobody to decide for them though somebody might."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from approvals.domain.standing import Away
from approvals.queries import absences, standing_in
from models.gates import Assignment


def away(
    session: Session, asked: Sequence[tuple[Assignment, UUID]], *, on: date
) -> dict[UUID, Away | None]:
    """By assignment, of those who are away then or will be; None: not yet, or somebody acts.

    Each is given with the body of the gate. Give only those whom the rules let somebody act for.
    """
    known: dict[UUID, list[absences.Days]] = {}
    if asked:
        people = {one.person_id for one, _ in asked}
        for days in absences.known(session, people, on=on):
            known.setdefault(days.person_id, []).append(days)
    found = {
        one.id: [days for days in known.get(one.person_id, ()) if days.body_id in {None, body_id}]
        for one, body_id in asked
    }
    found = {assignment_id: days for assignment_id, days in found.items() if days}
    acting = standing_in.for_assignments(session, list(found), on=on) if found else {}
    return {
        assignment_id: None if assignment_id in acting else _today(days, on)
        for assignment_id, days in found.items()
    }


def _today(known: Sequence[absences.Days], on: date) -> Away | None:
    """Until the last of the days, where several are entered."""
    today = [days for days in known if days.starts_on <= on]
    return Away(today[0].person_id, max(days.ends_on for days in today)) if today else None
