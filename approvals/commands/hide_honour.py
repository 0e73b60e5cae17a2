"""A nominee objects to standing on the public roll of honour: taken off it, or put back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.register_request import ensure_keeper
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.personal_data import GroundNeeded
from approvals.history.recording import record
from approvals.queries import data_requests, dossiers
from models.dossiers import Dossier
from models.enums import DataRequestKind, EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeHonour:
    """By whoever keeps the register of requests about personal data."""

    dossier_id: UUID
    by_person_id: UUID
    ground: str
    request_id: UUID | None = None  # the objection that is being answered


def hide_honour(session: Session, command: ChangeHonour, *, now: datetime) -> bool:
    """The roll does not show this dossier any more, nor once an award is given later.

    The history names the objection that stands open in the register, where there is one. False
    where it is hidden already. Raises `NotAllowedHere`, `DossierNotFound`, `GroundNeeded`.
    """
    dossier = _asked(session, command, now=now)
    if dossier.hidden_at is not None:
        return False
    dossier.hidden_at = now
    _note(session, dossier, EventKind.HONOUR_HIDDEN, command, now=now)
    return True


def show_honour(session: Session, command: ChangeHonour, *, now: datetime) -> bool:
    """The roll shows it again, if an award stands. False where it was not hidden.

    Raises what `hide_honour` does.
    """
    dossier = _asked(session, command, now=now)
    if dossier.hidden_at is None:
        return False
    dossier.hidden_at = None
    _note(session, dossier, EventKind.HONOUR_SHOWN, command, now=now)
    return True


def _asked(session: Session, command: ChangeHonour, *, now: datetime) -> Dossier:
    ensure_keeper(session, command.by_person_id, now=now)
    dossier = dossiers.for_update(session, command.dossier_id)
    if dossier is None:
        raise DossierNotFound(dossier=command.dossier_id)
    if not command.ground.strip():
        raise GroundNeeded
    return dossier


def _note(
    session: Session, dossier: Dossier, kind: EventKind, command: ChangeHonour, *, now: datetime
) -> None:
    """Nothing that is judged has changed, so nobody is woken."""
    objection = data_requests.same_open(
        session, DataRequestKind.OBJECTION, dossier.nominee_id, None
    )
    request_id = command.request_id or (objection.id if objection else None)
    dossiers.touch(dossier, now=now)
    record(
        session,
        dossier,
        kind,
        actor_id=command.by_person_id,
        now=now,
        facts={"request": str(request_id) if request_id else None},
        texts={"ground": command.ground.strip()},
    )
