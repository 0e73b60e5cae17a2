"""Whether two lines are about one nominee: for certain, or by the name alone."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from core.vietnamese import search_key, spelling_key
from models.enums import NomineeKind

_NOT_A_WORD = re.compile(r"[\W_]+")


class Likeness(StrEnum):
    """How sure it is that two are one."""

    CERTAIN = "certain"
    BY_NAME = "by_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a line names. `name_key` is blind to diacritics, `spelled` only to how they are typed."""

    kind: NomineeKind
    name_key: str
    spelled: str
    place: str = ""  # office and workplace, without diacritics and punctuation
    email: str | None = None
    body_id: UUID | None = None  # of a collective that is a body of its own

    @classmethod
    def of(
        cls,
        kind: NomineeKind,
        name: str,
        place: str = "",
        *,
        email: str | None = None,
        body_id: UUID | None = None,
    ) -> Self:
        return cls(
            kind=kind,
            name_key=search_key(name),
            spelled=spelling_key(name),
            place=_NOT_A_WORD.sub(" ", search_key(place)).strip(),
            email=email.strip().lower() if email else None,
            body_id=body_id,
        )

    def like(self, other: "Identity") -> Likeness | None:
        """A name alone is never certain; one body, address, or name at one place is."""
        if self.kind is not other.kind:
            return None
        if self.body_id and other.body_id:
            return Likeness.CERTAIN if self.body_id == other.body_id else None
        if self.email and self.email == other.email:
            return Likeness.CERTAIN
        if self.name_key != other.name_key:
            return None
        at_one_place = bool(self.place) and self.place == other.place
        return (
            Likeness.CERTAIN if at_one_place and self.spelled == other.spelled else Likeness.BY_NAME
        )
