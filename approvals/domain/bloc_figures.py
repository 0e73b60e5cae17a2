"""A bloc's year in figures: what its members registered and nominated, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of a member with the bodies below it, in a year.

    `registered` counts awards; `returned` counts how often a dossier was sent back; all others
    count dossiers, each in one place: they add up to `nominated`.
    """

    registered: int = 0
    under_way: int = 0
    awarded: int = 0
    declined: int = 0
    withdrawn: int = 0
    revoked: int = 0  # awarded, and then taken back
    returned: int = 0
    held: int = 0  # dossiers that were ever on hold; counted in their places as well

    @property
    def nominated(self) -> int:
        return self.under_way + self.awarded + self.declined + self.withdrawn + self.revoked

    def __add__(self, other: "Figures") -> "Figures":
        mine, theirs = asdict(self), asdict(other)
        return Figures(**{name: mine[name] + theirs[name] for name in mine})


COUNTS = tuple(one.name for one in fields(Figures))

ByMember = Mapping[UUID, Figures]


def total(figures: Iterable[Figures]) -> Figures:
    """The bloc's own, which is never typed."""
    return sum(figures, Figures())
