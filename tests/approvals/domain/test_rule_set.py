"""What no rule set may say, whatever file it comes from."""

from collections.abc import Callable
from datetime import date

import pytest

from approvals.domain.refusals.filing import AwardUnknown
from approvals.domain.rule_set import RuleSet
from approvals.domain.sourced import Sourced, Strength
from models.enums import GateMethod, NomineeKind, Role, Stage
from tests.approvals.domain.builders import a_ballot_rule, a_stage, an_award

BALLOT = GateMethod.BALLOT


def a_rule_set(*, valid_to: date | None = None, code: str = "giay-khen") -> RuleSet:
    return RuleSet(
        id="thu-nghiem",
        title="Quy tắc thử nghiệm",
        title_en="Rules on trial",
        valid_from=date(2024, 1, 1),
        valid_to=valid_to,
        awards={code: an_award()},
    )


IMPOSSIBLE: dict[str, Callable[[], object]] = {
    "a value needs its basis": lambda: Sourced(value=1, basis=" ", strength=Strength.V1),
    "strength W needs a note": lambda: Sourced(value=1, basis="a blog", strength=Strength.W),
    "strength U needs a note": lambda: Sourced(value=1, basis="memory", strength=Strength.U),
    "0 is not a percentage": lambda: a_ballot_rule(pass_percent=0),
    "101 is not a percentage": lambda: a_ballot_rule(quorum_percent=101),
    "`ballot` goes with the method": lambda: a_stage(method=BALLOT),
    "`ballot` goes": lambda: a_stage(ballot=a_ballot_rule()),
    "`bloc` judges at the bloc stage": lambda: a_stage(Stage.UNIT, at="bloc"),
    "`bloc` judges": lambda: a_stage(Stage.BLOC, at="ministry"),
    "only signatory may return": lambda: a_stage(may_return=(Role.CHAIR,)),
    "only chair may return": lambda: a_stage(
        method=BALLOT, ballot=a_ballot_rule(), may_return=(Role.MEMBER,)
    ),
    "a limit is at least 1": lambda: a_stage(working_days=0),
    "`escalate_after` is 0 or more": lambda: a_stage(escalate_after=-1),
    "`remind_before` counts down": lambda: a_stage(remind_before=(1, 3)),
    "`remind_before` counts": lambda: a_stage(remind_before=(3, 3)),
    "`remind_before`": lambda: a_stage(remind_before=(1, -1)),
    "has recipients": lambda: an_award(recipients=()),
    "stages come in order": lambda: an_award(
        a_stage(Stage.CENTRAL_BOARD), a_stage(Stage.UNIT), a_stage(Stage.FINAL_AUTHORITY)
    ),
    "each once": lambda: an_award(a_stage(), a_stage(), a_stage(Stage.FINAL_AUTHORITY)),
    "ends at final_authority": lambda: an_award(a_stage(Stage.UNIT)),
    "for every nominee": lambda: an_award(
        a_stage(), a_stage(Stage.FINAL_AUTHORITY, nominees=(NomineeKind.INDIVIDUAL,))
    ),
    "kinds the award is not given to": lambda: an_award(
        a_stage(nominees=(NomineeKind.HOUSEHOLD,)), a_stage(Stage.FINAL_AUTHORITY)
    ),
    "`valid_to` is before": lambda: a_rule_set(valid_to=date(2023, 12, 31)),
    "says its code is": lambda: a_rule_set(code="bang-khen"),
}


@pytest.mark.parametrize("problem", IMPOSSIBLE)
def test_an_impossible_rule_says_what_is_wrong(problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        IMPOSSIBLE[problem]()


def test_a_rule_set_knows_its_awards_and_refuses_others() -> None:
    rules = a_rule_set()
    assert rules.award("giay-khen") == an_award()
    with pytest.raises(AwardUnknown) as refused:
        rules.award("huan-chuong")
    assert refused.value.facts == {"award": "huan-chuong", "rule_set": "thu-nghiem"}


def test_an_award_knows_the_rule_of_each_of_its_stages() -> None:
    award = an_award()
    assert award.rule_at(Stage.UNIT).stage is Stage.UNIT
    with pytest.raises(KeyError):
        award.rule_at(Stage.BLOC)


@pytest.mark.parametrize(
    ("strength", "verified"),
    [("V1", True), ("V2", True), ("V3", True), ("W", False), ("U", False)],
)
def test_weak_and_unverified_values_are_known_as_such(
    strength: str,
    verified: bool,  # noqa: FBT001 -- a table's column
) -> None:
    assert Strength(strength).verified is verified
