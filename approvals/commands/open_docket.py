"""A body calls a sitting: its docket begins empty."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.keeping import keeper
from approvals.domain.refusals.missing import BodyNotFound
from approvals.queries import bodies
from core.vietnamese import clean
from models.dockets import Docket


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocket:
    body_id: UUID
    person_id: UUID
    title: str
    sitting_on: date


def open_docket(session: Session, command: OpenDocket, *, now: datetime) -> Docket:
    """Raises `NotAllowedHere`, `BodyNotFound`."""
    keeper(session, command.person_id, command.body_id, now=now)
    if bodies.body(session, command.body_id) is None:
        raise BodyNotFound(body=command.body_id).at("body_id")
    docket = Docket(
        body_id=command.body_id,
        title=clean(command.title),
        sitting_on=command.sitting_on,
        opened_by_id=command.person_id,
        opened_at=now,
    )
    session.add(docket)
    session.flush()  # entries refer to it, and its address is told
    return docket
