"""Dossiers that wait before a body are put on the list of its sitting."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.keeping import kept_docket
from approvals.domain.refusals.listing import DocketFull, NothingToAdd
from approvals.queries import docket_entries
from approvals.queries.docket_entries import Wanted
from approvals.queries.inbox import TOGETHER
from models.dockets import DocketEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToDocket:
    docket_id: UUID
    person_id: UUID
    wanted: Wanted = field(default_factory=Wanted)


def add_to_docket(session: Session, command: AddToDocket, *, now: datetime) -> int:
    """Put all that fits on the docket; how many that were.

    Dossiers of one submission stand together; a submission that is new on the docket comes last.
    Raises `DocketNotFound`, `NotAllowedHere`, `NothingToAdd`, `DocketFull`.
    """
    docket, keeper = kept_docket(session, command.docket_id, command.person_id, now=now)
    room = TOGETHER - docket_entries.count(session, docket.id)
    found = docket_entries.addable(session, keeper, docket, command.wanted, now=now, limit=room + 1)
    if not found:
        raise NothingToAdd
    if len(found) > room:
        raise DocketFull(limit=TOGETHER)
    places = docket_entries.places(session, docket.id)
    last = max(places.values(), default=0)
    for one in found:
        place = places.setdefault(one.submission.id, last + 1)
        last = max(last, place)
        session.add(DocketEntry(docket_id=docket.id, gate_id=one.gate.id, place=place))
    session.flush()  # whoever looks next sees them
    return len(found)
