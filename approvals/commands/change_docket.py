"""A sitting gets another name or day; what is on its list stays."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.keeping import kept_docket
from core.vietnamese import clean
from models.dockets import Docket


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDocket:
    docket_id: UUID
    person_id: UUID
    title: str
    sitting_on: date


def change_docket(session: Session, command: ChangeDocket, *, now: datetime) -> Docket:
    """Raises `DocketNotFound`, `NotAllowedHere`."""
    docket, _ = kept_docket(session, command.docket_id, command.person_id, now=now)
    docket.title, docket.sitting_on = clean(command.title), command.sitting_on
    return docket
