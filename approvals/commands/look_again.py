"""The secretariat has the engine look again at a dossier that it has not looked at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.urge import may_urge
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.urging import EngineAway, NothingToServe
from approvals.domain.why_stuck import ENGINE_WITHIN
from approvals.history.recording import record
from approvals.queries import dossiers, errands, events, wakes
from approvals.queries.visibility import viewer_of
from core.clock import local_date
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
    viewer = viewer_of(session, command.by_person_id, on=local_date(now))
    if viewer is None or not may_urge(viewer):
        raise NotAllowedHere
    dossier = dossiers.for_update(session, command.dossier_id)
    if dossier is None:
        raise DossierNotFound(dossier=command.dossier_id)
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
