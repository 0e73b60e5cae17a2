"""The demo's people look at the pages of their tasks: most within two working days, a few never."""

from datetime import datetime, timedelta

from sqlmodel import Session

from approvals.commands.open_task import open_task
from approvals.domain.deadlines import WorkingCalendar, day_after
from approvals.queries import gates
from core.clock import local_date, local_moment
from models.dossiers import Dossier
from models.enums import AssignmentState
from models.gates import Assignment

_FIRST_HOUR = 10
_BETWEEN = timedelta(minutes=23)
_DAYS = 2  # working days, within which they look


def open_tasks(
    session: Session,
    dossier: Dossier,
    calendar: WorkingCalendar,
    *,
    until: datetime,
    but_last: bool = False,
) -> datetime | None:
    """Whoever is asked looks, each at a moment of their own before `until`; the last of these.

    None when nobody does. With `but_last`, the last who is asked never looks.
    """
    gate = gates.open_gate(session, dossier.id)
    asked = gates.in_state(session, gate.id, AssignmentState.ACTIVE) if gate else []
    opened = [
        moment
        for place, one in enumerate(asked[: len(asked) - but_last])
        if (moment := _looks_at(one, place, calendar)) < until
        and open_task(session, one.id, now=moment)
    ]
    return max(opened, default=None)


def _looks_at(asked: Assignment, place: int, calendar: WorkingCalendar) -> datetime:
    assert asked.activated_at is not None  # noqa: S101 -- whose turn it is
    day = day_after(local_date(asked.activated_at), 1 + place % _DAYS, calendar)
    return local_moment(day, _FIRST_HOUR) + place * _BETWEEN
