"""Other bodies' opinions as rules: until when, what waits for them, what silence means."""

from dataclasses import dataclass
from datetime import date

import pytest

from approvals.domain import asking_bodies
from approvals.domain.refusals.asking_bodies import (
    ObjectionUnexplained,
    OpinionAwaited,
    OpinionLimitUnknown,
)
from approvals.domain.requirements import Principles
from approvals.rules.calendar import vietnamese_calendar
from approvals.rules.loader import built_in
from models.conduct import AgencyAnswer
from models.enums import Choice, Stage

DAY = date(2024, 12, 10)
SETS = {one.rules.id: one.rules for one in built_in()}


@dataclass(frozen=True)
class Asked:
    due_on: date
    awaited: bool


@pytest.mark.parametrize(
    ("choice", "voted", "waits"),
    [
        (Choice.PASS, False, True),
        (Choice.REJECT, False, False),
        (Choice.RETURN, False, False),
        (Choice.PASS, True, True),
        (Choice.REJECT, True, True),
        (Choice.RETURN, True, False),
    ],
)
def test_passing_waits_and_a_council_does_not_vote(
    *, choice: Choice, voted: bool, waits: bool
) -> None:
    asking_bodies.ensure_answered(None, choice, voted=voted)
    if not waits:
        asking_bodies.ensure_answered(DAY, choice, voted=voted)
        return
    with pytest.raises(OpinionAwaited) as refused:
        asking_bodies.ensure_answered(DAY, choice, voted=voted)
    assert refused.value.until == DAY


def test_a_gate_waits_for_the_slowest_that_is_awaited() -> None:
    late, later = date(2024, 12, 20), date(2024, 12, 24)
    opinions = [Asked(DAY, awaited=True), Asked(late, awaited=True), Asked(later, awaited=False)]
    assert asking_bodies.awaited_until(opinions) == late
    assert asking_bodies.awaited_until(opinions[2:]) is None


def test_how_long_a_body_has_is_of_the_rule_set() -> None:
    principles = SETS["nd152-2025"].principles
    due = asking_bodies.opinion_due_on(principles, date(2024, 11, 26), vietnamese_calendar())
    assert (due, asking_bodies.silence_agrees(principles)) == (DAY, True)
    assert not asking_bodies.silence_agrees(Principles())
    with pytest.raises(OpinionLimitUnknown):
        asking_bodies.opinion_due_on(Principles(), DAY, vietnamese_calendar())


def test_only_an_objection_needs_its_reason() -> None:
    asking_bodies.ensure_explained(AgencyAnswer.AGREE, "")
    asking_bodies.ensure_explained(AgencyAnswer.OBJECT, "Còn nợ thuế")
    with pytest.raises(ObjectionUnexplained):
        asking_bodies.ensure_explained(AgencyAnswer.OBJECT, " ")


def test_the_rules_want_an_opinion_where_it_is_appraised_until_one_is_asked() -> None:
    rules = SETS["nd152-2025"]
    award, lower = rules.award("bk-ttg"), rules.award("bk-bo")
    appraisal, last = award.rule_at(Stage.CENTRAL_BOARD), award.rule_at(Stage.FINAL_AUTHORITY)
    wanted = asking_bodies.to_be_asked(rules.opinions, award, appraisal, asked=False)
    assert [one.basis for one in wanted] == ["NĐ 98/2023/NĐ-CP, Điều 31"]
    assert asking_bodies.longer_by(appraisal) == 10
    assert not asking_bodies.to_be_asked(rules.opinions, award, appraisal, asked=True)
    assert not asking_bodies.to_be_asked(rules.opinions, award, last, asked=False)
    assert not asking_bodies.to_be_asked(
        rules.opinions, lower, lower.rule_at(Stage.UNIT), asked=False
    )
