"""The engine had lost a dossier, or carried it twice: what was mended stands in its history."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import dossiers, errands, wakes
from models.enums import EventKind


def wake_lost(session: Session, dossier_ids: Collection[UUID], *, now: datetime) -> int:
    """Wake each of these dossiers that exists and has no wake-up waiting; how many that were.

    They have no flow run that lives; the relay finds, replaces or starts it.
    """
    sleeping = errands.sleeping_for_update(session, dossier_ids)
    for dossier in sleeping:
        wakes.queue(session, dossier.id, now=now)
        record(
            session,
            dossier,
            EventKind.RUN_REPAIRED,
            actor_id=None,
            now=now,
            facts={"found": "no_run", "done": "woken", "run": None},
        )
    return len(sleeping)


def note_cancelled(session: Session, dossier_id: UUID, run_id: UUID, *, now: datetime) -> bool:
    """Say that a run was cancelled whose dossier has ended or is carried by a newer one.

    False when there is no such dossier: the engine may carry what a restored backup does not know.
    """
    dossier = dossiers.for_update(session, dossier_id)
    if dossier is None:
        return False
    record(
        session,
        dossier,
        EventKind.RUN_REPAIRED,
        actor_id=None,
        now=now,
        facts={"found": "stray_run", "done": "cancelled", "run": str(run_id)},
    )
    return True
