"""Dossiers are taken off the list of a sitting; where they are judged they stay."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.keeping import kept_docket
from approvals.queries import docket_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOffDocket:
    """Dossiers by their codes, or all of a submission."""

    docket_id: UUID
    person_id: UUID
    codes: tuple[str, ...] = ()
    submission_id: UUID | None = None


def take_off_docket(session: Session, command: TakeOffDocket, *, now: datetime) -> int:
    """How many were on it; 0 when they had been taken off before.

    Raises `DocketNotFound`, `NotAllowedHere`.
    """
    docket, _ = kept_docket(session, command.docket_id, command.person_id, now=now)
    return docket_entries.take_off(
        session, docket.id, codes=command.codes, submission_id=command.submission_id
    )
