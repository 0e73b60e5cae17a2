"""What is believed of a provider's reports, in whatever order they come."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.delivery import FAILED, Report, standing
from models.enums import Delivery

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
REPORTS = st.builds(
    Report,
    kind=st.sampled_from(Delivery),
    at=st.integers(0, 99).map(lambda seconds: NOON + timedelta(seconds=seconds)),
    reason=st.sampled_from(["", "550 5.1.1 unknown"]),
)


def test_nothing_reported_is_nothing_known() -> None:
    assert standing([]) is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Delivery.PROCESSED, Delivery.DEFERRED),
        (Delivery.DEFERRED, Delivery.DELIVERED),
        (Delivery.DELIVERED, Delivery.BOUNCED),
        (Delivery.DELIVERED, Delivery.BLOCKED),
        (Delivery.PROCESSED, Delivery.DROPPED),
    ],
)
def test_the_more_final_word_stands_whenever_it_was_said(
    earlier: Delivery, later: Delivery
) -> None:
    said = [Report(later, NOON), Report(earlier, NOON + timedelta(hours=1))]
    stands = standing(said)
    assert stands is not None
    assert stands.kind is later


@given(st.lists(REPORTS, min_size=1), st.randoms(use_true_random=False))
def test_the_order_in_which_reports_come_changes_nothing(
    reports: list[Report], chance: Random
) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(reports)


@given(st.lists(REPORTS), st.lists(REPORTS))
def test_what_failed_stays_failed(before: list[Report], after: list[Report]) -> None:
    first, all_ = standing(before), standing(before + after)
    if first is not None and first.kind in FAILED:
        assert all_ is not None
        assert all_.kind in FAILED
