"""What a value is about, and what no requirement may say."""

from collections.abc import Callable

import pytest

from approvals.domain.categories import AwardGroup
from approvals.domain.requirements import (
    About,
    CouncilSession,
    Prerequisite,
    Ratio,
    SubmissionWindow,
    Won,
)
from approvals.rules import loader

ND98 = loader.load_file(loader.FOLDER / "nd98-2023.toml").rules


@pytest.mark.parametrize(
    ("about", "covered"),
    [
        (About(), {"bk-ttg", "hcld-3", "ahld"}),
        (About(awards=("bk-ttg",)), {"bk-ttg"}),
        (About(groups=(AwardGroup.ORDER,)), {"hcld-3"}),
        (About(groups=(AwardGroup.ORDER,), awards=("ahld",)), {"hcld-3", "ahld"}),
    ],
)
def test_a_value_is_about_awards_groups_or_all(about: About, covered: set[str]) -> None:
    asked = ("bk-ttg", "hcld-3", "ahld")
    assert {code for code in asked if about.covers(ND98.award(code))} == covered


def test_the_labour_order_asks_for_what_the_law_says() -> None:
    """Luật 06/2022/QH15, Điều 44(1)(e), as laodong 1467558 and the ministry's reply have it."""
    (one,) = ND98.award("hcld-3").prerequisites
    assert (one.value.held, one.value.years, one.value.excellent_years) == ("bk-ttg", 5, 1)
    assert one.value.won == ((Won(award="cstdcs", times=3),),)
    assert one.value.named == {"bk-ttg", "cstdcs"}


WRONG: dict[str, Callable[[], object]] = {
    "`times` is 1 or more": lambda: Won(award="co-bo", times=0),
    "0 or more": lambda: Prerequisite(years=-1),
    "among the `years`": lambda: Prerequisite(years=1, excellent_years=2),
    "names an award": lambda: Prerequisite(won=((),)),
    "is not a percentage": lambda: Ratio(award="co-cp", max_percent=101, among="ldtt"),
    "say `among`": lambda: Ratio(award="co-cp", max_percent=1, among="ldtt", among_words="all"),
    "no day of a year": lambda: SubmissionWindow(closes="02-30"),
    "not a percentage from": lambda: CouncilSession(
        council="a", council_en="a", attendance_percent=0, pass_percent=51
    ),
}


@pytest.mark.parametrize("problem", WRONG)
def test_what_no_requirement_may_say(problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        WRONG[problem]()
