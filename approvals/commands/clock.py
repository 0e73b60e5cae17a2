"""The clock of a gate stops while its dossier is on hold, and goes on with the days that are left.

It is longer where another body is asked. While it stands the gate has no due day: so nothing
reminds, escalates or counts as late.
"""

from datetime import datetime

from approvals.commands.opening import escalation, moment_of, next_reminder
from approvals.domain import holding
from approvals.domain.deadlines import day_after
from approvals.domain.rule_set import StageRule
from approvals.rules.calendar import vietnamese_calendar
from core.clock import end_of, local_date
from models.enums import GateState
from models.gates import Gate


def stop_clock(gate: Gate, *, now: datetime) -> None:
    """Nothing where it stands already, or where there is no limit."""
    if gate.state is not GateState.OPEN or gate.due_on is None:
        return
    gate.stopped_at, gate.stopped_due_on = now, gate.due_on
    gate.due_on = gate.due_at = gate.remind_at = gate.escalate_at = None


def start_clock(gate: Gate, rule: StageRule, *, now: datetime) -> None:
    """The due day is later by the working days that the clock stood; reminders count from it."""
    if gate.state is not GateState.OPEN or gate.stopped_at is None or gate.stopped_due_on is None:
        return
    calendar = vietnamese_calendar()
    due = holding.moved_on(
        gate.stopped_due_on, local_date(gate.stopped_at), local_date(now), calendar
    )
    gate.stopped_at = gate.stopped_due_on = None
    gate.due_on, gate.due_at, gate.calendar = due, end_of(due), calendar.version
    gate.remind_at = next_reminder(gate, rule, now=now)
    gate.escalate_at = escalation(due, rule, calendar)


def lengthen(gate: Gate, rule: StageRule, days: int, *, now: datetime) -> None:
    """So many working days more, where there is a limit; reminders count from the new due day."""
    if gate.due_on is None or not days:
        return
    calendar = vietnamese_calendar()
    due = day_after(gate.due_on, days, calendar)
    gate.due_on, gate.due_at, gate.calendar = due, end_of(due), calendar.version
    gate.remind_at = next_reminder(gate, rule, now=now)
    gate.escalate_at = escalation(due, rule, calendar)


def clock_facts(gate: Gate) -> dict[str, object]:
    """How a gate's clock stands, as the history keeps it."""
    return {
        "due_on": gate.due_on.isoformat() if gate.due_on else None,
        "remind_at": moment_of(gate.remind_at),
        "escalate_at": moment_of(gate.escalate_at),
        "calendar": gate.calendar,
        "stopped_at": moment_of(gate.stopped_at),
        "stopped_due_on": gate.stopped_due_on.isoformat() if gate.stopped_due_on else None,
    }
