"""What the dashboard's filters offer: what occurs among open dossiers the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from approvals.queries.stuck import Scope, conditions
from approvals.queries.visibility import Viewer
from models.bodies import Body
from models.open_dossiers import OpenDossier
from models.rules import Award, Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """`bodies` submitted something that is open."""

    awards: Sequence[Award]
    bodies: Sequence[Body]
    campaigns: Sequence[Campaign]


def choices(session: Session, viewer: Viewer) -> Choices:
    seen = conditions(viewer, Scope())
    awards = session.exec(
        select(Award)
        .where(col(Award.code).in_(select(OpenDossier.award_code).where(*seen)))
        .order_by(col(Award.rule_set_id), col(Award.code))
    ).all()
    bodies = session.exec(
        select(Body)
        .where(col(Body.id).in_(select(OpenDossier.body_id).where(*seen)))
        .order_by(col(Body.sort_key))
    ).all()
    campaigns = session.exec(
        select(Campaign)
        .where(col(Campaign.id).in_(select(OpenDossier.campaign_id).where(*seen)))
        .order_by(col(Campaign.opens_on).desc(), col(Campaign.slug))
    ).all()
    named = {award.code: award for award in awards}  # as the newest rule set names it
    return Choices(awards=list(named.values()), bodies=bodies, campaigns=campaigns)
