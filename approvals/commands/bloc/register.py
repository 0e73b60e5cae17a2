"""A member registers an award that it strives for: for somebody named, or for so many."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc, for_member, note
from approvals.domain.refusals.blocs import RegistrationNotOpen, RegistrationOver
from approvals.domain.refusals.filing import RecipientNotAllowed
from approvals.queries import rules
from approvals.queries.bloc import registrations
from core.clock import local_date
from core.vietnamese import clean, search_key
from models.bloc_year import Registration
from models.enums import EventKind, NomineeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(InBloc):
    """`name` is empty where a number is registered; who is named is one."""

    member_id: UUID
    award_code: str
    kind: NomineeKind
    count: int = 1
    name: str = ""


def register(session: Session, command: Register, *, now: datetime) -> Registration:
    """By the rules in force today.

    Raises `BlocNotFound`, `MemberUnknown`, `NotAllowedHere`, `RegistrationNotOpen`,
    `RegistrationOver`, `AwardUnknown`, `RecipientNotAllowed`.
    """
    for_member(session, command, command.member_id, *FOR_A_MEMBER, now=now)
    today = local_date(now)
    ensure_open(session, command, today)
    award = rules.rule_set_in_force(session, today).offer(command.award_code)
    if command.kind not in award.recipients:
        raise RecipientNotAllowed(award=award.name, kind=command.kind, allowed=award.recipients)
    name = clean(command.name)
    registration = Registration(
        bloc_id=command.bloc_id,
        year=command.year,
        member_id=command.member_id,
        award_code=award.code,
        kind=command.kind,
        count=1 if name else max(1, command.count),
        name=name,
        search_key=search_key(name),
        entered_by_id=command.by_person_id,
        entered_at=now,
    )
    session.add(registration)
    note(
        session,
        EventKind.REGISTRATION_ENTERED,
        command,
        now=now,
        facts={
            "registration": str(registration.id),
            "member": str(command.member_id),
            "award": award.code,
            "kind": command.kind,
            "count": registration.count,
        },
        texts={"name": name},
    )
    return registration


def ensure_open(session: Session, command: InBloc, today: date) -> None:
    """Raises `RegistrationNotOpen`, `RegistrationOver`."""
    period = registrations.period(session, command.bloc_id, command.year)
    if period is None:
        raise RegistrationNotOpen
    if period.until < today:
        raise RegistrationOver(until=period.until)
