"""The head of a bloc says until which day members register what they strive for."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.queries.bloc import registrations
from models.bloc_year import RegistrationPeriod
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRegistration(InBloc):
    """`until`: the last day."""

    until: date


def open_registration(
    session: Session, command: OpenRegistration, *, now: datetime
) -> RegistrationPeriod:
    """Open it, or move its last day. Raises `BlocNotFound`, `NotAllowedHere`."""
    leading(session, command, deputy_too=True, now=now)
    period = registrations.period(session, command.bloc_id, command.year)
    if period is not None and period.until == command.until:
        return period
    period = period or RegistrationPeriod(
        bloc_id=command.bloc_id, year=command.year, until=command.until
    )
    period.until = command.until
    session.add(period)
    facts = {"until": command.until.isoformat()}
    note(session, EventKind.REGISTRATION_OPENED, command, now=now, facts=facts)
    return period
