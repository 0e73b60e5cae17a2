"""A dossier at a moment of its past, from its events in the database and nothing else."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.replaying import NothingYet
from approvals.history.dossier_then import DossierThen
from approvals.history.replay import Told, fold
from approvals.queries import replay


def told(session: Session, dossier_id: UUID, *, until: int | None = None) -> list[Told]:
    """The events of a dossier, or those up to a number, oldest first; of no dossier, none."""
    found = replay.recorded(session, [dossier_id], until=replay.LAST if until is None else until)
    return [Told.of(one.body, one.texts, one.hash) for one in found]


def state_at(session: Session, dossier_id: UUID, moment: datetime | int) -> DossierThen:
    """The dossier as it was at a moment in time, or after an event by its number.

    A number beyond the last event means the last one. Raises `DossierNotFound` where no event is
    of such a dossier, `NothingYet` for a moment before the first.
    """
    until = moment if isinstance(moment, int) else replay.last_seq_by(session, dossier_id, moment)
    found = told(session, dossier_id, until=until)
    if not found:
        if told(session, dossier_id, until=1):
            raise NothingYet(moment=moment)
        raise DossierNotFound(dossier=dossier_id)
    return fold(found)
