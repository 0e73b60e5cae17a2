"""A movement that a submission may answer."""

from datetime import date
from uuid import UUID

from pydantic import Field

from api.schemas.words import Out
from models.emulation import MovementKind, MovementLevel


class MovementOut(Out):
    """It runs from `starts_on` to `ends_on`, both days included."""

    id: UUID
    name: str
    theme: str
    level: MovementLevel
    kind: MovementKind
    launched_by_id: UUID
    scope_id: UUID | None = Field(description="The bloc or body it is for; null: the country.")
    starts_on: date
    ends_on: date | None = Field(description="Null while it is ongoing.")
