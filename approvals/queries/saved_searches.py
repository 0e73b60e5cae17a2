"""Searches that people keep under a name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from core.ids import uuid7
from core.vietnamese import sort_key
from models.searches import SavedSearch, Searched


def saved_by(session: Session, person_id: UUID, searched: Searched) -> list[SavedSearch]:
    """All of somebody's of one list, by name; they have a few (`keep_search.MOST`)."""
    mine = select(SavedSearch).where(
        SavedSearch.person_id == person_id, SavedSearch.searched == searched
    )
    return sorted(session.exec(mine).all(), key=lambda search: sort_key(search.name))


def keep(  # noqa: PLR0913 -- a row of the table
    session: Session,
    person_id: UUID,
    searched: Searched,
    *,
    name: str,
    parameters: str,
    now: datetime,
) -> None:
    """Save one; what was there under this name is replaced."""
    said = {"parameters": parameters, "saved_at": now}
    session.execute(
        insert(SavedSearch)
        .values(id=uuid7(), person_id=person_id, searched=searched, name=name, **said)
        .on_conflict_do_update(index_elements=["person_id", "searched", "name"], set_=said)
    )


def forget(
    session: Session, person_id: UUID, searched: Searched, search_id: UUID
) -> SavedSearch | None:
    """Delete one of somebody's own, and return what it was; None when it is not there."""
    return session.scalars(
        delete(SavedSearch)
        .where(
            col(SavedSearch.id) == search_id,
            col(SavedSearch.person_id) == person_id,
            col(SavedSearch.searched) == searched,
        )
        .returning(SavedSearch)
    ).first()
