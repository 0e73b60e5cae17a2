"""What is typed of a movement, and what the register says of it, as the form has it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Self

from fastapi import Depends, Form
from sqlmodel import Session

from api.pages.decision_search import day_in
from api.pages.dossier_search import uuid_in, word_in
from api.pages.typed import clean_lines
from approvals.commands.movements.describing import Description
from approvals.domain.refusals.blocs import DayNeeded
from approvals.domain.refusals.missing import BodyNotFound
from approvals.queries import movements
from core.vietnamese import clean
from models.emulation import MovementKind, MovementLevel, MovementPart, MovementSummary
from models.movements import Movement

_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What came with the form; bodies by their ids."""

    name: str = ""
    theme: str = ""
    level: str = ""
    kind: str = ""
    launched_by: str = ""
    scope: str = ""
    starts_on: str = ""
    ends_on: str = ""
    half_term: str = ""
    final: str = ""
    leading: list[str] = field(default_factory=list)
    coordinating: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session, one: Movement) -> Self:
        """As the register has it."""
        parts = movements.parts_of(session, one.id)
        due = {each.summary: each.due_on for each in movements.reviews_of(session, one.id)}
        days = {each.value: day.isoformat() for each, day in due.items()}
        return cls(
            name=one.name,
            theme=one.theme,
            level=one.level.value,
            kind=one.kind.value,
            launched_by=str(one.launched_by_id),
            scope=str(one.scope_id or ""),
            starts_on=one.starts_on.isoformat(),
            ends_on=one.ends_on.isoformat() if one.ends_on else "",
            leading=[str(body.id) for body in parts[MovementPart.LEAD]],
            coordinating=[str(body.id) for body in parts[MovementPart.COORDINATE]],
            **days,
        )

    def said(self) -> Description:
        """Raises what is missing."""
        launched_by, starts_on = uuid_in(self.launched_by), day_in(self.starts_on)
        if launched_by is None:
            raise BodyNotFound(body="–").at("launched_by")
        if starts_on is None:
            raise DayNeeded().at("starts_on")
        return Description(
            name=self.name,
            theme=self.theme,
            level=word_in(MovementLevel, self.level) or MovementLevel.UNIT,
            kind=word_in(MovementKind, self.kind) or MovementKind.REGULAR,
            launched_by_id=launched_by,
            scope_id=uuid_in(self.scope),
            starts_on=starts_on,
            ends_on=_day(self.ends_on, "ends_on"),
            leading=frozenset(filter(None, map(uuid_in, self.leading))),
            coordinating=frozenset(filter(None, map(uuid_in, self.coordinating))),
            reviews={one: _day(getattr(self, one.value), one.value) for one in MovementSummary},
        )


def _day(text: str, name: str) -> date | None:
    """Nothing, or a day. Raises `DayNeeded` for what is neither."""
    day = day_in(text)
    if text.strip() and day is None:
        raise DayNeeded().at(name)
    return day


def read_typed(  # noqa: PLR0913, PLR0917 -- the fields of the form
    name: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
    level: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    launched_by: Annotated[str, Form()] = "",
    scope: Annotated[str, Form()] = "",
    starts_on: Annotated[str, Form()] = "",
    ends_on: Annotated[str, Form()] = "",
    half_term: Annotated[str, Form()] = "",
    final: Annotated[str, Form()] = "",
    leading: Annotated[list[str] | None, Form()] = None,
    coordinating: Annotated[list[str] | None, Form()] = None,
) -> Typed:
    return Typed(
        name=clean(name)[:_LONGEST_NAME],
        theme=clean_lines(theme),
        level=level,
        kind=kind,
        launched_by=launched_by,
        scope=scope,
        starts_on=starts_on,
        ends_on=ends_on,
        half_term=half_term,
        final=final,
        leading=leading or [],
        coordinating=coordinating or [],
    )


TypedMovement = Annotated[Typed, Depends(read_typed)]
