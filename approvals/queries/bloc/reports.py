"""Reports of a bloc: asked for, sent, missing; and what went up to the central board."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.queries.bloc.years import BlocYear
from approvals.queries.visibility import Viewer
from models.bloc_year import MemberReport, RaisedMatter, ReportFile, ReportRound
from models.bodies import BlocMembership, Body
from models.enums import ReportPeriod


def of_year(session: Session, bloc_id: UUID, year: int) -> list[ReportRound]:
    """In the order they were asked for."""
    return list(
        session.exec(
            select(ReportRound)
            .where(ReportRound.bloc_id == bloc_id, ReportRound.year == year)
            .order_by(col(ReportRound.id))
        )
    )


def of_period(
    session: Session, bloc_id: UUID, year: int, period: ReportPeriod
) -> ReportRound | None:
    found = of_year(session, bloc_id, year)
    return next((one for one in found if one.period is period), None)


def round_in_bloc(session: Session, bloc_id: UUID, year: int, round_id: UUID) -> ReportRound | None:
    found = of_year(session, bloc_id, year)
    return next((one for one in found if one.id == round_id), None)


def asked(session: Session, round_id: UUID) -> ReportRound | None:
    return session.get(ReportRound, round_id)


def sent(session: Session, round_id: UUID) -> dict[UUID, MemberReport]:
    """By member."""
    rows = session.exec(select(MemberReport).where(MemberReport.round_id == round_id)).all()
    return {one.member_id: one for one in rows}


def of_member(session: Session, round_id: UUID, member_id: UUID) -> MemberReport | None:
    return sent(session, round_id).get(member_id)


def shown_to(
    session: Session, viewer: Viewer, found: BlocYear, asked: ReportRound
) -> dict[UUID, MemberReport]:
    """What somebody reads of them: all for the board and those who lead, else their own bodies'."""
    everybody = sent(session, asked.id)
    if viewer.national or found.leads(viewer, deputy_too=True):
        return everybody
    return {id_: one for id_, one in everybody.items() if id_ in viewer.bodies}


def files(session: Session, report_ids: Collection[UUID]) -> list[ReportFile]:
    return list(
        session.exec(
            select(ReportFile)
            .where(col(ReportFile.report_id).in_(report_ids))
            .order_by(col(ReportFile.id))
        )
    )


def missing(session: Session, *, due_by: date) -> Sequence[tuple[ReportRound, Body]]:
    """Members that owe a report due by a day, where the bloc's is not closed."""
    return session.exec(
        select(ReportRound, Body)
        .join(
            BlocMembership,
            (col(BlocMembership.bloc_id) == col(ReportRound.bloc_id))
            & (col(BlocMembership.year) == col(ReportRound.year)),
        )
        .join(Body, col(Body.id) == col(BlocMembership.member_id))
        .outerjoin(
            MemberReport,
            (col(MemberReport.round_id) == col(ReportRound.id))
            & (col(MemberReport.member_id) == col(Body.id)),
        )
        .where(
            col(ReportRound.closed_at).is_(None),
            col(ReportRound.due_on) <= due_by,
            col(MemberReport.id).is_(None),
        )
        .order_by(col(ReportRound.due_on), col(Body.sort_key))
    ).all()


def matters_of(session: Session, round_ids: Collection[UUID]) -> list[RaisedMatter]:
    """In the order of the report."""
    return list(
        session.exec(
            select(RaisedMatter)
            .where(col(RaisedMatter.round_id).in_(round_ids))
            .order_by(col(RaisedMatter.round_id), col(RaisedMatter.place))
        )
    )


def matter(session: Session, matter_id: UUID) -> RaisedMatter | None:
    return session.get(RaisedMatter, matter_id)


def all_matters(session: Session) -> list[tuple[RaisedMatter, ReportRound, Body]]:
    """What all blocs sent up: what waits for an answer first, then the newest."""
    return list(
        session.exec(
            select(RaisedMatter, ReportRound, Body)
            .join(ReportRound, col(ReportRound.id) == col(RaisedMatter.round_id))
            .join(Body, col(Body.id) == col(ReportRound.bloc_id))
            .order_by(
                col(RaisedMatter.answered_at).is_not(None),
                col(RaisedMatter.raised_at).desc(),
                col(RaisedMatter.place),
            )
            .limit(200)
        ).all()
    )
