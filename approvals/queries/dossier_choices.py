"""What the filters of a list of dossiers offer: what occurs among those the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from approvals.queries.holders import named_to
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body, Person
from models.dossiers import Dossier, Submission
from models.enums import AssignmentState, GateState
from models.gates import Assignment, Gate
from models.rules import Award, Campaign

OFFERED = 500  # of each; more are found by searching


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """`bodies` have submitted something, `holders` are asked about something now."""

    awards: Sequence[Award]
    bodies: Sequence[Body]
    campaigns: Sequence[Campaign]
    holders: Sequence[Person]


def choices(session: Session, viewer: Viewer) -> Choices:
    return Choices(
        awards=_awards(session, viewer),
        bodies=_bodies(session, viewer),
        campaigns=campaigns(session, viewer),
        holders=_holders(session, viewer),
    )


def campaigns(session: Session, viewer: Viewer) -> list[Campaign]:
    """The newest first."""
    seen = (
        select(Submission.campaign_id)
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .where(visible_to(viewer))
    )
    return list(
        session.exec(
            select(Campaign)
            .where(col(Campaign.id).in_(seen))
            .order_by(col(Campaign.opens_on).desc(), col(Campaign.slug))
            .limit(OFFERED)
        ).all()
    )


def _awards(session: Session, viewer: Viewer) -> list[Award]:
    """Each code once, named as its newest rule set does."""
    seen = select(Dossier.award_code).where(visible_to(viewer))
    rows = session.exec(
        select(Award)
        .where(col(Award.code).in_(seen))
        .order_by(col(Award.rule_set_id), col(Award.code))
        .limit(OFFERED)
    ).all()
    return list({award.code: award for award in rows}.values())


def _bodies(session: Session, viewer: Viewer) -> list[Body]:
    seen = (
        select(Submission.body_id)
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .where(visible_to(viewer))
    )
    return list(
        session.exec(
            select(Body).where(col(Body.id).in_(seen)).order_by(col(Body.sort_key)).limit(OFFERED)
        ).all()
    )


def _holders(session: Session, viewer: Viewer) -> list[Person]:
    asked = (
        select(Assignment.person_id)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .where(
            Assignment.state == AssignmentState.ACTIVE,
            Gate.state == GateState.OPEN,
            named_to(viewer),
            visible_to(viewer),
        )
    )
    return list(
        session.exec(
            select(Person)
            .where(col(Person.id).in_(asked))
            .order_by(col(Person.sort_key))
            .limit(OFFERED)
        ).all()
    )
