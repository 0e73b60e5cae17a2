"""What is said of a movement when it is registered or changed. Shared by these two commands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import BodyNotFound
from approvals.domain.refusals.movements import (
    BodyInTwoParts,
    DaysOutOfOrder,
    LevelOfTheBoard,
    MovementNameMissing,
)
from approvals.history.recording import record
from approvals.queries import bodies, journal, movements
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date
from core.vietnamese import clean
from models.bodies import Body
from models.emulation import MovementKind, MovementLevel, MovementPart, MovementSummary
from models.enums import EventKind, Office
from models.movements import Movement, MovementBody, MovementReview


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """`ends_on` None: ongoing; `scope_id` None: the whole country. All days are included."""

    name: str
    theme: str = ""
    level: MovementLevel
    kind: MovementKind
    launched_by_id: UUID
    scope_id: UUID | None = None
    starts_on: date
    ends_on: date | None = None
    leading: frozenset[UUID] = frozenset()
    coordinating: frozenset[UUID] = frozenset()
    reviews: Mapping[MovementSummary, date | None]  # by when it is summed up


def writer(
    session: Session, by_person_id: UUID, launched_by: Iterable[UUID], *, now: datetime
) -> Viewer:
    """Who may enter it for each of these bodies. Raises `NotAllowedHere`, `BodyNotFound`."""
    viewer = viewer_of(session, by_person_id, on=local_date(now))
    if viewer is None:
        raise NotAllowedHere
    for body_id in launched_by:
        if not movements.may_write(session, viewer, _body(session, body_id, "launched_by")):
            raise NotAllowedHere
    return viewer


def ensure_sound(session: Session, said: Description, viewer: Viewer) -> None:
    """Raises `MovementNameMissing`, `LevelOfTheBoard`, `DaysOutOfOrder`, `BodyInTwoParts`."""
    if not clean(said.name):
        raise MovementNameMissing
    if said.level is MovementLevel.CENTRAL and not viewer.holds(Office.SECRETARIAT):
        raise LevelOfTheBoard
    days = [said.ends_on, *said.reviews.values()]
    for field, day in zip(("ends_on", *said.reviews), days, strict=True):
        if day is not None and day < said.starts_on:
            raise DaysOutOfOrder().at(field)
    if said.leading & said.coordinating:
        raise BodyInTwoParts
    for field, ids in (
        ("scope", {said.scope_id} - {None}),
        ("leading", said.leading),
        ("coordinating", said.coordinating),
    ):
        for body_id in ids:
            _body(session, body_id, field)


def describe(session: Session, movement: Movement, said: Description) -> None:
    """Its days and words, who takes part, and by when it is summed up where it was not yet."""
    movement.name, movement.theme = clean(said.name), said.theme.strip()
    movement.level, movement.kind = said.level, said.kind
    movement.launched_by_id, movement.scope_id = said.launched_by_id, said.scope_id
    movement.starts_on, movement.ends_on = said.starts_on, said.ends_on
    session.add(movement)
    for gone in movements.bodies_in(session, movement.id):
        session.delete(gone)
    held = {one.summary: one for one in movements.reviews_of(session, movement.id)}
    for review in held.values():
        if review.held_on is None:
            session.delete(review)
    session.flush()  # what follows refers to the movement, and takes the place of what is gone
    session.add_all(
        MovementBody(movement_id=movement.id, body_id=body_id, part=part)
        for part, ids in (
            (MovementPart.LEAD, said.leading),
            (MovementPart.COORDINATE, said.coordinating),
        )
        for body_id in ids
    )
    session.add_all(
        MovementReview(movement_id=movement.id, summary=summary, due_on=day)
        for summary, day in said.reviews.items()
        if day is not None and (summary not in held or held[summary].held_on is None)
    )


def note(  # noqa: PLR0913 -- an event
    session: Session,
    kind: EventKind,
    movement_id: UUID,
    *,
    by_id: UUID,
    now: datetime,
    facts: Mapping[str, Any],
    texts: Mapping[str, str],
) -> None:
    """A line in the journal."""
    record(
        session,
        journal.for_update(session),
        kind,
        actor_id=by_id,
        now=now,
        facts={"movement": str(movement_id), **facts},
        texts=texts,
    )


def facts_of(said: Description) -> Mapping[str, Any]:
    return {
        "level": said.level,
        "kind": said.kind,
        "launched_by": str(said.launched_by_id),
        "scope": str(said.scope_id) if said.scope_id else None,
        "starts_on": said.starts_on.isoformat(),
        "ends_on": said.ends_on.isoformat() if said.ends_on else None,
        "leading": sorted(map(str, said.leading)),
        "coordinating": sorted(map(str, said.coordinating)),
        "reviews": {one: day.isoformat() for one, day in said.reviews.items() if day is not None},
    }


def texts_of(said: Description) -> Mapping[str, str]:
    return {"name": clean(said.name), "theme": said.theme.strip()}


def _body(session: Session, body_id: UUID | None, field: str) -> Body:
    found = bodies.body(session, body_id) if body_id else None
    if found is None:
        raise BodyNotFound(body=body_id or "–").at(field)
    return found
