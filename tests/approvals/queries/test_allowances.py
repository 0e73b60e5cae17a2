"""Token buckets where the clock is put back: nobody waits until it has caught up."""

from datetime import timedelta

from sqlmodel import Session

from approvals.queries.allowances import take
from tests.builders import NOW

MINUTE = timedelta(minutes=1)


def test_who_asked_before_the_clock_was_put_back_may_ask_again(session: Session) -> None:
    earlier = NOW - timedelta(hours=3)
    assert take(session, b"network", times=2, within=MINUTE, now=NOW) is None
    taken = [take(session, b"network", times=2, within=MINUTE, now=earlier) for _ in range(3)]
    assert taken == [None, None, MINUTE / 2]


def test_machines_whose_clocks_differ_a_little_count_together(session: Session) -> None:
    behind = NOW - timedelta(seconds=5)
    assert [take(session, b"network", times=2, within=MINUTE, now=NOW) for _ in range(2)] == [
        None,
        None,
    ]
    assert take(session, b"network", times=2, within=MINUTE, now=behind) is not None
