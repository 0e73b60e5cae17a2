"""What share of which council each award needs under each decree, for councils of 5 to 20."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from approvals.domain.rule_set import BallotRule, RuleSet
from approvals.domain.tally import Tally, needed, outcome
from approvals.rules import loader
from models.enums import ExcludedMembers, GateState, Stage
from tests.approvals.domain.vectors import VOTES_NEEDED

SETS = {loaded.rules.id: loaded.rules for loaded in loader.built_in()}
EACH_SET = pytest.mark.parametrize("rules", SETS.values(), ids=SETS)
UNIT, BLOC = Stage.UNIT, Stage.BLOC
OWN, MINISTRY = "nominating-body", "ministry"
SECRET, OPEN = "secret", "open"
_COLUMN = {66: 1, 80: 2, 90: 3, 51: 4}  # of VOTES_NEEDED
NEEDED = {(row[0], share): row[at] for row in VOTES_NEEDED for share, at in _COLUMN.items()}


class Council(NamedTuple):
    """Awards, where they are voted on, the share of all members, and how well each is known.

    `known`: under nd91-2017, nd98-2023, nd152-2025; – where the set does not know the award.
    """

    awards: str
    stage: Stage
    at: str
    percent: int
    how: str
    known: tuple[str, str, str]
    source: str


_ORDERS_91 = "hcqc-1 hcld-1 hcld-2 hcld-3 hc-sao-vang hc-ho-chi-minh hcdl-1 hcdl-2 hcdl-3"
_ORDERS_LATER = (
    "hcqc-2 hcqc-3 hcbvtq-1 hcbvtq-2 hcbvtq-3 hccc-1 hccc-2 hccc-3 hc-dai-doan-ket hc-dung-cam"
    " hc-huu-nghi huy-quan-ky huy-an-ninh huy-chien-si huy-huu-nghi huy-tnxp gt-hcm gt-nn"
    " tinh-anh-hung bmvnah nha-giao-nd nha-giao-ut thay-thuoc-nd thay-thuoc-ut nghe-si-nd"
    " nghe-si-ut nghe-nhan-nd nghe-nhan-ut"
)
_OF_ALL = "NĐ 91/2017/NĐ-CP, Điều 45(8); carried over to the later decrees"
COUNCILS = [
    Council("cstdtq ahld ahllvt", UNIT, OWN, 90, SECRET, ("V1", "U", "U"), _OF_ALL),
    Council("cstd-bo", UNIT, MINISTRY, 90, SECRET, ("V1", "U", "U"), _OF_ALL),
    Council(
        *("bk-ttg", UNIT, OWN, 80, SECRET, ("V3", "V1", "U")),
        "thủ tục của tỉnh An Giang; thủ tục 5084 của Ngân hàng Nhà nước (NĐ 98/2023); carried over",
    ),
    Council(
        *("co-cp", UNIT, OWN, 80, SECRET, ("U", "U", "W")),
        "NĐ 152/2025/NĐ-CP, Điều 33(5), from unofficial material",
    ),
    Council(
        "co-cp", BLOC, "bloc", 51, SECRET, ("U", "U", "U"), "no source: a majority to start with"
    ),
    Council(_ORDERS_91, UNIT, OWN, 80, SECRET, ("U", "U", "U"), "no source: 80 % to start with"),
    Council(_ORDERS_LATER, UNIT, OWN, 80, SECRET, ("–", "U", "U"), "no source: 80 % to start with"),
    Council(
        *("bk-bo cstdcs ldtt co-bo ttldxs knc giay-khen", UNIT, OWN, 51, OPEN, ("U", "U", "U")),
        "no source: a majority to start with",
    ),
    Council(
        "ttldtt xa-tieu-bieu thon-van-hoa gia-dinh-van-hoa giay-khen-xa",
        *(UNIT, OWN, 51, OPEN, ("–", "U", "U")),
        "no source: a majority to start with",
    ),
]


def _ballots(rules: RuleSet) -> Iterator[tuple[str, Stage, str, BallotRule]]:
    for award in rules.awards.values():
        for rule in award.route:
            if rule.ballot is not None:
                yield award.code, rule.stage, rule.at, rule.ballot


@EACH_SET
def test_every_ballot_of_every_set_stands_in_the_table(rules: RuleSet) -> None:
    place = list(SETS).index(rules.id)
    table = {
        (code, row.stage, row.at): (row.percent, row.how, row.known[place])
        for row in COUNCILS
        for code in row.awards.split()
        if row.known[place] != "–"
    }
    said = {
        (code, stage, at): (
            ballot.pass_percent.value,
            SECRET if ballot.secret.value else OPEN,
            ballot.pass_percent.strength,
        )
        for code, stage, at, ballot in _ballots(rules)
    }
    assert said == table


@EACH_SET
@pytest.mark.parametrize("members", range(5, 21))
def test_every_ballot_of_every_set_passes_with_the_votes_of_the_table(
    rules: RuleSet, members: int
) -> None:
    """Absent members answer in writing: everybody has voted."""
    for code, stage, _at, ballot in _ballots(rules):
        votes = NEEDED[members, ballot.pass_percent.value]
        enough = Tally(members=members, yes=votes, no=members - votes)
        one_less = Tally(members=members, yes=votes - 1, no=members - votes + 1)
        settled = (outcome(enough, ballot), outcome(one_less, ballot))
        assert settled == (GateState.PASSED, GateState.REJECTED), (code, stage)


@EACH_SET
@pytest.mark.parametrize("members", range(5, 21))
def test_a_council_of_which_too_few_may_judge_cannot_pass(rules: RuleSet, members: int) -> None:
    """Two thirds of ALL members vote, besides the share in favour: the larger number decides."""
    for code, stage, _at, ballot in _ballots(rules):
        assert ballot.excluded_members.value is ExcludedMembers.COUNT
        assert ballot.quorum_percent.value == 66
        least = max(NEEDED[members, 66], NEEDED[members, ballot.pass_percent.value])
        just = Tally(members=members, yes=0, no=0, excluded=members - least)
        too_few = Tally(members=members, yes=0, no=0, excluded=members - least + 1)
        assert (just.can_pass(ballot), too_few.can_pass(ballot)) == (True, False), (code, stage)


# members, who must attend, who must attend for a Hero title, who must be in favour
CENTRAL_COUNCIL = [
    (18, 12, 17, 10),  # the council of 2016–2020: 1 + 4 + 13
    (17, 12, 16, 9),  # QĐ 664/QĐ-TTg ngày 25/3/2025
    (16, 11, 15, 9),  # one seat vacant
]


@pytest.mark.parametrize(("members", "attend", "for_heroes", "in_favour"), CENTRAL_COUNCIL)
@pytest.mark.parametrize("rule_set", ["nd98-2023", "nd152-2025"])
def test_when_a_session_of_the_central_council_counts(
    rule_set: str, members: int, attend: int, for_heroes: int, in_favour: int
) -> None:
    """QĐ 500/QĐ-TTg ngày 12/6/2024, Điều 10; NĐ 98/2023/NĐ-CP, Điều 47."""
    sessions = {one.value.awards: one.value for one in SETS[rule_set].sessions}
    usual, heroes = sessions[()], sessions["ahld", "ahllvt"]
    assert needed(members, usual.attendance_percent) == attend
    assert needed(members, heroes.attendance_percent) == for_heroes
    assert needed(members, usual.pass_percent) == needed(members, heroes.pass_percent) == in_favour
