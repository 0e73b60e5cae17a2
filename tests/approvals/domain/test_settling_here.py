"""Which awards a body may give itself instead of proposing one upward, and where they go on."""

import pytest

from approvals.domain.refusals.settling_here import EndsHereAnyway, NoOwnAward, NotOwnAward
from approvals.domain.rule_set import NOMINATING_BODY, StageRule
from approvals.domain.settling_here import ensure_own, goes_on_at, own_awards
from approvals.rules.loader import built_in
from models.enums import NomineeKind, Stage

RULES = next(one.rules for one in built_in() if one.rules.id == "nd98-2023")
INDIVIDUAL, COLLECTIVE = NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE


def at_the_ministry(rule: StageRule) -> bool:
    """The nominating body is a ministry."""
    return rule.at in {NOMINATING_BODY, "ministry"}


def at_the_board(rule: StageRule) -> bool:
    return rule.at == "ban-tdkt-trung-uong"


def codes(proposed: str, kind: NomineeKind) -> set[str]:
    own = own_awards(RULES, RULES.award(proposed), kind, at_the_ministry)
    return {award.code for award in own}


def test_a_body_offers_what_its_own_head_gives_to_this_kind_of_nominee() -> None:
    offered = codes("bk-ttg", INDIVIDUAL)
    assert "bk-bo" in offered
    assert "bk-ttg" not in offered
    assert all(INDIVIDUAL in RULES.award(code).recipients for code in offered)
    assert all(COLLECTIVE in RULES.award(code).recipients for code in codes("bk-ttg", COLLECTIVE))


def test_nothing_is_settled_where_the_body_has_the_last_word_anyway() -> None:
    assert codes("bk-bo", INDIVIDUAL) == set()
    with pytest.raises(EndsHereAnyway):
        ensure_own("cstd-bo", RULES.award("bk-bo"), [], at_the_ministry, body="Bộ")


def test_a_body_without_an_award_of_its_own_settles_nothing() -> None:
    proposed = RULES.award("bk-ttg")
    own = own_awards(RULES, proposed, INDIVIDUAL, at_the_board)
    with pytest.raises(NoOwnAward):
        ensure_own("bk-bo", proposed, own, at_the_board, body="Ban")


def test_only_an_award_of_the_list_will_do() -> None:
    proposed = RULES.award("bk-ttg")
    own = own_awards(RULES, proposed, INDIVIDUAL, at_the_ministry)
    for code in ("cstdtq", "", "bk-ttg"):
        with pytest.raises(NotOwnAward):
            ensure_own(code, proposed, own, at_the_ministry, body="Bộ")
    assert ensure_own("bk-bo", proposed, own, at_the_ministry, body="Bộ").code == "bk-bo"


@pytest.mark.parametrize(
    ("at", "goes_on"),
    [
        (Stage.UNIT, Stage.UNIT),
        (Stage.BLOC, Stage.FINAL_AUTHORITY),
        (Stage.FINAL_AUTHORITY, Stage.FINAL_AUTHORITY),
    ],
)
def test_it_goes_on_where_the_first_one_was_or_at_the_next_stage(at: Stage, goes_on: Stage) -> None:
    assert goes_on_at(RULES.award("bk-bo"), INDIVIDUAL, at).stage is goes_on
