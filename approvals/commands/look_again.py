"""The secretariat has the engine look again at a dossier that it has not looked at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.urge import to_urge
from approvals.domain.refusals.urging import EngineAway, NothingToServe
from approvals.domain.why_stuck import ENGINE_WITHIN
from approvals.history.recording import record
from approvals.queries import errands, events, wakes
from core.engine_presence import engine_is_up
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain:
    dossier_id: UUID
    by_person_id: UUID


def look_again(session: Session, command: LookAgain, *, now: datetime) -> None:
    """Once committed, the engine serves all that waits, also what it had put off after a failure.

    What waits is there already: a wake-up is deleted only once it was served. So nothing is queued
    anew, and asking twice does no harm; the history says it once in ten minutes. Raises
    `NotAllowedHere`, `DossierNotFound`, `EngineAway` (it begins with all that waits when it is
    back), `NothingToServe` (it has looked by now).
    """
    dossier = to_urge(session, command.dossier_id, command.by_person_id, now=now)
    if not engine_is_up(session):
        raise EngineAway
    if errands.errand(session, dossier.id) is None:
        raise NothingToServe(dossier=dossier.code)
    wakes.put_nobody_off(session)
    last = events.last_at(session, dossier.id, [EventKind.RUN_REPAIRED])
    if last is None or now - last > ENGINE_WITHIN:
        facts = {"found": "unheeded", "done": "asked_again", "run": None}
        by, kind = command.by_person_id, EventKind.RUN_REPAIRED
        record(session, dossier, kind, actor_id=by, now=now, facts=facts)
