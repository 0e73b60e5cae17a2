"""What must have been given before: the ladders of the law, and of the decrees before it."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as some

from approvals.domain.guards.identity import Likeness
from approvals.domain.guards.nominated import Condition, PastAward
from approvals.domain.guards.not_a_basis import not_a_basis
from approvals.domain.guards.prerequisites import prerequisites, shortfalls
from approvals.domain.rule_set import RuleSet
from models.commendation import AwardKind
from models.enums import NomineeKind
from tests.approvals.domain.guards.builders import ND91, ND98, ND152, given, nominated

LAW_21 = "Luật 06/2022/QH15, Điều 21 (lawnet 22754)"
LAW_44 = "Luật 06/2022/QH15, Điều 44(1)(e) (laodong 1467558)"
OLD = "NĐ 65/2014/NĐ-CP, Điều 7-23"
TEAM, PERSON = NomineeKind.COLLECTIVE, NomineeKind.INDIVIDUAL
HELD_2015 = given("bk-ttg", 2015)
FLAGS = given("co-bo", 2016, 2019)

# Rules, award, for whom, the record, the year considered, what is missing, where it was read.
LADDERS: tuple[tuple[RuleSet, str, NomineeKind, list[PastAward], int, list[str], str], ...] = (
    (ND152, "cstdtq", PERSON, given("cstd-bo", 2024, 2025), 2026, [], LAW_21),
    (ND152, "cstdtq", PERSON, given("cstd-bo", 2023, 2025), 2026, ["won_not_in_a_row"], LAW_21),
    (ND152, "cstdtq", PERSON, given("cstd-bo", 2025), 2026, ["won_not_in_a_row"], LAW_21),
    (ND152, "cstdtq", PERSON, given("cstd-bo", 2023, 2024), 2026, ["not_directly_after"], LAW_21),
    (
        ND152,
        "cstdtq",
        PERSON,
        given("cstd-bo", 2022, 2023, 2025),
        2026,
        ["not_directly_after"],
        LAW_21,
    ),
    (
        ND98,
        "hcld-3",
        PERSON,
        given("bk-ttg", 2019) + given("cstdcs", 2020, 2022, 2024),
        2024,
        [],
        LAW_44,
    ),
    (
        ND98,
        "hcld-3",
        PERSON,
        given("bk-ttg", 2019) + given("cstdcs", 2018, 2022, 2024),
        2024,
        ["won_missing"],
        LAW_44,
    ),
    (ND98, "hcld-3", PERSON, given("cstdcs", 2020, 2022, 2024), 2024, ["held_missing"], LAW_44),
    (ND98, "hcld-3", PERSON, [], 2024, ["held_missing", "won_missing"], LAW_44),
    (ND91, "bk-ttg", TEAM, given("bk-bo", 2015) + given("co-bo", 2018), 2020, [], OLD),
    (ND91, "hcld-3", TEAM, HELD_2015 + FLAGS, 2020, [], OLD),
    (
        ND91,
        "hcld-3",
        TEAM,
        HELD_2015 + given("co-bo", 2016) + given("bk-bo", 2017, 2018),
        2020,
        [],
        OLD,
    ),
    (
        ND91,
        "hcld-3",
        TEAM,
        HELD_2015 + given("co-bo", 2016) + given("bk-bo", 2017),
        2020,
        ["won_missing"],
        OLD,
    ),
    (ND91, "hcld-3", TEAM, HELD_2015 + given("co-bo", 2014, 2016), 2020, ["won_missing"], OLD),
    (
        ND91,
        "hcld-2",
        TEAM,
        given("hcld-3", 2014) + given("co-cp", 2016) + given("co-bo", 2017),
        2019,
        [],
        OLD,
    ),
    (ND91, "hcld-2", TEAM, given("hcld-3", 2014) + given("co-bo", 2015, 2016, 2017), 2019, [], OLD),
    (
        ND91,
        "hcld-1",
        TEAM,
        given("hcld-2", 2014) + given("co-cp", 2016) + given("co-bo", 2017),
        2019,
        ["won_missing"],
        OLD,
    ),
    (
        ND91,
        "hcld-1",
        TEAM,
        given("hcld-2", 2014) + given("co-bo", 2015, 2016, 2017, 2018),
        2019,
        [],
        OLD,
    ),
    (
        ND91,
        "hcdl-3",
        TEAM,
        given("hcld-1", 2009) + given("co-cp", 2011, 2013) + given("bk-ttg", 2015),
        2019,
        [],
        OLD,
    ),
    (
        ND91,
        "hcdl-2",
        TEAM,
        given("hcdl-3", 2009) + given("co-cp", 2011, 2013),
        2019,
        ["won_missing"] * 2,
        OLD,
    ),
    (
        ND91,
        "hcdl-1",
        TEAM,
        given("hcdl-2", 2009) + given("co-cp", 2010, 2012, 2014, 2016) + given("co-bo", 2011, 2013),
        2019,
        [],
        OLD,
    ),
    (ND91, "hc-ho-chi-minh", TEAM, given("hcqc-1", 2009), 2019, [], OLD),
    (ND91, "hc-sao-vang", TEAM, given("hcdl-1", 1990), 2019, ["held_missing"], OLD),
)


@pytest.mark.parametrize(("rules", "award", "kind", "record", "year", "missing", "source"), LADDERS)
def test_what_the_record_lacks(  # noqa: PLR0913, PLR0917 -- a table's columns
    rules: RuleSet,
    award: str,
    kind: NomineeKind,
    record: list[PastAward],
    year: int,
    missing: list[str],
    source: str,
) -> None:
    found = prerequisites(rules, nominated(rules, award, *record, year=year, kind=kind))
    assert [one.code for one in found if one.code != "to_check"] == missing, source


@pytest.mark.parametrize(
    ("rules", "award", "kind", "conditions"),
    [
        (ND152, "cstdtq", PERSON, (Condition.INITIATIVES, Condition.BESIDES)),
        (ND152, "co-cp", TEAM, (Condition.BLOC_LEADER, Condition.BESIDES)),
        (ND98, "hcld-3", PERSON, (Condition.RATINGS,)),
        (ND91, "hcld-3", TEAM, (Condition.RATINGS, Condition.BODY_AGE)),
    ],
)
def test_what_no_record_can_tell_is_left_to_people(
    rules: RuleSet, award: str, kind: NomineeKind, conditions: tuple[Condition, ...]
) -> None:
    *_, last = prerequisites(rules, nominated(rules, award, kind=kind))
    assert (last.code, last.facts) == ("to_check", {"conditions": conditions})


def test_an_award_that_asks_nothing_finds_nothing() -> None:
    assert prerequisites(ND152, nominated(ND152, "bk-bo")) == []


def test_a_finding_names_the_article_and_how_well_it_is_known() -> None:
    first, *_ = prerequisites(ND152, nominated(ND152, "cstdtq"))
    assert (first.basis, first.strength) == ("Luật 06/2022/QH15, Điều 21", "V2")
    assert first.sentence == (
        "Asked for: 2 × Emulation Fighter of a ministry or province in consecutive years."
        " The record shows at most: 0."
    )


def test_awards_of_somebody_of_the_same_name_never_count_alone() -> None:
    record = given("cstd-bo", 2025) + given("cstd-bo", 2024, likeness=Likeness.BY_NAME)
    found = prerequisites(ND152, nominated(ND152, "cstdtq", *record))
    assert [one.code for one in found] == ["met_by_name_only", "to_check"]
    assert found[0].facts == {"decisions": ("2024/QĐ-TTg",)}


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(AwardKind.SUDDEN, True), (AwardKind.MOVEMENT, True), (AwardKind.SERVICE, False)],
)
def test_a_sudden_deed_and_a_movement_are_no_basis_for_merit(
    kind: AwardKind, *, missing: bool
) -> None:
    """NĐ 98/2023/NĐ-CP, Điều 4 (pbgdpl.cantho.gov.vn; lawnet 9658)."""
    record = given("bk-ttg", 2019, kind=kind) + given("cstdcs", 2020, 2022, 2024)
    one = nominated(ND98, "hcld-3", *record, year=2024)
    assert ("held_missing" in [found.code for found in prerequisites(ND98, one)]) is missing
    assert [found.facts["decision"] for found in not_a_basis(ND98, one)] == (
        ["2019/QĐ-TTg"] if missing else []
    )
    not_for_merit = nominated(ND98, "hcld-3", *record, year=2024, award_kind=AwardKind.SERVICE)
    assert not_a_basis(ND98, not_for_merit) == []


_PAST = some.builds(
    PastAward,
    award=some.sampled_from(("bk-ttg", "bk-bo", "co-cp", "co-bo", "cstd-bo", "cstdcs", "hcld-3")),
    year=some.integers(2010, 2026),
)
_WAYS = [
    way.value for rules in (ND91, ND152) for award in rules.awards.values()
    for way in award.prerequisites
]  # fmt: skip


@drawn(way=some.sampled_from(_WAYS), record=some.lists(_PAST, max_size=12), more=_PAST)
def test_one_more_award_never_makes_somebody_unfit(way, record, more) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    rules = ND91
    if not shortfalls(rules, way, 2026, record):
        assert not shortfalls(rules, way, 2026, [*record, more])
