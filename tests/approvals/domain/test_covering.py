"""One cover at a time for each duty, nobody for themselves, and nothing is handed on twice."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from approvals.domain.cover import Covering, acted_for, ensure_days, ensure_fits
from approvals.domain.refusals.covering import (
    CoverActsForOthers,
    CoverDaysWrong,
    CoverIsAway,
    CoverOverlaps,
    NobodyCoversThemselves,
)

ALICE, BOB, CAROL = uuid4(), uuid4(), uuid4()
COUNCIL, BLOC = uuid4(), uuid4()
MONDAY, TUESDAY, FRIDAY, NEXT_MONDAY = (date(2026, 11, day) for day in (23, 24, 27, 30))

BOB_FOR_ALICE = Covering(
    absent_id=ALICE,
    absent="Nguyễn Thị An",
    acting_id=BOB,
    acting="Trần Văn Bình",
    body_id=None,
    starts_on=MONDAY,
    ends_on=FRIDAY,
)


def test_days_begin_today_at_the_earliest_and_do_not_run_backwards() -> None:
    ensure_days(MONDAY, MONDAY, today=MONDAY)
    with pytest.raises(CoverDaysWrong) as early:
        ensure_days(MONDAY, FRIDAY, today=TUESDAY)
    assert early.value.field == "starts_on"
    with pytest.raises(CoverDaysWrong) as backwards:
        ensure_days(FRIDAY, TUESDAY, today=MONDAY)
    assert backwards.value.field == "ends_on"


def test_nobody_acts_for_themselves() -> None:
    with pytest.raises(NobodyCoversThemselves):
        ensure_fits(replace(BOB_FOR_ALICE, acting_id=ALICE), [])


@pytest.mark.parametrize("starts_on", [MONDAY, FRIDAY])
def test_two_covers_of_one_person_do_not_share_a_day(starts_on: date) -> None:
    second = replace(BOB_FOR_ALICE, acting_id=CAROL, starts_on=starts_on, ends_on=NEXT_MONDAY)
    with pytest.raises(CoverOverlaps):
        ensure_fits(second, [BOB_FOR_ALICE])
    ensure_fits(replace(second, starts_on=NEXT_MONDAY), [BOB_FOR_ALICE])


def test_two_covers_of_one_person_may_hold_in_different_bodies() -> None:
    at_council = replace(BOB_FOR_ALICE, body_id=COUNCIL)
    in_bloc = replace(BOB_FOR_ALICE, acting_id=CAROL, body_id=BLOC)
    ensure_fits(in_bloc, [at_council])
    for everywhere in (BOB_FOR_ALICE, replace(at_council, acting_id=CAROL)):
        with pytest.raises(CoverOverlaps):
            ensure_fits(everywhere, [at_council])


def test_what_was_handed_on_is_not_handed_on_again() -> None:
    carol_for_bob = replace(BOB_FOR_ALICE, absent_id=BOB, acting_id=CAROL, starts_on=FRIDAY)
    with pytest.raises(CoverIsAway):
        ensure_fits(BOB_FOR_ALICE, [carol_for_bob])
    with pytest.raises(CoverActsForOthers):
        ensure_fits(carol_for_bob, [BOB_FOR_ALICE])
    later = replace(carol_for_bob, starts_on=NEXT_MONDAY, ends_on=NEXT_MONDAY)
    ensure_fits(later, [BOB_FOR_ALICE])


def test_one_person_may_act_for_two() -> None:
    ensure_fits(replace(BOB_FOR_ALICE, absent_id=CAROL), [BOB_FOR_ALICE])


@pytest.mark.parametrize(
    ("covers", "acted"),
    [
        ([BOB_FOR_ALICE], True),
        ([], False),
        ([replace(BOB_FOR_ALICE, ends_on=MONDAY)], False),
        ([replace(BOB_FOR_ALICE, body_id=COUNCIL)], False),
        ([replace(BOB_FOR_ALICE, body_id=body) for body in (COUNCIL, BLOC)], True),
    ],
)
def test_somebody_acts_only_if_on_each_day_and_in_each_body(
    covers: list[Covering],
    acted: bool,  # noqa: FBT001 -- a row of a table
) -> None:
    assert acted_for([MONDAY, FRIDAY], [COUNCIL, BLOC], covers) is acted
