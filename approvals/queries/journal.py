"""The journal: the chain of what happened to no dossier in particular."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.enums import EventKind
from models.history import Event, Journal

JOURNAL = UUID(int=0)


def for_update(session: Session) -> Journal:
    """The journal's row, ours until the transaction ends; made where there is none yet."""
    session.execute(
        insert(Journal).values(id=JOURNAL, last_seq=0, last_hash=bytes(32)).on_conflict_do_nothing()
    )
    return session.exec(
        select(Journal)
        .where(Journal.id == JOURNAL)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def given_at(session: Session, seat_id: UUID) -> datetime | None:
    """When a seat was last given on a page, by somebody; None where the command line did."""
    given = session.exec(
        select(Event)
        .where(
            Event.chain_id == JOURNAL,
            Event.kind == EventKind.SEAT_GIVEN,
            col(Event.actor_id).is_not(None),
        )
        .order_by(col(Event.seq).desc())
    )
    found = (one.at for one in given if json.loads(one.body)["facts"]["seat"] == str(seat_id))
    return next(found, None)
