"""Movements, who takes part in them, and what was nominated and awarded from each so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from approvals.domain.movements import Lasting, MovementCount, counted, runs, unrewarded_for
from approvals.queries import bodies
from approvals.queries.bloc.years import bloc_year_by_id
from approvals.queries.paging import Cursor, Order, Page, page_of
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import BlocMembership, Body
from models.dossiers import Dossier, Submission
from models.emulation import MovementPart
from models.enums import BodyKind, DossierState, Office
from models.movements import Movement, MovementBody, MovementReview

ORDER = Order("launch", (col(Movement.starts_on), col(Movement.id)), descending=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRow:
    """A movement; `scope` None: the whole country. Withdrawn nominations do not count."""

    movement: Movement
    launched_by: Body
    scope: Body | None
    nominated: int
    awarded: int

    def runs(self, on: date) -> bool:
        return runs(self.movement.starts_on, self.movement.ends_on, on)

    def unrewarded_for(self, on: date) -> int | None:
        """Days since it was launched, where nobody was nominated from it."""
        return unrewarded_for(self.movement.starts_on, self.nominated, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodysShare:
    """What one body nominated from a movement, as far as somebody may see it."""

    body: Body
    nominated: int
    awarded: int


def may_write(session: Session, viewer: Viewer, launched_by: Body) -> bool:
    """Whoever runs the desk of the body that launches it, or leads that bloc; the secretariat."""
    if viewer.holds(Office.SECRETARIAT) or launched_by.id in viewer.runs:
        return True
    if launched_by.kind is not BodyKind.BLOC:
        return False
    found = bloc_year_by_id(session, launched_by.id, viewer.on.year)
    return found.leads(viewer, deputy_too=True)


def movement(session: Session, movement_id: UUID) -> Movement | None:
    return session.get(Movement, movement_id)


def of_submission(session: Session, submission: Submission) -> Movement | None:
    """The one that a list answers, if it says any."""
    return movement(session, submission.movement_id) if submission.movement_id else None


def page(session: Session, *, cursor: Cursor | None = None, limit: int) -> Page[Movement]:
    """One page of all movements, the latest launched first."""
    columns: tuple[Any, ...] = (Movement,)
    found = page_of(session, select_rows(*columns), ORDER, cursor, limit=limit)
    return Page([one for (one,) in found.rows], found.previous, found.next)


def rows(session: Session, *movement_ids: UUID) -> list[MovementRow]:
    """All of them, or these: the latest launched first."""
    launcher, scope = aliased(Body), aliased(Body)
    came = (
        select_rows(
            col(Submission.movement_id).label("movement_id"),
            func.count().label("nominated"),
            func.count().filter(col(Dossier.state) == DossierState.AWARDED).label("awarded"),
        )
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .where(
            col(Submission.movement_id).is_not(None),
            col(Dossier.state) != DossierState.WITHDRAWN,
        )
        .group_by(col(Submission.movement_id))
        .subquery()
    )
    query = (
        select_rows(
            Movement,
            launcher,
            scope,
            func.coalesce(came.c.nominated, 0),
            func.coalesce(came.c.awarded, 0),
        )
        .join(launcher, col(launcher.id) == col(Movement.launched_by_id))
        .outerjoin(scope, col(scope.id) == col(Movement.scope_id))
        .outerjoin(came, came.c.movement_id == col(Movement.id))
        .order_by(col(Movement.starts_on).desc(), col(Movement.id).desc())
    )
    if movement_ids:
        query = query.where(col(Movement.id).in_(movement_ids))
    return [
        MovementRow(
            movement=found, launched_by=by, scope=where, nominated=nominated, awarded=awarded
        )
        for found, by, where, nominated, awarded in session.execute(query).all()
    ]


def parts_of(session: Session, movement_id: UUID) -> Mapping[MovementPart, Sequence[Body]]:
    """Who leads it and who coordinates, each by name."""
    found: dict[MovementPart, list[Body]] = {part: [] for part in MovementPart}
    for part, body in session.exec(
        select(col(MovementBody.part), Body)
        .join(Body, col(Body.id) == col(MovementBody.body_id))
        .where(MovementBody.movement_id == movement_id)
        .order_by(col(Body.sort_key))
    ):
        found[part].append(body)
    return found


def bodies_in(session: Session, movement_id: UUID) -> list[MovementBody]:
    return list(
        session.exec(select(MovementBody).where(MovementBody.movement_id == movement_id)).all()
    )


def reviews_of(session: Session, movement_id: UUID) -> list[MovementReview]:
    """The half-term one first."""
    return list(
        session.exec(
            select(MovementReview)
            .where(MovementReview.movement_id == movement_id)
            .order_by(col(MovementReview.due_on), col(MovementReview.summary).desc())
        ).all()
    )


def reviews_due(session: Session, *, by: date) -> Sequence[tuple[MovementReview, Movement]]:
    """Summaries that are due by a day and were not held, the longest due first."""
    return session.exec(
        select(MovementReview, Movement)
        .join(Movement, col(Movement.id) == col(MovementReview.movement_id))
        .where(col(MovementReview.held_on).is_(None), col(MovementReview.due_on) <= by)
        .order_by(col(MovementReview.due_on), col(Movement.id))
        .limit(200)
    ).all()


def open_to(session: Session, body_id: UUID, *, on: date) -> list[Movement]:
    """Movements that a body may answer on a day: launched by then, and it is in their scope.

    Also those that are over: who did well in one is nominated when it is summed up.
    """
    above = [one.id for one in bodies.upwards(session, body_id)]
    blocs = select(BlocMembership.bloc_id).where(
        col(BlocMembership.member_id).in_(above), BlocMembership.year == on.year
    )
    return list(
        session.exec(
            select(Movement)
            .where(
                col(Movement.starts_on) <= on,
                or_(
                    col(Movement.scope_id).is_(None),
                    col(Movement.scope_id).in_(above),
                    col(Movement.scope_id).in_(blocs),
                ),
            )
            .order_by(col(Movement.starts_on).desc(), col(Movement.id).desc())
        ).all()
    )


def by_body(session: Session, viewer: Viewer, movement_id: UUID) -> list[BodysShare]:
    """Which bodies nominated how many from a movement, by name: of dossiers the viewer may see."""
    found = session.execute(
        select_rows(
            Body,
            func.count(),
            func.count().filter(col(Dossier.state) == DossierState.AWARDED),
        )
        .select_from(Dossier)
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .where(
            col(Submission.movement_id) == movement_id,
            col(Dossier.state) != DossierState.WITHDRAWN,
            visible_to(viewer),
        )
        .group_by(col(Body.id))
        .order_by(col(Body.sort_key))
    ).all()
    return [BodysShare(body=body, nominated=count, awarded=won) for body, count, won in found]


def choices(session: Session, own: Collection[UUID]) -> list[Body]:
    """Bodies that launch movements or take part, by name: units only one's own."""
    return list(
        session.exec(
            select(Body)
            .where(
                col(Body.valid_to).is_(None),
                or_(col(Body.kind) != BodyKind.UNIT, col(Body.id).in_(own)),
            )
            .order_by(col(Body.sort_key))
        ).all()
    )


def movement_counts(session: Session, year: int) -> list[MovementCount]:
    """Movements of a year by level, kind, scope and duration: see `approvals.domain.movements`."""
    found = session.exec(
        select(Movement, col(Body.kind)).outerjoin(Body, col(Body.id) == col(Movement.scope_id))
    ).all()
    return counted(
        (
            Lasting(
                level=one.level,
                kind=one.kind,
                in_bloc=scope is BodyKind.BLOC,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
            )
            for one, scope in found
        ),
        year,
    )
