"""The address of a search among all decisions: read from it, and written into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query

from approvals.queries.decision_filters import DecisionFilters, Said
from approvals.queries.paging import Cursor
from core.vietnamese import clean

ONLY = ("overdue", "undone", "covered", "off_hours")
_DAYS = range(1900, 2200)  # years that a clock of an office can stand at


@dataclass(frozen=True, slots=True)
class DecisionSearch:
    """What is asked for; what an address says that means nothing is left out."""

    filters: DecisionFilters
    cursor: Cursor | None = None
    counted: bool = False

    @property
    def written(self) -> Mapping[str, str]:
        """The search as the fields of its form are filled, but the ticks."""
        of = self.filters
        return {
            "q": of.search,
            "person": of.person,
            "at": of.judged_by,
            "by": of.nominated_by,
            "award": of.award,
            "said": of.said or "",
            "from": of.decided_from.isoformat() if of.decided_from else "",
            "to": of.decided_to.isoformat() if of.decided_to else "",
            "rules": of.rule_set,
        }

    @property
    def only(self) -> Sequence[str]:
        """The ticks that are set."""
        return [name for name in ONLY if getattr(self.filters, name)]

    @property
    def narrows(self) -> bool:
        return self.filters != DecisionFilters()

    @property
    def parameters(self) -> str:
        """The search as it is saved and recorded: `person=an&only=overdue`."""
        fields = [(name, value) for name, value in self.written.items() if value]
        return urlencode([*fields, *(("only", name) for name in self.only)])

    def address(self, cursor: Cursor | None = None, *, count: bool = False) -> str:
        """Where this search shows the page at a cursor, or its first one."""
        more = urlencode({"page": str(cursor)} if cursor else {"count": "yes"} if count else {})
        return f"/audit?{'&'.join(filter(None, (self.parameters, more)))}".rstrip("?")


def read_decision_search(  # noqa: PLR0913, PLR0917 -- the fields of the form
    q: str = "",
    person: str = "",
    at: str = "",
    by: str = "",
    award: str = "",
    said: str = "",
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    rules: str = "",
    only: Annotated[list[str] | None, Query()] = None,
    page: str = "",
    count: str = "",
) -> DecisionSearch:
    ticks = {name: name in (only or ()) for name in ONLY}
    filters = DecisionFilters(
        search=clean(q),
        person=clean(person),
        judged_by=clean(at),
        nominated_by=clean(by),
        award=clean(award),
        said=Said(said) if said in set(Said) else None,
        decided_from=day_in(since),
        decided_to=day_in(until),
        rule_set=clean(rules),
        **ticks,
    )
    return DecisionSearch(filters, Cursor.parse(page), counted=bool(count))


DecisionsAsked = Annotated[DecisionSearch, Depends(read_decision_search)]


def search_of(parameters: str) -> DecisionSearch:
    """The search that was saved, or came with a form, as parameters of an address."""
    fields = parse_qsl(parameters, max_num_fields=50) if parameters.count("&") < 50 else []  # noqa: PLR2004
    said = dict(fields)
    return read_decision_search(
        **{
            name: said.get(name, "")
            for name in ("q", "person", "at", "by", "award", "said", "rules")
        },
        since=said.get("from", ""),
        until=said.get("to", ""),
        only=[value for name, value in fields if name == "only"],
    )


def day_in(text: str) -> date | None:
    """The day that a field of an address holds, if it is one that an office may have had."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _DAYS else None
