"""Searches that auditors keep under a name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from core.ids import uuid7
from core.vietnamese import sort_key
from models.searches import SavedSearch


def saved_by(session: Session, person_id: UUID) -> list[SavedSearch]:
    """All of somebody's, by name; they have a few (`keep_search.MOST`)."""
    mine = select(SavedSearch).where(SavedSearch.person_id == person_id)
    return sorted(session.exec(mine).all(), key=lambda search: sort_key(search.name))


def keep(session: Session, person_id: UUID, *, name: str, parameters: str, now: datetime) -> None:
    """Save one; what was there under this name is replaced."""
    said = {"parameters": parameters, "saved_at": now}
    session.execute(
        insert(SavedSearch)
        .values(id=uuid7(), person_id=person_id, name=name, **said)
        .on_conflict_do_update(index_elements=["person_id", "name"], set_=said)
    )


def forget(session: Session, person_id: UUID, search_id: UUID) -> bool:
    """Delete one of somebody's own; False when it is not there."""
    gone = session.execute(
        delete(SavedSearch)
        .where(col(SavedSearch.id) == search_id, col(SavedSearch.person_id) == person_id)
        .returning(col(SavedSearch.id))
    )
    return gone.first() is not None
