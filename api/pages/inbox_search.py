"""The address of an inbox, read and written: what it is narrowed to, and which page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends

from api.pages.dossier_options import Options
from api.pages.dossier_search import uuid_in
from api.pages.formats import Format
from approvals.queries.inbox import EVERYTHING, Narrowing, Offered
from approvals.queries.paging import Cursor
from core.vietnamese import clean


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for; what an address says that means nothing is left out."""

    narrowing: Narrowing
    cursor: Cursor | None = None

    @property
    def written(self) -> Mapping[str, str]:
        """The search as the fields of its form are filled."""
        return {
            "q": self.narrowing.search,
            "award": self.narrowing.award,
            "submission": str(self.narrowing.submission_id or ""),
            "docket": str(self.narrowing.docket_id or ""),
        }

    @property
    def narrows(self) -> bool:
        return self.narrowing != EVERYTHING

    def address(self, path: str = "/inbox", cursor: Cursor | None = None) -> str:
        """Where this search shows the page at a cursor, or its first one."""
        fields = {name: value for name, value in self.written.items() if value}
        page = {"at": str(cursor)} if cursor else {}
        return f"{path}?{urlencode(fields | page)}".rstrip("?")


def read_search(
    q: str = "", award: str = "", submission: str = "", docket: str = "", at: str = ""
) -> Search:
    narrowing = Narrowing(
        search=clean(q),
        award=clean(award),
        submission_id=uuid_in(submission),
        docket_id=uuid_in(docket),
    )
    return Search(narrowing, Cursor.parse(at))


InboxSearch = Annotated[Search, Depends(read_search)]


def inbox_options(offered: Offered, written: Format) -> Mapping[str, Options]:
    """What the fields offer, each with how much of it waits; an empty value narrows nothing."""
    found = {
        "award": [
            (award.code, _with(written.award_name(award), count, written))
            for award, count in offered.awards
        ],
        "submission": [
            (str(submission.id), _with(submission.number, count, written))
            for submission, count in offered.submissions
        ],
        "docket": [
            (str(docket.id), _with(docket.title, count, written))
            for docket, count in offered.dockets
        ],
    }
    anything = written.texts.gettext("All")
    return {name: [("", anything), *pairs] for name, pairs in found.items()}


def _with(words: str, count: int, written: Format) -> str:
    return f"{words} ({written.number(count)})"
