"""The entries of a docket: what may be put on it, what is on it, in which order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, update
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlalchemy.orm import class_mapper
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.queries.dossier_filters import Filters, conditions
from approvals.queries.paging import Query
from approvals.queries.rules import OF_ITS_RULES
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Body
from models.dockets import Docket, DocketEntry
from models.dossiers import Dossier, Nominee, Submission
from models.enums import GateState
from models.gates import Gate
from models.rules import Award

Row = TypeVar("Row", Award, Submission)
_OFFERED = 200  # of each filter


@dataclass(frozen=True, slots=True)
class Addable:
    """A dossier that may be put on a docket."""

    gate: Gate
    dossier: Dossier
    nominee: Nominee
    submission: Submission
    nominated_by: Body
    award: Award


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be put on a docket: what fits; where codes are named, only those."""

    filters: Filters = field(default_factory=Filters)
    codes: tuple[str, ...] = ()


def addable(  # noqa: PLR0913 -- for whom, on what, which of it
    session: Session,
    viewer: Viewer,
    docket: Docket,
    wanted: Wanted,
    *,
    now: datetime,
    limit: int,
) -> list[Addable]:
    """What waits before the docket's body and is on no list of a sitting to come, oldest first."""
    query = (
        _addable(viewer, docket, wanted, Gate, Dossier, Nominee, Submission, Body, Award, now=now)
        .order_by(col(Submission.dated_on), col(Submission.id), col(Dossier.code))
        .limit(limit)
    )
    return [Addable(*row) for row in session.execute(query).all()]


def count_addable(
    session: Session, viewer: Viewer, docket: Docket, wanted: Wanted, *, now: datetime
) -> int:
    counting = _addable(viewer, docket, wanted, func.count(), now=now)
    return int(session.execute(counting).scalar_one())


def addable_by(
    session: Session, viewer: Viewer, docket: Docket, what: type[Row], *, now: datetime
) -> list[tuple[Row, int]]:
    """By award or by submission, how much may be put on a docket; the most first."""
    how_many, key = func.count(), class_mapper(what).primary_key
    query = _addable(viewer, docket, Wanted(), what, how_many, now=now)
    query = query.group_by(*key).order_by(how_many.desc(), *key).limit(_OFFERED)
    return [(row, number) for row, number in session.execute(query).all()]


def count(session: Session, docket_id: UUID) -> int:
    """How many dossiers are on a docket."""
    entries = select(func.count()).select_from(DocketEntry)
    return session.exec(entries.where(DocketEntry.docket_id == docket_id)).one()


def places(session: Session, docket_id: UUID) -> dict[UUID, int]:
    """The place of each submission on a docket, in their order."""
    return dict(
        session.exec(
            select(Dossier.submission_id, DocketEntry.place)
            .join(Gate, col(Gate.dossier_id) == col(Dossier.id))
            .join(DocketEntry, col(DocketEntry.gate_id) == col(Gate.id))
            .where(DocketEntry.docket_id == docket_id)
            .distinct()
            .order_by(col(DocketEntry.place))
        ).all()
    )


def put(session: Session, docket_id: UUID, places: Mapping[UUID, int]) -> None:
    """Give the submissions on a docket new places."""
    for submission_id, place in places.items():
        session.execute(
            update(DocketEntry)
            .where(
                col(DocketEntry.docket_id) == docket_id,
                col(DocketEntry.gate_id).in_(_gates_of(submission_id)),
            )
            .values(place=place)
        )


def take_off(
    session: Session,
    docket_id: UUID,
    *,
    codes: Collection[str] = (),
    submission_id: UUID | None = None,
) -> int:
    """Take these dossiers off a docket; how many were on it."""
    named = select(Gate.id).join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
    named = named.where(col(Dossier.code).in_(codes))
    which: ColumnElement[bool] = col(DocketEntry.gate_id).in_(named)
    if submission_id is not None:
        which = or_(which, col(DocketEntry.gate_id).in_(_gates_of(submission_id)))
    taken = session.execute(
        delete(DocketEntry).where(col(DocketEntry.docket_id) == docket_id, which)
    )
    return int(taken.rowcount)  # type: ignore[attr-defined]


def _gates_of(submission_id: UUID) -> SelectOfScalar[UUID]:
    return (
        select(Gate.id)
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .where(Dossier.submission_id == submission_id)
    )


def _addable(
    viewer: Viewer,
    docket: Docket,
    wanted: Wanted,
    *columns: Any,  # noqa: ANN401 -- whatever can be selected
    now: datetime,
) -> Query:
    taken = (
        select(DocketEntry.gate_id)
        .join(Docket, col(Docket.id) == col(DocketEntry.docket_id))
        .where(or_(col(Docket.sitting_on) >= local_date(now), col(Docket.id) == docket.id))
    )
    query = (
        select_rows(*columns)
        .select_from(Gate)
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .join(Award, OF_ITS_RULES)
        .where(
            col(Gate.body_id) == docket.body_id,
            col(Gate.state) == GateState.OPEN,
            col(Gate.id).not_in(taken),
            *conditions(viewer, wanted.filters, now=now),
        )
    )
    return query.where(col(Dossier.code).in_(wanted.codes)) if wanted.codes else query
