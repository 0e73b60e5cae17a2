"""What comes with the form that changes a value of the rules."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form

from api.pages.typed import LONGEST_REASON, clean_lines
from core.vietnamese import clean

_LONGEST_BASIS = 300


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. `at` is the place that was chosen, `where` the one that is changed."""

    at: str = ""
    where: str = ""
    edition: int = 1
    value: tuple[str, ...] = ()
    basis: str = ""
    strength: str = ""
    note: str = ""
    note_en: str = ""
    reason: str = ""
    confirmed: bool = False
    again: bool = False  # seen, and to be typed otherwise


def read_typed(  # noqa: PLR0913, PLR0917 -- the fields of the form
    at: Annotated[str, Form()] = "",
    where: Annotated[str, Form()] = "",
    edition: Annotated[int, Form()] = 1,
    value: Annotated[list[str] | None, Form()] = None,
    basis: Annotated[str, Form()] = "",
    strength: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    note_en: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    step: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(
        at=at,
        where=where or at,
        edition=edition,
        value=tuple(value or ()),
        basis=clean(basis)[:_LONGEST_BASIS],
        strength=strength,
        note=clean_lines(note)[:LONGEST_REASON],
        note_en=clean_lines(note_en)[:LONGEST_REASON],
        reason=clean_lines(reason)[:LONGEST_REASON],
        confirmed=step == "confirm",
        again=step == "again",
    )
