"""Somebody keeps a search of a list under a name, or lets go of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.searching import (
    SavedSearchNotFound,
    SearchNameMissing,
    SearchTooLong,
    TooManySearches,
)
from approvals.queries import saved_searches
from core.vietnamese import clean
from models.searches import SavedSearch, Searched

MOST = 50  # of one person, of each list
_LONGEST_NAME, _LONGEST = 120, 2_000  # characters; as in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSearch:
    """`parameters` as they stand in its address: `body=…&choice=reject`."""

    person_id: UUID
    searched: Searched
    name: str
    parameters: str


def keep_search(session: Session, command: KeepSearch, *, now: datetime) -> None:
    """Save a search; one of the same name is replaced, so saving it twice is saving it once.

    Raises `SearchNameMissing`, `SearchTooLong`, `TooManySearches`.
    """
    name = clean(command.name)[:_LONGEST_NAME].strip()
    if not name:
        raise SearchNameMissing
    if len(command.parameters) > _LONGEST:
        raise SearchTooLong(limit=_LONGEST)
    mine = saved_searches.saved_by(session, command.person_id, command.searched)
    kept = {search.name for search in mine}
    if len(kept | {name}) > MOST:
        raise TooManySearches(limit=MOST)
    saved_searches.keep(
        session,
        command.person_id,
        command.searched,
        name=name,
        parameters=command.parameters,
        now=now,
    )


def drop_search(
    session: Session, search_id: UUID, person_id: UUID, searched: Searched
) -> SavedSearch:
    """Delete one's own saved search, and return what it was; raises `SavedSearchNotFound`."""
    gone = saved_searches.forget(session, person_id, searched, search_id)
    if gone is None:
        raise SavedSearchNotFound(search=search_id)
    return gone
