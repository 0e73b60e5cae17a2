"""When the record was last restored from a backup."""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from approvals.queries.journal import JOURNAL
from models.enums import EventKind
from models.history import Event


def newest_backup_moment(session: Session, *, since: datetime) -> datetime | None:
    """The moment of the backup that was restored last; None if none was since then."""
    event = session.exec(
        select(Event)
        .where(
            Event.kind == EventKind.RECORD_RESTORED,
            Event.chain_id == JOURNAL,
            col(Event.at) >= since,
        )
        .order_by(col(Event.at).desc())
        .limit(1)
    ).first()
    return datetime.fromisoformat(json.loads(event.body)["facts"]["made_at"]) if event else None
