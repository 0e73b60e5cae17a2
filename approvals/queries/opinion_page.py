"""What somebody reads who answers for a body whose opinion is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.asking_bodies import OpinionNotFound
from approvals.domain.rule_set import AwardRule
from approvals.domain.sourced import Sourced
from approvals.queries import agency_opinions, dossiers, rules
from approvals.queries.agency_opinions import Told
from models.bodies import Body
from models.dossiers import Attachment, Dossier, Nominee
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionPage:
    """A question for a body's opinion, with the dossier it is about."""

    told: Told
    asking: Body  # where the dossier lies
    dossier: Dossier
    nominee: Nominee
    nominated_by: Body
    award: AwardRule
    attachments: Sequence[Attachment]
    silence: Sourced[bool] | None  # what the rules make of no answer


def opinion_page(session: Session, opinion_id: UUID) -> OpinionPage:
    """As it stands now. Raises `OpinionNotFound`."""
    known = agency_opinions.opinion(session, opinion_id)
    if known is None:
        raise OpinionNotFound
    dossier = session.get_one(Dossier, known.dossier_id)
    told = agency_opinions.told_of(session, dossier.id)
    under = rules.rules_of(session, dossier)
    submission = dossiers.submission_of(session, dossier)
    gate = session.get_one(Gate, known.gate_id)
    return OpinionPage(
        told=next(one for one in told if one.opinion.id == known.id),
        asking=session.get_one(Body, gate.body_id),
        dossier=dossier,
        nominee=dossiers.nominee_of(session, dossier),
        nominated_by=session.get_one(Body, submission.body_id),
        award=under.award(dossier.award_code),
        attachments=dossiers.attachments_of(session, dossier.id),
        silence=under.principles.silence_agrees,
    )
