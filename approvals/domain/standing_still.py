"""Where nobody who is asked may act yet: on hold, returned, before the end of a consultation."""

from approvals.domain.standing import Standing
from approvals.domain.those_asked import Facts
from models.enums import DossierState


def on_hold(at: Standing) -> Facts | None:
    return {"since": at.held_since} if at.held_since is not None else None


def waiting_for_unit(at: Standing) -> Facts | None:
    return {"since": at.since} if at.state is DossierState.RETURNED else None


def consultation_missing(at: Standing) -> Facts | None:
    return {} if at.is_open and at.unposted else None


def consultation_running(at: Standing) -> Facts | None:
    over_at = at.posting_over_at
    runs = at.is_open and over_at is not None and at.now < over_at
    return {"until": at.posted_until} if runs else None
