"""After a restore: what the lost days have told is queued, so that it is not told anew later."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.escalate import escalate
from approvals.commands.remind import remind
from approvals.domain.mail_habits import Habits
from approvals.queries import due_gates, in_doubt, wakes
from notifications import announcing

_ALL = 1_000_000


def put_in_doubt(session: Session, *, now: datetime, usual: Habits) -> int:
    """Queue what was due to be told by now, then hold all that is due; how many messages are held.

    The system that was lost may have told any of it: somebody decides (docs/decisions/0030).
    """
    for dossier_id in wakes.waiting_dossier_ids(session):
        announcing.announce(session, dossier_id, now=now, usual=usual)
    for gate_id in due_gates.to_remind_ids(session, now=now, limit=_ALL):
        if asked := remind(session, gate_id, now=now):
            announcing.remind(session, asked, now=now, usual=usual)
    for gate_id in due_gates.to_escalate_ids(session, now=now, limit=_ALL):
        if escalate(session, gate_id, now=now):
            announcing.escalate(session, gate_id, now=now, usual=usual)
    in_doubt.hold(session, now=now)
    return sum(in_doubt.counts(session).values())
