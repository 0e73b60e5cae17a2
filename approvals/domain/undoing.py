"""Until when a decision can be taken back, and what is said when it cannot."""

from datetime import datetime, timedelta

from approvals.domain.wording import N_, WordedRefusal

# Long enough to notice a mis-click, short enough that nobody has built on it: no rule of law.
UNDO_WITHIN = timedelta(hours=1)


class NothingToUndo(WordedRefusal):
    template = N_("Nothing was decided here that could be taken back. Open the task again.")


class TooLateToUndo(WordedRefusal):
    template = N_(
        "This decision stands: it could be taken back until %(until)s, and as long as nobody had "
        "decided after you. Ask the secretariat what can be done."
    )
    until: datetime


def undo_until(decided_at: datetime) -> datetime:
    """The moment from which a decision stands."""
    return decided_at + UNDO_WITHIN


def ensure_in_time(decided_at: datetime, *, gone_on: bool, now: datetime) -> None:
    """Raises `TooLateToUndo` once the hour is over, or once somebody has decided after it."""
    if gone_on or now >= undo_until(decided_at):
        raise TooLateToUndo(until=undo_until(decided_at))
