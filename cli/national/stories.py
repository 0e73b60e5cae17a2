"""What may become of a dossier: stories as examples/demo/*.toml explains them, drawn from a seed.

A dossier that is younger than its story is long has lived as much of it as there was time for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from models.enums import NomineeKind

_SEED = 2_900
DECISION = "999999/QĐ-MẪU"  # stands for the number of the paper that gives the award
FOR_EVER = 10_000
_INCOMPLETE = "Bổ sung biên bản họp hội đồng và xác nhận về thuế"
_COMPLETED = "Đã bổ sung đủ hồ sơ theo yêu cầu"
_UNFIT = "Không đủ điều kiện, tiêu chuẩn"
_MISTAKEN = "Đơn vị trình nhầm, xin rút hồ sơ"


@dataclass(frozen=True, slots=True)
class Story:
    """`weight`: how often it happens among those of its award and kind of nominee.

    `until`: how many working days after its submission a dossier may still be living it; what
    ends by itself may be as old as it likes.
    """

    award: str
    kind: NomineeKind
    lines: tuple[str, ...]
    weight: int
    until: int = FOR_EVER
    woman: bool | None = None
    direct_worker: bool = False
    headed: bool = True  # played where the body has a head


def stories() -> list[Story]:
    """All of them, the same ones each time."""
    return list(_Drawing(Random(_SEED)).all())  # noqa: S311 -- the same ones each time


class _Drawing:
    """The paces differ; what happens is written here."""

    def __init__(self, drawn: Random) -> None:
        self._days = drawn.randint
        self._chance = drawn.random

    def all(self) -> Iterator[Story]:
        individual, collective = NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE
        yield from self._of("bk-ttg", individual, plain=4)
        yield from self._of_one("bk-ttg", individual)
        yield from self._of("bk-ttg", collective, plain=3, bloc=True)
        yield from self._of("cstdtq", individual, plain=2)
        yield from self._of("co-cp", collective, plain=2, bloc=True)
        yield from self._of_ministry(individual)
        yield from islice(self._of_ministry(NomineeKind.HOUSEHOLD), 3)
        yield from self._where_nobody_heads()

    def _of(
        self, award: str, kind: NomineeKind, *, plain: int, bloc: bool = False
    ) -> Iterator[Story]:
        """Up to the Prime Minister: how most fare, and what is not over."""

        def told(weight: int, *lines: str, until: int = FOR_EVER) -> Story:
            return self._story(award, kind, lines, weight, until)

        for _ in range(plain):
            yield told(80 // plain, *self._passed(bloc), *self._board(), self._signed())
        unit, upwards = self._unit(), (*self._blocs(bloc), *self._board(), self._signed())
        yield told(5, f"{self._days(4, 8)} vote 2", f"{self._days(13, 17)} pass", *upwards)
        yield told(4, f"{self._days(4, 9)} return: {_INCOMPLETE}", self._again(), unit, *upwards)
        yield told(3, f"{self._days(5, 10)} reject: {_UNFIT}")
        # Nobody has said a word, or not everybody, or it lies at somebody's.
        yield told(3, f"{self._days(3, 9)} vote 1", until=36)
        yield told(1, until=28)
        yield told(2, *self._passed(bloc), f"{self._days(6, 12)} report", until=60)
        yield told(2, *self._passed(bloc), *self._board(), until=70)
        if bloc:
            yield told(4, unit, until=45)

    def _of_one(self, award: str, kind: NomineeKind) -> Iterator[Story]:
        """Up to the Prime Minister: what happens now and then."""

        def told(weight: int, *lines: str, until: int = FOR_EVER) -> Story:
            return self._story(award, kind, lines, weight, until)

        unit, reported = self._unit(), f"{self._days(6, 12)} report"
        yield told(
            4, unit, reported, f"2 return: {_INCOMPLETE}", self._again(), *self._board(),
            self._signed(),
        )  # fmt: skip
        yield told(2, unit, reported, f"2 reject: {_UNFIT}")
        yield told(1, unit, *self._board(), f"{self._days(4, 8)} reject: {_UNFIT}")
        yield told(2, unit, f"{self._days(2, 6)} withdraw: {_MISTAKEN}")
        yield told(1, unit, reported, "0 undo", "0 report", "3 pass", self._signed())
        yield told(3, unit, until=60)
        yield told(3, f"{self._days(6, 12)} return: {_INCOMPLETE}", until=45)
        yield told(1, unit, reported, f"2 return: {_INCOMPLETE}", until=60)

    def _of_ministry(self, kind: NomineeKind) -> Iterator[Story]:
        """A ministry's or a province's own."""

        def told(weight: int, *lines: str, until: int = FOR_EVER) -> Story:
            return self._story("bk-bo", kind, lines, weight, until)

        unit, signed = f"{self._days(3, 8)} pass", f"{self._days(8, 18)} pass: {DECISION}"
        yield told(60, unit, signed)
        yield told(24, f"{self._days(5, 9)} pass", f"{self._days(12, 24)} pass: {DECISION}")
        yield told(4, f"{self._days(3, 6)} return: {_INCOMPLETE}", self._again(), unit, signed)
        yield told(3, f"{self._days(4, 8)} reject: {_UNFIT}")
        yield told(1, f"{self._days(4, 8)} pass", "0 undo", "0 pass", signed)
        yield told(3, unit, until=45)
        yield told(2, f"{self._days(4, 8)} vote 1", until=25)
        yield told(2, f"{self._days(5, 9)} return: {_INCOMPLETE}", until=45)

    def _where_nobody_heads(self) -> Iterator[Story]:
        """The council has voted; who would sign is not there."""
        lines = (f"{self._days(4, 8)} pass",)
        yield Story("bk-bo", NomineeKind.INDIVIDUAL, lines, 1, woman=True, headed=False)

    def _story(
        self, award: str, kind: NomineeKind, lines: tuple[str, ...], weight: int, until: int
    ) -> Story:
        if kind is not NomineeKind.INDIVIDUAL:
            return Story(award, kind, lines, weight, until)
        woman, direct = self._chance() < 0.45, self._chance() < 0.4  # noqa: PLR2004 -- of all
        return Story(award, kind, lines, weight, until, woman=woman, direct_worker=direct)

    def _unit(self) -> str:
        return f"{self._days(7, 14)} pass"

    def _blocs(self, bloc: bool) -> tuple[str, ...]:  # noqa: FBT001 -- whether there is one
        return (f"{self._days(3, 8)} pass",) if bloc else ()

    def _passed(self, bloc: bool) -> tuple[str, ...]:  # noqa: FBT001 -- as above
        return self._unit(), *self._blocs(bloc)

    def _board(self) -> tuple[str, ...]:
        return f"{self._days(8, 15)} report", f"{self._days(2, 5)} pass"

    def _signed(self) -> str:
        return f"{self._days(5, 9)} pass: {DECISION}"

    def _again(self) -> str:
        return f"{self._days(3, 8)} resubmit: {_COMPLETED}"
