"""The address of the dashboard: what it is narrowed to, read from it and written into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends

from api.pages.dossier_search import word_in
from approvals.domain.why_stuck import CAUSES
from approvals.queries.paging import Cursor
from approvals.queries.stuck import Scope
from core.vietnamese import clean
from models.enums import Stage


def read_scope(
    stage: str = "", award: str = "", body: str = "", where: str = "", campaign: str = ""
) -> Scope:
    """What an address says that means nothing is left out."""
    return Scope(
        stage=word_in(Stage, stage),
        award=clean(award),
        body=clean(body),
        at=clean(where),
        campaign=clean(campaign),
    )


StuckScope = Annotated[Scope, Depends(read_scope)]


def written(scope: Scope) -> Mapping[str, str]:
    """The scope as the fields of its form are filled."""
    return {
        "stage": scope.stage or "",
        "award": scope.award,
        "body": scope.body,
        "where": scope.at,
        "campaign": scope.campaign,
    }


def address(path: str, scope: Scope, **more: str) -> str:
    """A path with a scope, and whatever else has a value."""
    fields = {name: value for name, value in {**written(scope), **more}.items() if value}
    return f"{path}?{urlencode(fields)}" if fields else path


@dataclass(frozen=True, slots=True)
class Look:
    """What the dashboard shows: a scope, and a page of those that are stuck by a cause or any."""

    scope: Scope
    cause: str
    cursor: Cursor | None

    def address(
        self, *, cause: str | None = None, cursor: Cursor | None = None, **more: str
    ) -> str:
        """Where the list begins, or goes on; by the same cause unless another is named."""
        wanted = self.cause if cause is None else cause
        return address("/stuck", self.scope, cause=wanted, page=str(cursor or ""), **more)


def read_look(scope: StuckScope, cause: str = "", page: str = "") -> Look:
    known = {one.code for one in CAUSES}
    return Look(scope, cause if cause in known else "", Cursor.parse(page))


StuckLook = Annotated[Look, Depends(read_look)]
