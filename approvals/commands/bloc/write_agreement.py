"""The head of a bloc writes the year's agreement, until somebody has signed it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.refusals.blocs import AgreementSettled
from approvals.queries.bloc import years
from models.bloc_year import Agreement
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteAgreement(InBloc):
    text: str
    dated_on: date


def write_agreement(session: Session, command: WriteAgreement, *, now: datetime) -> Agreement:
    """Raises `BlocNotFound`, `NotAllowedHere`, `AgreementSettled`."""
    leading(session, command, now=now)
    agreement = years.agreement(session, command.bloc_id, command.year)
    if agreement is not None and years.signatures(session, agreement.id):
        raise AgreementSettled
    written: dict[str, Any] = {
        "text": command.text,
        "dated_on": command.dated_on,
        "written_by_id": command.by_person_id,
        "written_at": now,
    }
    agreement = agreement or Agreement(bloc_id=command.bloc_id, year=command.year, **written)
    agreement.sqlmodel_update(written)
    session.add(agreement)
    session.flush()  # signatures refer to it
    note(
        session,
        EventKind.AGREEMENT_WRITTEN,
        command,
        now=now,
        facts={"dated_on": command.dated_on.isoformat()},
        texts={"agreement": command.text},
    )
    return agreement
