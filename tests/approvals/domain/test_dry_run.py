"""Open dossiers under other rules: which go on as they do, and how the others fare."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.deadlines import day_after, working_days_between
from approvals.domain.dry_run import Outlook, Running, dry_run, moved_due_day
from approvals.domain.other_rules import Differs, Effect
from approvals.domain.rule_set import RuleSet
from approvals.domain.sourced import Strength
from approvals.rules import loader
from approvals.rules.calendar import vietnamese_calendar
from approvals.rules.editing import NewValue, edited
from models.enums import DossierState, NomineeKind, Stage

ND98, ND152 = loader.built_in()[-2:]
CALENDAR = vietnamese_calendar()
MONDAY = date(2026, 11, 2)
AT_UNIT = Running(
    code="HS-2026-000001",
    under=("nd152-2025", 1),
    award="bk-ttg",
    kind=NomineeKind.INDIVIDUAL,
    state=DossierState.UNDER_REVIEW,
    stage=Stage.UNIT,
    opened_on=MONDAY,
    due=date(2026, 11, 23),  # 15 working days
    members=9,
)


def changed(path: str, value: Any) -> RuleSet:  # noqa: ANN401 -- any value
    new = NewValue(path=path, value=value, basis="Điều 1", strength=Strength.V2, note="Đã hỏi.")
    return edited(ND152.content, new, edition=2).rules


def outlook(one: Running, instead: RuleSet) -> Outlook:
    rules: Mapping[tuple[str, int], RuleSet] = {
        ("nd152-2025", 1): ND152.rules,
        ("nd98-2023", 1): ND98.rules,
    }
    (found,) = dry_run([one], rules, instead, CALENDAR).outlooks
    return found


def effects(one: Running, instead: RuleSet) -> list[Effect]:
    return [differs.effect for differs in outlook(one, instead).effects]


UNIT = "awards.bk-ttg.unit"
CASES = [
    (f"{UNIT}.working_days", 10, [Differs(
        effect=Effect.DUE_DAY, before=date(2026, 11, 23), after=date(2026, 11, 16)
    )]),
    (f"{UNIT}.pass_percent", 60, [Differs(effect=Effect.VOTES_NEEDED, before=8, after=6)]),
    (f"{UNIT}.quorum_percent", 100, [Differs(effect=Effect.VOTES_CAST, before=6, after=9)]),
    (f"{UNIT}.secret", False, [Differs(effect=Effect.BALLOT)]),
    (f"{UNIT}.own_body", False, [Differs(effect=Effect.ASKED)]),
    (f"{UNIT}.remind_before", [5], [Differs(effect=Effect.REMINDERS)]),
    (f"{UNIT}.assurance", "login", [Differs(effect=Effect.PROOF)]),
    ("awards.bk-ttg.final_authority.working_days", 3, [Differs(effect=Effect.LATER)]),
    ("guards.papers", "stop", [Differs(effect=Effect.CHECKS)]),
    ("principles.silence_agrees", False, [Differs(effect=Effect.CHECKS)]),
    ("awards.bk-bo.unit.working_days", 3, []),  # of another award
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "expected"), CASES, ids=[path for path, *_ in CASES])
def test_each_value_tells_in_what_way_a_dossier_fares_differently(
    path: str, value: object, expected: list[Differs]
) -> None:
    assert list(outlook(AT_UNIT, changed(path, value)).effects) == expected


def test_a_basis_or_a_note_alone_changes_nothing_for_anybody() -> None:
    percent = ND152.rules.award("bk-ttg").rule_at(Stage.UNIT).ballot
    assert percent is not None
    same = changed(f"{UNIT}.pass_percent", percent.pass_percent.value)
    assert effects(AT_UNIT, same) == []


def test_a_stage_that_is_over_concerns_a_dossier_no_more() -> None:
    later = replace(AT_UNIT, stage=Stage.CENTRAL_BOARD, due=date(2026, 11, 30))
    assert effects(later, changed(f"{UNIT}.pass_percent", 60)) == []


def test_votes_that_would_count_differently_hold_a_dossier_where_it_is() -> None:
    voting = replace(AT_UNIT, votes=2)
    assert outlook(voting, changed(f"{UNIT}.pass_percent", 60)).blocked
    assert not outlook(voting, changed(f"{UNIT}.working_days", 10)).blocked
    assert not outlook(AT_UNIT, changed(f"{UNIT}.pass_percent", 60)).blocked


def test_another_rule_set_may_know_another_route_or_no_such_award() -> None:
    under_98 = replace(AT_UNIT, under=("nd98-2023", 1))
    assert effects(under_98, ND98.rules) == []
    assert effects(under_98, ND152.rules)[0] in {Effect.ROUTE, Effect.LATER, Effect.CHECKS}
    without = replace(
        ND152.rules,
        awards={"bk-bo": ND152.rules.award("bk-bo")},
        windows=(), ratios=(), postings=(), opinions=(), contents=(), sessions=(), questions=(),
    )  # fmt: skip
    assert effects(under_98, without) == [Effect.UNKNOWN]


def test_a_returned_dossier_is_at_no_gate_and_has_no_due_day() -> None:
    returned = replace(AT_UNIT, state=DossierState.RETURNED, opened_on=None, due=None)
    assert effects(returned, changed(f"{UNIT}.working_days", 10)) == []


def test_counts_say_how_many_and_in_what_way() -> None:
    other = replace(AT_UNIT, code="HS-2026-000002", award="bk-bo")
    both = dry_run(
        [AT_UNIT, other],
        {("nd152-2025", 1): ND152.rules},
        changed(f"{UNIT}.working_days", 10),
        CALENDAR,
    )
    assert (both.unchanged, both.changed, both.blocked) == (1, 1, 0)
    assert both.by_effect == {Effect.DUE_DAY: 1}


@given(st.integers(1, 60), st.integers(0, 20))
def test_days_that_a_hold_gave_are_kept(limit: int, given_days: int) -> None:
    """The dry run says what moving the dossier does."""
    before = ND152.rules.award("bk-ttg").rule_at(Stage.UNIT)
    instead = changed(f"{UNIT}.working_days", limit)
    after = instead.award("bk-ttg").rule_at(Stage.UNIT)
    assert AT_UNIT.due is not None
    due = day_after(AT_UNIT.due, given_days, CALENDAR)
    moved = moved_due_day(before, after, opened=MONDAY, due=due, calendar=CALENDAR)
    assert moved is not None
    assert working_days_between(MONDAY, moved, CALENDAR) == limit + given_days
    told = list(outlook(replace(AT_UNIT, due=due), instead).effects)
    assert told == (
        [Differs(effect=Effect.DUE_DAY, before=due, after=moved)] if moved != due else []
    )
