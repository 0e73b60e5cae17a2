"""Figures are counted and divided, never typed: parts add up, shares are of what was counted."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import pytest

from approvals.domain import counted as words
from approvals.domain.counted import (
    Age,
    Authority,
    Basis,
    Counted,
    Level,
    Pace,
    Work,
    authority_of,
    read_counted,
)
from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.figures import Cell, Figures, Filed, Named, Share, Table
from approvals.domain.figures_of_awards import Tally, authority_table, award_table, share_table
from approvals.domain.figures_of_work import (
    GateTally,
    ListTally,
    OpenTally,
    backlog_table,
    direct_table,
    timeliness_table,
)
from models.commendation import AwardKind
from models.enums import BodyKind, NomineeKind, Stage

YEAR = Counted(basis=Basis.FILED, year=2019)
MINISTRY, PROVINCE = Named("bo-tu-phap", "Bộ Tư pháp"), Named("hue", "Thành phố Huế")
# What the centre appraised and submitted in 2019, and the shares that follow from it.
IN_2019 = {
    AwardKind.TENURE: (70_327, 63_68),
    AwardKind.RESISTANCE: (22_924, 20_76),
    AwardKind.MERIT: (12_513, 11_33),
    AwardKind.SERVICE: (3_831, 3_47),
    AwardKind.FOREIGN: (840, 76),
    AwardKind.SUDDEN: (0, 0),
    AwardKind.MOVEMENT: (0, 0),
}


def tally(dossiers: int, **others: object) -> Tally:
    fields: dict[str, object] = {
        "body": MINISTRY,
        "award": Named("bk-ttg", "Bằng khen"),
        "level": Level.STATE,
        "authority": Authority.UPWARD,
        "kind": AwardKind.MERIT,
        "recipient": NomineeKind.COLLECTIVE,
        "work": None,
        "dossiers": dossiers,
    }
    return Tally(**fields | others)  # type: ignore[arg-type]


def values(cells: Iterable[Cell]) -> list[int | Share | None]:
    return [cell.value for cell in cells]


def column(table: Table, wanted: StrEnum) -> list[int | Share | None]:
    place = list(table.columns).index(wanted)
    return [row.cells[place].value for row in table.rows if row.depth == 0]


def test_the_shares_of_2019_are_computed_from_its_counts() -> None:
    table = share_table([tally(n, kind=kind) for kind, (n, _) in IN_2019.items()], YEAR)
    assert table.total is not None
    assert values(table.total) == [110_435, Share(110_435, 110_435)]
    assert {row.heading: tuple(values(row.cells)) for row in table.rows} == {
        kind: (number, Share(number, 110_435)) for kind, (number, _) in IN_2019.items()
    }
    shares = {kind: Share(number, 110_435).hundredths for kind, (number, _) in IN_2019.items()}
    assert shares == {kind: share for kind, (_, share) in IN_2019.items()}


@pytest.mark.parametrize(
    ("part", "whole", "hundredths"),
    [(0, 0, None), (0, 7, 0), (7, 7, 100_00), (1, 3, 33_33), (2, 3, 66_67), (1, 800, 13)],
)
def test_a_share_is_divided_last(part: int, whole: int, hundredths: int | None) -> None:
    assert Share(part, whole).hundredths == hundredths


def test_state_awards_by_award_then_by_who_proposed_them() -> None:
    individual = NomineeKind.INDIVIDUAL
    given = Counted(basis=Basis.AWARDED, year=2026, level=Level.STATE)
    table = award_table(
        Figures.STATE_AWARDS,
        [
            tally(3),
            tally(2, body=PROVINCE, recipient=individual, work=Work.DIRECT),
            tally(4, recipient=individual, work=Work.OTHER, kind=AwardKind.TENURE),
            tally(9, level=Level.MINISTRY),  # belongs to the other form
        ],
        given,
    )
    assert [(row.heading, row.depth, row.cells[0].value) for row in table.rows] == [
        (Named("bk-ttg", "Bằng khen"), 0, 9),
        (MINISTRY, 1, 7),
        (PROVINCE, 1, 2),
    ]
    assert table.total is not None
    total = dict(zip(table.columns, values(table.total), strict=True))
    assert [total[kind] for kind in NomineeKind] == [6, 3, 0]
    assert (total[Work.DIRECT], total[Work.OTHER]) == (2, 4)
    assert sum(number for kind in AwardKind if isinstance(number := total[kind], int)) == 9
    unsaid = [name.value for name, number in total.items() if number is None]
    assert unsaid == [
        *("enterprises", "ministry_leaders", "department_leaders", "entrepreneurs"),
        "other_leaders",
    ]
    place = list(table.columns).index(Work.DIRECT)
    listed = table.rows[2].cells[place].listed
    assert listed is not None
    assert (listed.body, listed.award) == ("hue", "bk-ttg")
    assert listed.counted.written == "awarded.2026.state.individual.direct"


def test_own_awards_beside_what_was_proposed_upward() -> None:
    own = tally(1, level=Level.MINISTRY, authority=Authority.OWN)
    table = authority_table([own, tally(3), tally(5, body=PROVINCE)], YEAR)
    assert [values(row.cells) for row in table.rows] == [
        [4, 1, 3, Share(1, 4)],
        [5, 0, 5, Share(0, 5)],
    ]
    assert table.total is not None
    assert values(table.total) == [9, 1, 8, Share(1, 9)]


@pytest.mark.parametrize(
    ("level", "body", "whose"),
    [
        (Level.GRASSROOTS, BodyKind.UNIT, Authority.OWN),
        (Level.MINISTRY, BodyKind.MINISTRY, Authority.OWN),
        (Level.MINISTRY, BodyKind.UNIT, Authority.UPWARD),
        (Level.STATE, BodyKind.MINISTRY, Authority.UPWARD),
    ],
)
def test_who_may_give_an_award_itself(level: Level, body: BodyKind, whose: Authority) -> None:
    assert authority_of(level, body) is whose


def test_direct_workers_submission_by_submission() -> None:
    first, second = Filed(UUID(int=1), "1/TTr"), Filed(UUID(int=2), "2/TTr")
    tallies = [ListTally(MINISTRY, first, 4, 0), ListTally(MINISTRY, second, 2, 1)]
    table = direct_table(tallies, YEAR)
    assert [(row.heading, values(row.cells)) for row in table.rows] == [
        (MINISTRY, [6, 1, Share(1, 6)]),
        (first, [4, 0, Share(0, 4)]),
        (second, [2, 1, Share(1, 2)]),
    ]


def test_half_of_the_gates_took_so_many_working_days_at_most() -> None:
    friday = date(2026, 1, 9)
    took = [
        GateTally(Stage.UNIT, friday, friday + timedelta(days=days), pace, gates)
        for days, pace, gates in (
            (0, Pace.UNLIMITED, 1),
            (3, Pace.IN_TIME, 2),  # Monday: one working day
            (12, Pace.LATE, 3),
        )
    ]
    calendar = WorkingCalendar(
        version="of a test", days_off=frozenset(), working_weekend_days=frozenset()
    )
    table = timeliness_table(took, YEAR, calendar)
    [unit] = table.rows
    assert values(unit.cells) == [6, 2, 3, 1, Share(2, 5), 1]
    empty = timeliness_table([], YEAR, calendar).total
    assert empty is not None
    assert values(empty) == [0, 0, 0, 0, Share(0, 0), None]


def test_the_backlog_adds_up_by_kind_and_by_age() -> None:
    tallies = [
        OpenTally(kind, age, 1 + place * number)
        for place, kind in enumerate(AwardKind)
        for number, age in enumerate(Age)
    ]
    table = backlog_table(tallies, Counted(basis=Basis.OPEN))
    assert table.total is not None
    for place in range(len(table.columns)):
        numbers = [row.cells[place].value for row in table.rows]
        assert sum(n for n in numbers if isinstance(n, int)) == table.total[place].value


def test_no_word_of_an_address_means_two_things() -> None:
    known = [word for words in words._LISTS.values() for word in words]  # noqa: SLF001 -- all of them
    assert len(known) == len({word.value for word in known})


@pytest.mark.parametrize(
    "one",
    [
        Counted(basis=Basis.OPEN, kind=AwardKind.SERVICE, age=Age.OLDER),
        Counted(basis=Basis.JUDGED, year=2026, stage=Stage.UNIT, pace=Pace.LATE),
        Counted(basis=Basis.FILED, year=2025, submission_id=UUID(int=7), work=Work.DIRECT),
    ],
)
def test_what_is_counted_is_read_as_it_was_written(one: Counted) -> None:
    assert read_counted(one.written) == one


@pytest.mark.parametrize(
    "text", ["", "2026", "filed", "open.2026", "x.y", "filed.99999", "filed.²"]
)
def test_an_address_that_does_not_say_what_is_counted_counts_nothing(text: str) -> None:
    assert read_counted(text) is None
