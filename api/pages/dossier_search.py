"""The address of a list of dossiers: filters, order and page, read from it and written into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends

from approvals.queries.dossier_filters import Filters, Trouble
from approvals.queries.dossier_list import Sort
from approvals.queries.paging import Cursor
from core.vietnamese import clean
from models.enums import DossierState, Stage

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for; what an address says that means nothing is left out."""

    filters: Filters
    sort: Sort
    cursor: Cursor | None

    @property
    def written(self) -> Mapping[str, str]:
        """The search as the fields of its form are filled."""
        of = self.filters
        return {
            "q": of.search,
            "state": of.state or "",
            "stage": of.stage or "",
            "award": of.award,
            "body": of.body,
            "where": of.at,
            "campaign": of.campaign,
            "holder": str(of.holder_id or ""),
            "trouble": of.trouble or "",
            "sort": "" if self.sort is Sort.DUE else self.sort,
        }

    @property
    def narrows(self) -> bool:
        return self.filters != Filters()

    @property
    def parameters(self) -> str:
        """The search as it stands in its address: `state=returned&sort=waiting`."""
        return urlencode({name: value for name, value in self.written.items() if value})

    def address(self, cursor: Cursor | None = None, *, path: str = "/dossiers") -> str:
        """Where this search shows the page at a cursor, or its first one."""
        page = urlencode({"page": str(cursor)} if cursor else {})
        return f"{path}?{'&'.join(filter(None, (self.parameters, page)))}".rstrip("?")


def read_search(  # noqa: PLR0913, PLR0917 -- the fields of the form
    q: str = "",
    state: str = "",
    stage: str = "",
    award: str = "",
    body: str = "",
    where: str = "",
    campaign: str = "",
    holder: str = "",
    trouble: str = "",
    sort: str = "",
    page: str = "",
) -> Search:
    filters = Filters(
        search=clean(q),
        state=_word(DossierState, state),
        stage=_word(Stage, stage),
        award=clean(award),
        body=clean(body),
        at=clean(where),
        campaign=clean(campaign),
        holder_id=uuid_in(holder),
        trouble=_word(Trouble, trouble),
    )
    return Search(filters, _word(Sort, sort) or Sort.DUE, Cursor.parse(page))


DossierSearch = Annotated[Search, Depends(read_search)]


def _word(words: type[Word], text: str) -> Word | None:
    return words(text) if text in set(words) else None


def uuid_in(text: str) -> UUID | None:
    """The id that a field of an address holds, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
