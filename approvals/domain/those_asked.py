"""What keeps those who are asked from deciding: each names them, or is None. Pure."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TypeAlias

from approvals.domain.standing import Asked, Standing

MAIL_WITHIN = timedelta(hours=24)  # by then a provider has brought a mail, or given up
# A weekend and three working days: whoever comes back from a long weekend has had a day to look.
OPENED_WITHIN = timedelta(days=5)

Facts: TypeAlias = Mapping[str, object]


def mail_failed(at: Standing) -> Facts | None:
    return _named(one for one in at.asked if one.unreachable)


def mail_not_delivered(at: Standing) -> Facts | None:
    return _named(
        one
        for one in at.asked
        if one.on_its_way_since and at.now - one.on_its_way_since > MAIL_WITHIN
    )


def away_uncovered(at: Standing) -> Facts | None:
    """Until the last of them is back."""
    away = [one for one in at.asked if one.away]
    named = _named(away)
    return {**named, "until": max(one.away.until for one in away if one.away)} if named else None


def opinion_awaited(at: Standing) -> Facts | None:
    """Another body; it is not named here."""
    return {"until": at.opinion_due_on} if at.is_open and at.opinion_due_on else None


def never_opened(at: Standing) -> Facts | None:
    return _named(
        one
        for one in at.asked
        if one.asked_at and not one.opened and at.now - one.asked_at > OPENED_WITHIN
    )


def opened_undecided(at: Standing) -> Facts | None:
    named = _named(at.asked)
    all_opened = all(one.opened for one in at.asked)
    return {**named, "due_on": at.due_on} if at.is_late and named and all_opened else None


def _named(asked: Iterable[Asked]) -> Facts | None:
    names = tuple(one.name for one in asked)
    return {"names": names} if names else None
