"""A value with its legal basis, and how well it is known."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Strength(StrEnum):
    """How well a value is known."""

    V1 = "V1"  # seen in an official source: an agency's page, procedure or reply
    V2 = "V2"  # seen in a legal database or newspaper that cites the article
    V3 = "V3"  # seen for one ministry or province only, or in a text since repealed
    W = "W"  # seen in unofficial material only
    U = "U"  # not verified: a sensible value to start with, to be asked about

    @property
    def verified(self) -> bool:
        return self not in {Strength.W, Strength.U}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Generic[T]):
    """A value with where it comes from; the note of an unverified one says what to ask."""

    value: T
    basis: str
    strength: Strength
    note: str = ""
    note_en: str = ""

    def __post_init__(self) -> None:
        insist(bool(self.basis.strip()), "a value needs its basis")
        known = self.strength.verified or bool(self.note.strip())
        insist(known, f"a value of strength {self.strength} needs a note that says what to ask")


def insist(holds: bool, problem: str) -> None:  # noqa: FBT001 -- reads as a sentence
    """What no rule set may say is a `ValueError`; the loader adds the place."""
    if not holds:
        raise ValueError(problem)
