"""Nominees that nobody has met, each with the keys it is sorted and found by."""

from dataclasses import dataclass
from random import Random

from cli.national.people import ACHIEVEMENTS, POSITIONS, Inventor
from cli.national.stories import Story
from core.vietnamese import person_sort_key, search_key, sort_key
from models.enums import NomineeKind

_NAMES = 2_000  # of each sort; in a country of 100 million, names come again
_SEED = 22_924


@dataclass(frozen=True, slots=True)
class Invented:
    """One nominee, in bytes as they are written; `name` and the other texts as they are shown."""

    name: str
    sort_key: str
    search_key: str
    position: str
    achievements: str


class Nominees:
    """Draws nominees; the same ones each time."""

    def __init__(self) -> None:
        self._drawn = Random(_SEED)  # noqa: S311 -- the same ones each time
        self._inventor = Inventor(self._drawn)
        self._named: dict[tuple[NomineeKind, bool], list[tuple[str, str, str]]] = {}

    def draw(self, story: Story) -> Invented:
        """Somebody to whom this may have happened."""
        key = story.kind, bool(story.woman)
        if key not in self._named:
            self._named[key] = [self._name(*key) for _ in range(_NAMES)]
        pick = self._drawn.choice
        individual = story.kind is NomineeKind.INDIVIDUAL
        return Invented(
            *pick(self._named[key]), pick(POSITIONS) if individual else "", pick(ACHIEVEMENTS)
        )

    def _name(self, kind: NomineeKind, woman: bool) -> tuple[str, str, str]:  # noqa: FBT001 -- a key
        match kind:
            case NomineeKind.INDIVIDUAL:
                name = self._inventor.person(woman=woman)
                return name, person_sort_key(name), search_key(name)
            case NomineeKind.COLLECTIVE:
                name = self._inventor.collective()
            case _:
                name = self._inventor.household()
        return name, sort_key(name), search_key(name)
