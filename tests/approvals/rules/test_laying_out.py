"""What a set says value by value, and what two sets say differently."""

from datetime import date

import pytest

from approvals.domain.sourced import Strength
from approvals.rules import loader
from approvals.rules.editing import NewValue, edited
from approvals.rules.laying_out import differing, laid_out

SETS = {loaded.rules.id: loaded.content for loaded in loader.built_in()}
EACH = pytest.mark.parametrize("content", SETS.values(), ids=SETS)
ND152 = SETS["nd152-2025"]


def _changed(path: str, value: object) -> dict[str, object]:
    new = NewValue(path=path, value=value, basis="a test", strength=Strength.V1, note="read")
    return edited(ND152, new, edition=2).content


@EACH
def test_every_award_has_its_route_and_its_authority(content: dict[str, object]) -> None:
    laid = laid_out(content)
    for place in ("route", "authority"):
        told = [code for one in laid if one.place == place for code in one.awards]
        assert sorted(told) == sorted(content["awards"])  # type: ignore[call-overload]


def test_what_awards_share_is_told_once_and_of_one_award_everything() -> None:
    shares = [one for one in laid_out(ND152) if one.place == "unit.ballot.pass_percent"]
    assert len(shares) == len({one.awards for one in shares})
    assert sum(len(one.awards) for one in shares) == len(ND152["awards"])
    (flag,) = [one for one in laid_out(ND152, award="co-cp") if "bloc.ballot.pass" in one.place]
    assert (flag.awards, flag.said["value"], flag.verified) == (("co-cp",), 51, False)
    general = [one for one in laid_out(ND152) if not one.awards]
    assert "principles.silence_agrees" in {one.place for one in general}


@EACH
def test_a_set_says_the_same_as_itself(content: dict[str, object]) -> None:
    assert differing(content, content) == []


def test_one_award_that_differs_from_what_it_shared_is_all_that_differs() -> None:
    found = differing(ND152, _changed("awards.hcld-3.unit.pass_percent", 75))
    assert [(one.place, one.awards) for one in found] == [("unit.ballot.pass_percent", ("hcld-3",))]
    assert (found[0].left["value"], found[0].right["value"]) == (80, 75)  # type: ignore[index]


def test_a_change_of_what_all_share_is_told_once() -> None:
    (found,) = differing(ND152, _changed("defaults.escalate_after", 4))[-1:]
    assert {one.place.rpartition(".")[2] for one in [found]} == {"escalate_after"}


def test_two_decrees_differ_in_awards_and_limits() -> None:
    places = {one.place for one in differing(SETS["nd91-2017"], SETS["nd98-2023"])}
    assert {"route", "unit.ballot.pass_percent", "principles.women_percent"} <= places
    assert SETS["nd98-2023"]["valid_from"] == date(2024, 1, 1).isoformat()
