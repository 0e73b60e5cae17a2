"""The address of a list of dossiers, read and written: filters, order, columns and page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from fastapi import Depends, Query

from api.pages.dossier_columns import USUAL, Column, columns_in
from approvals.domain.counted import read_counted
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
    columns: tuple[Column, ...] = USUAL
    cursor: Cursor | None = None

    @property
    def written(self) -> Mapping[str, str]:
        """The search as the fields of its form are filled, but the columns."""
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
            "counted": of.counted.written if of.counted else "",
            "sort": "" if self.sort is Sort.DUE else self.sort,
        }

    @property
    def narrows(self) -> bool:
        return self.filters != Filters()

    @property
    def parameters(self) -> str:
        """The search as it stands in its address: `state=returned&sort=waiting`."""
        fields = [(name, value) for name, value in self.written.items() if value]
        return urlencode([*fields, *(("col", column) for column in self.chosen)])

    @property
    def chosen(self) -> Sequence[Column]:
        """The columns where they are not the usual ones."""
        return () if self.columns == USUAL else self.columns

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
    counted: str = "",
    sort: str = "",
    col: Annotated[list[str] | None, Query()] = None,
    page: str = "",
) -> Search:
    filters = Filters(
        search=clean(q),
        state=word_in(DossierState, state),
        stage=word_in(Stage, stage),
        award=clean(award),
        body=clean(body),
        at=clean(where),
        campaign=clean(campaign),
        holder_id=uuid_in(holder),
        trouble=word_in(Trouble, trouble),
        counted=read_counted(counted),
    )
    return Search(
        filters, word_in(Sort, sort) or Sort.DUE, columns_in(col or ()), Cursor.parse(page)
    )


DossierSearch = Annotated[Search, Depends(read_search)]
_FIELDS = (
    *("q", "state", "stage", "award", "body", "where", "campaign", "holder", "trouble", "counted"),
    "sort",
)
_MOST_FIELDS = 50


def search_of(parameters: str) -> Search:
    """The search that was saved, or came with a form, as parameters of an address."""
    fields = parse_qsl(parameters) if parameters.count("&") < _MOST_FIELDS else []
    said = dict(fields)
    return read_search(
        **{name: said.get(name, "") for name in _FIELDS},
        col=[value for name, value in fields if name == "col"],
    )


def word_in(words: type[Word], text: str) -> Word | None:
    """The word that a field of an address holds, if it is one."""
    return words(text) if text in set(words) else None


def uuid_in(text: str) -> UUID | None:
    """The id that a field of an address holds, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
