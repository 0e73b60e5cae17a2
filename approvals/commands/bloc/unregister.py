"""A member takes back what it registered, while registration is open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc, for_member, note
from approvals.commands.bloc.register import ensure_open
from approvals.domain.refusals.blocs import RegistrationNotFound
from approvals.queries.bloc import registrations
from core.clock import local_date
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregister(InBloc):
    registration_id: UUID


def unregister(session: Session, command: Unregister, *, now: datetime) -> None:
    """Raises `RegistrationNotFound`, `NotAllowedHere` and what `ensure_open` does."""
    known = registrations.registration(session, command.registration_id)
    if known is None or (known.bloc_id, known.year) != (command.bloc_id, command.year):
        raise RegistrationNotFound
    for_member(session, command, known.member_id, *FOR_A_MEMBER, now=now)
    ensure_open(session, command, local_date(now))
    session.delete(known)
    facts = {"registration": str(known.id), "member": str(known.member_id)}
    note(session, EventKind.REGISTRATION_REMOVED, command, now=now, facts=facts)
