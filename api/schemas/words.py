"""Text from outside: cleaned of what no database takes and no reader sees, then measured."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from api.pages.typed import clean_lines
from core.vietnamese import clean


class In(BaseModel):
    """What comes in. An unknown field is a mistake that should be noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """What goes out; fields of the same name are read from a row with `model_validate`."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Erasable(Out):
    """Somebody whose data may have been erased."""

    erased_at: datetime | None = Field(
        default=None, description="When their data were erased; what told who they are is null."
    )

    @field_validator("name", "position", check_fields=False)
    @classmethod
    def _gone(cls, said: str | None, rest: ValidationInfo) -> str | None:
        return None if rest.data.get("erased_at") else said


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def _line(given: object) -> object:
    return clean(given) if isinstance(given, str) else given


def _lines(given: object) -> object:
    return clean_lines(given) if isinstance(given, str) else given


def _written(given: object) -> object:
    """A number would be taken for seconds since 1970, which nobody means by a day."""
    if isinstance(given, int | float) or (isinstance(given, str) and not _ISO_DAY.match(given)):
        raise ValueError("Input should be a day such as 2026-09-01")
    return given


_LINE, _LINES = BeforeValidator(_line), BeforeValidator(_lines)
Day = Annotated[date, BeforeValidator(_written)]

# The limits are those of the tables.
Name = Annotated[str, StringConstraints(min_length=1, max_length=300), _LINE]
Title = Annotated[str, StringConstraints(min_length=1, max_length=200), _LINE]
Position = Annotated[str, StringConstraints(max_length=300), _LINE]
Number = Annotated[str, StringConstraints(min_length=1, max_length=80), _LINE]
DecisionNumber = Annotated[str, StringConstraints(max_length=80), _LINE]
Document = Annotated[str, StringConstraints(max_length=120), _LINE]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40), _LINE]
Slug = Annotated[str, StringConstraints(max_length=80), _LINE]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"), _LINE]
Search = Annotated[str, StringConstraints(max_length=200), _LINE]
Reason = Annotated[str, StringConstraints(max_length=4_000), _LINES]
Why = Annotated[str, StringConstraints(min_length=1, max_length=4_000), _LINES]
Story = Annotated[str, StringConstraints(max_length=20_000), _LINES]
