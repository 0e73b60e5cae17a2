"""A member's head signs the bloc's agreement of the year."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, for_member, note
from approvals.domain.refusals.blocs import AgreementMissing
from approvals.queries.bloc import years
from models.bloc_year import AgreementSignature
from models.enums import EventKind, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAgreement(InBloc):
    member_id: UUID


def sign_agreement(
    session: Session, command: SignAgreement, *, now: datetime
) -> AgreementSignature:
    """Signing again changes nothing.

    Raises `BlocNotFound`, `MemberUnknown`, `NotAllowedHere`, `AgreementMissing`.
    """
    for_member(session, command, command.member_id, Office.HEAD, now=now)
    agreement = years.agreement(session, command.bloc_id, command.year)
    if agreement is None:
        raise AgreementMissing
    known = years.signatures(session, agreement.id).get(command.member_id)
    if known is not None:
        return known
    signature = AgreementSignature(
        agreement_id=agreement.id,
        member_id=command.member_id,
        person_id=command.by_person_id,
        signed_at=now,
    )
    session.add(signature)
    facts = {"member": str(command.member_id)}
    note(session, EventKind.AGREEMENT_SIGNED, command, now=now, facts=facts)
    return signature
