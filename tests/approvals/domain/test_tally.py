"""When a ballot settles: thresholds by table, promises by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.rule_set import BallotRule
from approvals.domain.tally import Tally, needed, outcome
from models.enums import ExcludedMembers, GateState
from tests.approvals.domain.builders import a_ballot_rule
from tests.approvals.domain.vectors import VOTES_NEEDED, WITH_EXCLUDED

PASSED, REJECTED, OPEN = GateState.PASSED, GateState.REJECTED, None
TWO_THIRDS, MAJORITY = 66, 51


@pytest.mark.parametrize(("members", "two_thirds", "eighty", "ninety", "majority"), VOTES_NEEDED)
def test_votes_needed_in_councils_of_usual_size(
    members: int, two_thirds: int, eighty: int, ninety: int, majority: int
) -> None:
    assert needed(members, TWO_THIRDS) == two_thirds
    assert needed(members, 80) == eighty
    assert needed(members, 90) == ninety
    assert needed(members, MAJORITY) == majority


@pytest.mark.parametrize(("members", "two_thirds", "eighty", "ninety", "majority"), VOTES_NEEDED)
def test_one_vote_less_does_not_pass(
    members: int, two_thirds: int, eighty: int, ninety: int, majority: int
) -> None:
    shares = ((TWO_THIRDS, two_thirds), (80, eighty), (90, ninety), (MAJORITY, majority))
    for percent, votes in shares:
        rule = a_ballot_rule(pass_percent=percent)
        enough = Tally(members=members, yes=votes, no=members - votes)
        one_less = Tally(members=members, yes=votes - 1, no=members - votes + 1)
        assert (outcome(enough, rule), outcome(one_less, rule)) == (PASSED, REJECTED)


@pytest.mark.parametrize("members", range(1, 10))
def test_ninety_percent_of_nine_or_fewer_is_everybody(members: int) -> None:
    assert needed(members, 90) == members


@pytest.mark.parametrize("members", range(1, 50))
def test_whole_percents_stand_for_two_thirds_and_a_majority(members: int) -> None:
    assert needed(members, TWO_THIRDS) == -(-members * 2 // 3)
    assert needed(members, MAJORITY) == members // 2 + 1


@pytest.mark.parametrize(
    ("members", "yes", "no", "percent", "expected"),
    [
        (13, 0, 0, 80, OPEN),
        (13, 10, 0, 80, OPEN),
        (13, 11, 0, 80, PASSED),
        (13, 11, 2, 80, PASSED),
        (13, 10, 2, 80, OPEN),
        (13, 10, 3, 80, REJECTED),
        (13, 0, 3, 80, REJECTED),
        (20, 18, 0, 90, PASSED),
        (20, 17, 2, 90, OPEN),
        (20, 0, 3, 90, REJECTED),
        (20, 10, 10, 51, REJECTED),
        (1, 1, 0, 80, PASSED),
        (1, 0, 1, 80, REJECTED),
    ],
)
def test_settles_as_soon_as_the_answer_cannot_change(
    members: int, yes: int, no: int, percent: int, expected: GateState | None
) -> None:
    rule = a_ballot_rule(pass_percent=percent)
    assert outcome(Tally(members=members, yes=yes, no=no), rule) is expected


def test_the_denominator_is_all_members_not_those_who_voted() -> None:
    """NĐ 91/2017 Điều 45(8): tỷ lệ tính trên tổng số thành viên."""
    assert outcome(Tally(members=10, yes=7, no=0), a_ballot_rule(pass_percent=80)) is OPEN


def test_enough_votes_in_favour_wait_for_the_quorum() -> None:
    rule = a_ballot_rule(pass_percent=51, quorum_percent=90)
    assert outcome(Tally(members=10, yes=6, no=2), rule) is OPEN
    assert outcome(Tally(members=10, yes=6, no=3), rule) is PASSED


def test_a_full_count_waits_for_every_vote() -> None:
    rule = a_ballot_rule(pass_percent=80, full_count=True)
    assert outcome(Tally(members=5, yes=4, no=0), rule) is OPEN
    assert outcome(Tally(members=5, yes=0, no=4), rule) is OPEN
    assert outcome(Tally(members=5, yes=4, no=1), rule) is PASSED


def test_a_secret_ballot_is_counted_once_when_all_are_in() -> None:
    """An end that comes early would tell how the last one voted."""
    rule = a_ballot_rule(pass_percent=80, secret=True)
    assert outcome(Tally(members=5, yes=4, no=0), rule) is OPEN
    assert outcome(Tally(members=5, yes=0, no=4), rule) is OPEN
    assert outcome(Tally(members=5, yes=4, no=1), rule) is PASSED
    assert outcome(Tally(members=5, yes=4, no=0, excluded=1), rule) is PASSED


def test_the_excluded_are_members_who_will_not_vote() -> None:
    rule = a_ballot_rule(pass_percent=80)
    assert outcome(Tally(members=10, yes=7, no=1, excluded=1), rule) is OPEN
    assert outcome(Tally(members=10, yes=7, no=2, excluded=1), rule) is REJECTED
    full = a_ballot_rule(pass_percent=80, full_count=True)
    assert outcome(Tally(members=10, yes=9, no=0, excluded=1), full) is PASSED


@pytest.mark.parametrize(
    ("excluded", "percent", "needs", "state"),
    [(0, 80, 8, OPEN), (1, 80, 8, PASSED), (2, 80, 7, PASSED), (2, 90, 8, PASSED)],
)
def test_rules_may_leave_the_excluded_out_of_all_members(
    excluded: int, percent: int, needs: int, state: GateState | None
) -> None:
    rule = a_ballot_rule(pass_percent=percent, excluded_members=ExcludedMembers.LEAVE)
    tally = Tally(members=10, yes=8 if excluded else 7, no=0, excluded=excluded)
    assert (tally.needs(rule), outcome(tally, rule)) == (needs, state)


@pytest.mark.parametrize(
    ("members", "excluded", "percent", "counting", "can_pass", "leaving"), WITH_EXCLUDED
)
def test_votes_needed_where_some_may_not_judge(  # noqa: PLR0913, PLR0917 -- a table's columns
    members: int,
    excluded: int,
    percent: int,
    counting: int,
    can_pass: bool,  # noqa: FBT001
    leaving: int,
) -> None:
    tally = Tally(members=members, yes=0, no=0, excluded=excluded)
    counted = a_ballot_rule(pass_percent=percent, quorum_percent=TWO_THIRDS)
    left_out = a_ballot_rule(
        pass_percent=percent, quorum_percent=TWO_THIRDS, excluded_members=ExcludedMembers.LEAVE
    )
    assert (tally.needs(counted), tally.can_pass(counted)) == (counting, can_pass)
    assert outcome(tally, counted) is (OPEN if can_pass else REJECTED)
    assert (tally.needs(left_out), tally.can_pass(left_out)) == (leaving, True)


def test_by_default_the_excluded_make_it_harder_to_pass() -> None:
    """Hội đồng 7 thành viên, 1 người không tham gia: cần 6 phiếu đồng ý."""
    tally = Tally(members=7, yes=0, no=0, excluded=1)
    assert tally.needs(a_ballot_rule(pass_percent=80)) == 6
    assert tally.can_pass(a_ballot_rule(pass_percent=80))
    assert not tally.can_pass(a_ballot_rule(pass_percent=90))
    assert outcome(tally, a_ballot_rule(pass_percent=90)) is REJECTED


@pytest.mark.parametrize("excluded_members", list(ExcludedMembers))
def test_a_council_of_which_nobody_may_judge_gives_no_answer(
    excluded_members: ExcludedMembers,
) -> None:
    rule = a_ballot_rule(excluded_members=excluded_members)
    tally = Tally(members=3, yes=0, no=0, excluded=3)
    assert outcome(tally, rule) is OPEN
    assert not tally.can_pass(rule)


@pytest.mark.parametrize(
    ("members", "yes", "no", "excluded"), [(0, 0, 0, 0), (3, 2, 2, 0), (3, -1, 0, 0), (3, 3, 0, 1)]
)
def test_an_impossible_tally_is_a_mistake(members: int, yes: int, no: int, excluded: int) -> None:
    with pytest.raises(ValueError, match="impossible"):
        Tally(members=members, yes=yes, no=no, excluded=excluded)


percents = st.integers(min_value=1, max_value=100)
votes = st.lists(st.booleans(), min_size=1, max_size=60)


rules = st.builds(
    a_ballot_rule, pass_percent=percents, quorum_percent=percents, full_count=st.booleans()
)


@given(votes, rules)
def test_a_settled_ballot_never_changes(cast: list[bool], rule: BallotRule) -> None:
    seen = [outcome(_tally(cast[:number], len(cast)), rule) for number in range(1, len(cast) + 1)]
    settled = [state for state in seen if state is not OPEN]
    assert len(set(settled)) == 1
    assert seen == [OPEN] * (len(seen) - len(settled)) + settled


@given(votes, percents, percents)
def test_settling_early_gives_the_same_answer_as_the_full_count(
    cast: list[bool], pass_percent: int, quorum_percent: int
) -> None:
    early = a_ballot_rule(pass_percent=pass_percent, quorum_percent=quorum_percent)
    late = a_ballot_rule(pass_percent=pass_percent, quorum_percent=quorum_percent, full_count=True)
    everybody = _tally(cast, len(cast))
    assert outcome(everybody, early) is outcome(everybody, late)


@given(votes, percents)
def test_everybody_voting_passes_exactly_at_the_threshold(cast: list[bool], percent: int) -> None:
    enough = cast.count(True) >= needed(len(cast), percent)
    rule = a_ballot_rule(pass_percent=percent)
    assert outcome(_tally(cast, len(cast)), rule) is (PASSED if enough else REJECTED)


def _tally(cast: list[bool], members: int) -> Tally:
    return Tally(members=members, yes=cast.count(True), no=cast.count(False))
