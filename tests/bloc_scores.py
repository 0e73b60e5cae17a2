"""A bloc scores its members and has them visited, for tests of the record and the pages."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc
from approvals.commands.bloc.appraise_score import AppraiseScore, appraise_score
from approvals.commands.bloc.close_scoring import close_scoring
from approvals.commands.bloc.close_visit import CloseVisit, close_visit
from approvals.commands.bloc.plan_visit import PlanVisit, plan_visit
from approvals.commands.bloc.record_visit import RecordVisit, record_visit
from approvals.commands.bloc.score_self import ScoreSelf, score_self
from approvals.commands.bloc.set_criteria import SetCriteria, set_criteria
from approvals.domain.scoring import points_in
from approvals.queries.bloc.scores import criteria_of, sheet
from tests.bloc_year import INSPECTORATE, by, id_of
from tests.builders import BLOC, MINISTRY, NOW, TODAY, Country


def criteria(country: Country, name: str = "bloc_head") -> SetCriteria:
    return SetCriteria(
        **by(country, name),
        criteria=(("Nhiệm vụ chính trị", Decimal(60)),),
        bonus=(("Sáng kiến", Decimal(10)),),
        self_scored_by=TODAY + timedelta(days=10),
        appraised_by=TODAY + timedelta(days=20),
    )


def points(session: Session, country: Country, *texts: str) -> dict[UUID, Decimal]:
    """In the sheet's order."""
    found = sheet(session, country.bodies[BLOC].id, TODAY.year)
    lines = criteria_of(session, found.id) if found else []
    read = {one.id: points_in(text) for one, text in zip(lines, texts, strict=False)}
    return {key: value for key, value in read.items() if value is not None}


def self_score(  # noqa: PLR0913, PLR0917 -- defaults for the last two
    session: Session,
    country: Country,
    work: str,
    bonus: str,
    name: str = "alice",
    slug: str = MINISTRY,
) -> ScoreSelf:
    given = points(session, country, work, bonus)
    return ScoreSelf(
        **by(country, name), member_id=id_of(country, slug), points=given, note="Đủ minh chứng"
    )


def appraised(  # noqa: PLR0913 -- one has a default
    session: Session, country: Country, slug: str, work: str, bonus: str, *, note: str = ""
) -> AppraiseScore:
    given = points(session, country, work, bonus)
    return AppraiseScore(
        **by(country, "inspector"), member_id=id_of(country, slug), points=given, note=note
    )


def visit(country: Country, host: str, *visitors: str) -> PlanVisit:
    return PlanVisit(
        **by(country, "inspector"),
        host_id=id_of(country, host),
        visitor_ids=frozenset(id_of(country, slug) for slug in visitors),
        planned_on=TODAY + timedelta(days=5),
    )


def scored_and_visited(session: Session, country: Country) -> None:
    """Every event there is of scores and visits."""
    set_criteria(session, criteria(country), now=NOW)
    score_self(session, self_score(session, country, "50", "5"), now=NOW)
    appraise_score(
        session, appraised(session, country, MINISTRY, "45", "5", note="Chậm báo cáo"), now=NOW
    )
    close_scoring(session, InBloc(**by(country, "inspector")), now=NOW)
    planned = plan_visit(session, visit(country, INSPECTORATE, MINISTRY), now=NOW)
    own = {**by(country, "inspector"), "visit_id": planned.id}
    record_visit(session, RecordVisit(**own, held_on=TODAY, findings="Đủ sổ sách"), now=NOW)
    close_visit(session, CloseVisit(**own, conclusion="Không có kiến nghị"), now=NOW)
