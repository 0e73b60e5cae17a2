"""The scope of the dashboard in addresses: read from them, and written into them."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends

from approvals.queries.stuck import Scope
from core.vietnamese import clean
from models.enums import Stage


def read_scope(
    stage: str = "", award: str = "", body: str = "", where: str = "", campaign: str = ""
) -> Scope:
    """What an address says; what means nothing is left out."""
    return Scope(
        stage=Stage(stage) if stage in set(Stage) else None,
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


def query_of(scope: Scope, **others: str) -> str:
    """As a query string, `?stage=unit&…`, with other fields in it; empty where nothing is said."""
    fields = {name: value for name, value in {**written(scope), **others}.items() if value}
    return f"?{urlencode(fields)}" if fields else ""
