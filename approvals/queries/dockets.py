"""Dockets: the sittings of a body, and the dossiers on a sitting's list."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, true
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, or_, select

from approvals.domain.refusals.missing import DocketNotFound
from approvals.queries.inbox import asked_of, waits_for
from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.rules import OF_ITS_RULES
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body
from models.dockets import Docket, DocketEntry
from models.dossiers import Dossier, Nominee, Submission
from models.enums import GateState
from models.gates import Assignment, Gate
from models.rules import Award

LATEST_FIRST = Order("sitting", (col(Docket.sitting_on), col(Docket.id)), descending=True)


@dataclass(frozen=True, slots=True)
class DocketRow:
    """A docket with `total` dossiers: `open` have no answer yet, `waiting` are the viewer's."""

    docket: Docket
    body: Body
    total: int
    open: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Item:
    """One dossier on a docket."""

    gate: Gate
    dossier: Dossier
    nominee: Nominee
    award: Award


@dataclass(frozen=True, slots=True)
class Part:
    """The dossiers of one submission, which stand together on a docket."""

    submission: Submission
    nominated_by: Body
    items: list[Item]


def docket(session: Session, viewer: Viewer, docket_id: UUID) -> DocketRow:
    """Raises `DocketNotFound` for one that is not theirs to see."""
    wanted = _listed(viewer).where(_seen_by(viewer), col(Docket.id) == docket_id)
    found = session.execute(wanted).first()
    if found is None:
        raise DocketNotFound(docket=docket_id)
    return DocketRow(*found)


def dockets(
    session: Session, viewer: Viewer, cursor: Cursor | None = None, *, limit: int
) -> Page[DocketRow]:
    """The latest sitting first."""
    query = _listed(viewer).where(_seen_by(viewer))
    found = page_of(session, query, LATEST_FIRST, cursor, limit=limit)
    return Page([DocketRow(*row) for row in found.rows], found.previous, found.next)


def agenda(session: Session, viewer: Viewer, docket_id: UUID) -> list[Part]:
    """What is on a docket, in its order, as far as the viewer may see it."""
    parts: list[Part] = []
    for submission, body, *item in session.execute(
        select_rows(Submission, Body, Gate, Dossier, Nominee, Award)
        .select_from(DocketEntry)
        .join(Gate, col(Gate.id) == col(DocketEntry.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Award, OF_ITS_RULES)
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .where(col(DocketEntry.docket_id) == docket_id, visible_to(viewer))
        .order_by(col(DocketEntry.place), col(Dossier.code))
    ).all():
        if not parts or parts[-1].submission.id != submission.id:
            parts.append(Part(submission, body, []))
        parts[-1].items.append(Item(*item))
    return parts


def judging(session: Session, body_ids: Collection[UUID] | None) -> list[Body]:
    """Bodies with something before them, in the order of their names; `None`: any such body."""
    wanted = select(Gate.body_id).where(Gate.state == GateState.OPEN)
    query = select(Body).where(col(Body.id).in_(wanted)).order_by(col(Body.sort_key))
    if body_ids is not None:
        query = query.where(col(Body.id).in_(body_ids))
    return list(session.exec(query).all())


def for_update(session: Session, viewer: Viewer, docket_id: UUID) -> Docket | None:
    """The docket, locked until the transaction ends: whoever changes its list takes turns."""
    wanted = select(Docket).where(col(Docket.id) == docket_id, _seen_by(viewer))
    return session.exec(wanted.with_for_update(key_share=True)).first()


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Whoever holds a seat in the body, sees every dossier, or is asked about one on the list."""
    if viewer.national:
        return true()
    asked = (
        select(DocketEntry.docket_id)
        .join(Assignment, col(Assignment.gate_id) == col(DocketEntry.gate_id))
        .where(asked_of(viewer))
    )
    return or_(col(Docket.body_id).in_(viewer.bodies), col(Docket.id).in_(asked))


def _listed(viewer: Viewer) -> Query:
    still_open = case((col(Gate.state) == GateState.OPEN, 1))
    counted = (
        select(func.count(), func.count(still_open), func.count(col(Assignment.id)))
        .select_from(DocketEntry)
        .join(Gate, col(Gate.id) == col(DocketEntry.gate_id))
        .join(
            Assignment,
            (col(Assignment.gate_id) == col(Gate.id)) & waits_for(viewer),
            isouter=True,
        )
        .where(col(DocketEntry.docket_id) == col(Docket.id))
        .lateral()
    )
    return (
        select_rows(Docket, Body, *counted.columns)
        .join(Body, col(Body.id) == col(Docket.body_id))
        .join(counted, true())
    )
