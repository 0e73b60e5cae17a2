"""What a hold does to a clock, and which causes the rules know."""

from datetime import UTC, date, datetime

import pytest

from approvals.domain.holding import (
    clock_stops,
    ensure_not_held,
    ensure_provided,
    held_since,
    moved_on,
)
from approvals.domain.refusals.holding import HoldNotProvided, OnHold
from approvals.domain.refusals.revoking import RecoveredBefore
from approvals.domain.requirements import Principles
from approvals.domain.revoking import decide_by, ensure_recovered, propose_by
from approvals.domain.sourced import Sourced, Strength
from approvals.rules.calendar import vietnamese_calendar
from models.conduct import HoldCause

SINCE = datetime(2026, 11, 23, tzinfo=UTC)
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def sourced(value: object) -> Sourced:  # type: ignore[type-arg]
    return Sourced(value=value, basis="Điều 4", strength=Strength.V1)


@pytest.mark.parametrize(
    ("due", "stopped", "today", "later"),
    [
        (date(2026, 11, 27), MONDAY, MONDAY, date(2026, 11, 27)),  # the same day
        (date(2026, 11, 27), FRIDAY, MONDAY, date(2026, 11, 30)),  # one working day, no weekend
        (date(2026, 11, 27), FRIDAY, date(2026, 11, 22), date(2026, 11, 27)),  # over a weekend
        (date(2026, 11, 18), FRIDAY, MONDAY, date(2026, 11, 19)),  # it was late, and is as late
    ],
)
def test_a_due_day_moves_on_by_the_working_days_that_the_clock_stood(
    due: date, stopped: date, today: date, later: date
) -> None:
    assert moved_on(due, stopped, today, vietnamese_calendar()) == later


@pytest.mark.parametrize(
    ("rule", "wanted", "stops"),
    [(True, None, True), (False, None, False), (None, None, False), (True, False, False)],
)
def test_the_clock_stops_as_the_rules_say_unless_somebody_says_otherwise(
    rule: bool | None,  # noqa: FBT001 -- a column of a table
    wanted: bool | None,  # noqa: FBT001 -- a column of a table
    stops: bool,  # noqa: FBT001 -- a column of a table
) -> None:
    principles = Principles(hold_stops_clock=None if rule is None else sourced(rule))
    assert clock_stops(principles, wanted=wanted) is stops


def test_only_causes_that_the_rules_list_hold_a_dossier() -> None:
    ensure_provided(Principles(), HoldCause.PRESS)
    listed = Principles(holds=sourced((HoldCause.COMPLAINT,)))
    ensure_provided(listed, HoldCause.COMPLAINT)
    with pytest.raises(HoldNotProvided):
        ensure_provided(listed, HoldCause.PRESS)


def test_a_pause_ends_with_its_last_hold() -> None:
    assert (held_since(SINCE, 1), held_since(SINCE, 0)) == (SINCE, None)
    ensure_not_held(None)
    with pytest.raises(OnHold):
        ensure_not_held(SINCE)


def test_limits_of_a_revocation_are_those_of_the_rules() -> None:
    calendar = vietnamese_calendar()
    assert (propose_by(Principles(), FRIDAY), decide_by(Principles(), FRIDAY, calendar)) == (
        None,
        None,
    )
    rules = Principles(revocation_proposed_within=sourced(7), revocation_decided_within=sourced(5))
    assert propose_by(rules, FRIDAY) == date(2026, 11, 27)
    assert decide_by(rules, FRIDAY, calendar) == date(2026, 11, 30)  # the 24th is a day off


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 24)])
def test_what_was_given_is_returned_after_the_decision_and_not_tomorrow(day: date) -> None:
    ensure_recovered(FRIDAY, FRIDAY, MONDAY)
    with pytest.raises(RecoveredBefore):
        ensure_recovered(day, FRIDAY, MONDAY)
