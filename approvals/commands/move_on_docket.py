"""The submissions on the list of a sitting are put in another order."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.keeping import kept_docket
from approvals.domain.refusals.missing import SubmissionNotFound
from approvals.queries import docket_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOnDocket:
    """One submission, with all its dossiers, by one place."""

    docket_id: UUID
    person_id: UUID
    submission_id: UUID
    earlier: bool


def move_on_docket(session: Session, command: MoveOnDocket, *, now: datetime) -> None:
    """Change places with the neighbour; at either end, nothing happens.

    Raises `DocketNotFound`, `NotAllowedHere`, and `SubmissionNotFound` for one not on the docket.
    """
    docket, _ = kept_docket(session, command.docket_id, command.person_id, now=now)
    places = docket_entries.places(session, docket.id)
    order = list(places)
    if command.submission_id not in places:
        raise SubmissionNotFound(submission=command.submission_id)
    here = order.index(command.submission_id)
    there = here - 1 if command.earlier else here + 1
    if 0 <= there < len(order):
        neighbour = order[there]
        docket_entries.put(
            session,
            docket.id,
            {neighbour: places[command.submission_id], command.submission_id: places[neighbour]},
        )
