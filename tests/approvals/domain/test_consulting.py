"""What must be posted, for how long, and what waits for its end."""

from datetime import date, timedelta

import pytest

from approvals.domain.categories import AwardGroup
from approvals.domain.consulting import (
    Asked,
    asked_by,
    closing_day,
    ensure_consulted,
    length,
    posting_of,
)
from approvals.domain.refusals.consulting import (
    ConsultationMissing,
    ConsultationRunning,
    ConsultationTooShort,
    ConsultationWithoutLength,
)
from approvals.domain.requirements import Posting
from approvals.domain.sourced import Sourced, Strength
from approvals.rules import loader
from approvals.rules.calendar import vietnamese_calendar

RULES = {rules.id: rules for rules, _, _ in loader.built_in()}
# Posted from a day, for ten working days: the first counted, and not.
POSTED = [
    (date(2024, 2, 6), date(2024, 2, 26), date(2024, 2, 27)),  # over Tết
    (date(2025, 8, 20), date(2025, 9, 4), date(2025, 9, 5)),  # announced as 20/8–04/9/2025
    (date(2024, 10, 7), date(2024, 10, 18), date(2024, 10, 21)),  # comments "before 20/10/2024"
]


def a_posting(
    days: int | None = 10, *, first: bool = True, strength: str = "V1"
) -> Sourced[Posting]:
    value = Posting(
        where="Báo", where_en="Press", working_days=days, count_first_day=first, before_council=True
    )
    return Sourced(value=value, basis="Điều 44", strength=Strength(strength), note="Hỏi")


@pytest.mark.parametrize(("opens_on", "counted", "uncounted"), POSTED)
def test_ten_working_days_end_as_they_were_announced(
    opens_on: date, counted: date, uncounted: date
) -> None:
    calendar = vietnamese_calendar()
    assert closing_day(opens_on, 10, count_first_day=True, calendar=calendar) == counted
    assert closing_day(opens_on, 10, count_first_day=False, calendar=calendar) == uncounted


@pytest.mark.parametrize(
    ("rule_set", "award", "asked"),
    [
        ("nd152-2025", "hcld-3", Asked(10, count_first_day=True, verified=True)),
        ("nd152-2025", "ahld", Asked(10, count_first_day=True, verified=True)),  # not the portal's
        ("nd98-2023", "hcld-3", Asked(10, count_first_day=False, verified=True)),
        ("nd152-2025", "bk-ttg", None),
        ("nd91-2017", "ahld", None),  # posted, and nothing says that the council waits for it
    ],
)
def test_orders_and_state_titles_are_posted_before_the_council_votes(
    rule_set: str, award: str, asked: Asked | None
) -> None:
    rules = RULES[rule_set]
    posting = posting_of(rules, rules.award(award))
    assert (asked_by([posting]) if posting else None) == asked


def test_of_several_awards_the_longest_time_holds_for_all() -> None:
    both = [a_posting(10), a_posting(15, first=False)]
    assert asked_by(both) == Asked(15, count_first_day=False, verified=True)
    unknown = asked_by([a_posting(10), a_posting(None)])
    assert unknown == Asked(10, count_first_day=True, verified=False)
    assert not asked_by([a_posting(10, strength="U")]).verified


def test_it_may_be_longer_than_the_rules_say_and_never_shorter() -> None:
    asked = Asked(10, count_first_day=True, verified=True)
    assert (length(asked, None), length(asked, 12)) == (10, 12)
    with pytest.raises(ConsultationTooShort):
        length(asked, 9)
    unknown = Asked(None, count_first_day=False, verified=False)
    assert length(unknown, 7) == 7
    for wanted in (None, 0):
        with pytest.raises(ConsultationWithoutLength):
            length(unknown, wanted)


def test_a_council_votes_on_the_day_after_the_last_one() -> None:
    last = date(2025, 9, 4)
    ensure_consulted(None, None, on=last)  # nothing to be posted
    ensure_consulted(a_posting(), last, on=last + timedelta(days=1))
    with pytest.raises(ConsultationMissing):
        ensure_consulted(a_posting(), None, on=last)
    with pytest.raises(ConsultationRunning):
        ensure_consulted(a_posting(), last, on=last)


def test_what_stands_for_orders_is_known_of_the_group() -> None:
    order = RULES["nd152-2025"].award("hcld-3")
    assert (order.group, order.offered) == (AwardGroup.ORDER, True)
