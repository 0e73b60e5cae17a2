"""What waits goes to whoever acts for somebody, and comes back. Shared by what moves a cover.

Tasks stay where they are: only the mail turns to somebody else, and links that were mailed end.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.journaling import cover_ended
from approvals.queries import covers, journal, links, open_dossiers, standing_in, wakes
from approvals.queries.standing_in import Standing
from core.clock import local_date
from models.bodies import Cover


def hand_on(session: Session, cover: Cover, *, now: datetime) -> bool:
    """A cover begins: the engine tells whoever acts what waits. False when it was told before."""
    if not covers.take_begin(session, cover.id, now=now):
        return False
    found = standing_in.of_cover(session, cover, on=local_date(now)).values()
    _look_again(session, found, now=now)
    return True


def hand_back(
    session: Session, cover: Cover, *, on: date, by_id: UUID | None, now: datetime
) -> bool:
    """A cover ends that held `on` a day: its links die, and what still waits is told anew.

    False when it had ended before.
    """
    found = standing_in.of_cover(session, cover, on=on).values()
    if not covers.take_end(session, cover.id, now=now, ended_by_id=by_id):
        return False
    ids = [standing.assignment.id for standing in found]
    links.revoke_mailed_to(session, cover.acting_id, ids, now=now)
    _look_again(session, found, now=now)
    open_dossiers.queue_asked(session, cover.absent_id)
    cover_ended(session, journal.for_update(session), cover, by_id=by_id, now=now)
    return True


def _look_again(session: Session, found: Collection[Standing], *, now: datetime) -> None:
    for dossier_id in sorted({standing.dossier_id for standing in found}):
        wakes.queue(session, dossier_id, now=now)
