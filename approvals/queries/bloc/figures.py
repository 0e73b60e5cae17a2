"""A bloc's year counted from the record: what its members nominated, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, cast, exists, func
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from approvals.domain.bloc_figures import COUNTS, ByMember, Figures
from approvals.queries.bloc import registrations
from approvals.queries.bloc.years import BlocYear
from models.bloc_year import ReportFigure
from models.bodies import Body
from models.dossiers import Dossier, Submission
from models.enums import DossierState, GateState
from models.gates import Gate
from models.holds import Hold
from models.rules import Campaign


def figures(session: Session, found: BlocYear) -> ByMember:
    """As the record stands now; each member of the year is there, in its order."""
    members = [one.body.id for one in found.members]
    dossiers = _dossiers(session, members, found.year)
    wishes = registrations.registered(session, found.bloc.id, found.year)
    return {
        id_: replace(
            dossiers.get(id_, Figures()), registered=sum(one.count for one in wishes.get(id_, ()))
        )
        for id_ in members
    }


def reported(session: Session, round_id: UUID) -> ByMember:
    """As they stood when the bloc's report was closed; nothing for one that is open."""
    rows = session.exec(select(ReportFigure).where(ReportFigure.round_id == round_id)).all()
    return {one.member_id: Figures(**one.model_dump(include=set(COUNTS))) for one in rows}


def _dossiers(session: Session, members: Sequence[UUID], year: int) -> ByMember:
    """By member. A body below a member is the member's, unless it is a member itself."""
    child = aliased(Body)
    below = (
        select_rows(col(Body.id).label("member"), col(Body.id).label("body"))
        .where(col(Body.id).in_(members))
        .cte("below", recursive=True)
    )
    below = below.union_all(
        select_rows(below.c.member, col(child.id))
        .join(below, col(child.parent_id) == below.c.body)
        .where(col(child.id).not_in(members))
    )
    returns = (
        select_rows(col(Gate.dossier_id), func.count().label("times"))
        .where(col(Gate.state) == GateState.RETURNED)
        .group_by(col(Gate.dossier_id))
        .subquery()
    )
    rows = session.execute(
        select_rows(
            below.c.member,
            _in(DossierState.UNDER_REVIEW, DossierState.RETURNED).label("under_way"),
            _in(DossierState.AWARDED).label("awarded"),
            _in(DossierState.DECLINED).label("declined"),
            _in(DossierState.WITHDRAWN).label("withdrawn"),
            _in(DossierState.REVOKED).label("revoked"),
            cast(func.coalesce(func.sum(returns.c.times), 0), Integer).label("returned"),
            func.count()
            .filter(exists().where(col(Hold.dossier_id) == col(Dossier.id)))
            .label("held"),
        )
        .select_from(below)
        .join(Submission, col(Submission.body_id) == below.c.body)
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .outerjoin(returns, returns.c.dossier_id == col(Dossier.id))
        .where(
            col(Campaign.year) == year,
            # The dossier that went on in its place is counted.
            col(Dossier.state) != DossierState.SETTLED_HERE,
        )
        .group_by(below.c.member)
    )
    names = [name for name in rows.keys() if name != "member"]  # noqa: SIM118 -- of the result
    return {member: Figures(**dict(zip(names, counts, strict=True))) for member, *counts in rows}


def _in(*states: DossierState) -> ColumnElement[int]:
    return func.count().filter(col(Dossier.state).in_(states))
