"""What the filters of a list of dossiers offer: what occurs among those the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_rows  # SQLModel's own selects no subquery
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.queries.holders import named_to
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body, Person
from models.dossiers import Dossier, Submission
from models.enums import AssignmentState
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
    during = _filed(viewer).where(col(Submission.campaign_id) == col(Campaign.id))
    return list(
        session.exec(
            select(Campaign)
            .where(_any(during.correlate(Campaign)))
            .order_by(col(Campaign.opens_on).desc(), col(Campaign.slug))
            .limit(OFFERED)
        ).all()
    )


def _awards(session: Session, viewer: Viewer) -> list[Award]:
    """Each code once, named as its newest rule set does."""
    seen: Any = select(col(Dossier.award_code).label("one")).where(visible_to(viewer))
    rows = session.exec(
        select(Award)
        .where(col(Award.code).in_(_each(seen, col(Dossier.award_code))))
        .order_by(col(Award.rule_set_id), col(Award.code))
        .limit(OFFERED)
    ).all()
    return list({award.code: award for award in rows}.values())


def _bodies(session: Session, viewer: Viewer) -> list[Body]:
    by = _filed(viewer).where(col(Submission.body_id) == col(Body.id))
    return list(
        session.exec(
            select(Body).where(_any(by.correlate(Body))).order_by(col(Body.sort_key)).limit(OFFERED)
        ).all()
    )


def _holders(session: Session, viewer: Viewer) -> list[Person]:
    """An assignment is active at an open gate only."""
    asked: Any = select(col(Assignment.person_id).label("one")).where(
        Assignment.state == AssignmentState.ACTIVE
    )
    if not viewer.national:
        asked = (
            asked.join(Gate, col(Gate.id) == col(Assignment.gate_id))
            .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
            .where(named_to(viewer), visible_to(viewer))
        )
    return list(
        session.exec(
            select(Person)
            .where(col(Person.id).in_(_each(asked, col(Assignment.person_id))))
            .order_by(col(Person.sort_key))
            .limit(OFFERED)
        ).all()
    )


def _each(found: Any, one: Any) -> Any:  # noqa: ANN401 -- whatever is offered
    """What occurs among those found, each once: from one to the next, as its index has them.

    A few steps, where DISTINCT would read all of them.
    """
    first = found.order_by(one).limit(1).subquery()
    steps = select_rows(first.c.one).cte("step", recursive=True)
    after = found.where(one > steps.c.one).order_by(one).limit(1).correlate(steps)
    steps = steps.union_all(select_rows(after.scalar_subquery()).where(steps.c.one.is_not(None)))
    return select_rows(steps.c.one).where(steps.c.one.is_not(None))


def _filed(viewer: Viewer) -> SelectOfScalar[UUID]:
    return (
        select(Submission.id)
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .where(visible_to(viewer))
    )


def _any(found: SelectOfScalar[UUID]) -> ColumnElement[bool]:
    """That there is one: looked for until it is met, for each of the few that are offered.

    An EXISTS would be joined, which reads all dossiers to offer three campaigns.
    """
    return found.limit(1).scalar_subquery().is_not(None)
