"""The public roll of honour: who was given which award, found without signing in."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import PossibleViewer, Transaction
from api.languages import language_of
from api.limits import PerNetwork
from api.pages.dossier_options import Options
from api.pages.rendering import formats, page
from api.web import web_of
from approvals.domain.refusals.honouring import HonourNotFound
from approvals.queries import honours
from approvals.queries.honours import Offered, Sought
from approvals.queries.paging import Cursor
from core.vietnamese import clean

router = APIRouter(include_in_schema=False, dependencies=[PerNetwork])
_FIRST_YEAR, _LAST_YEAR = 1945, 9998  # what a date can hold; the emulation movement began in 1948
_LONGEST_NAME = 200


def read_sought(name: str = "", year: str = "", body: str = "", award: str = "") -> Sought:
    """As the address has it; what cannot be is left out."""
    number = int(year) if year.isascii() and year.isdecimal() else 0
    return Sought(
        name=clean(name)[:_LONGEST_NAME],
        year=number if _FIRST_YEAR <= number <= _LAST_YEAR else None,
        body=clean(body),
        award=clean(award),
    )


@router.get("/honours")
def list_honours(
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,  # noqa: ARG001 -- for the page's frame
    sought: Annotated[Sought, Depends(read_sought)],
    cursor: str = "",
) -> HTMLResponse:
    found = honours.honours(session, sought, cursor=Cursor.parse(cursor))
    return _page(
        request,
        "honours.html",
        found=found.rows,
        sought=sought,
        narrows=sought != Sought(),
        options=_options(request, honours.offered(session)),
        previous_url=_address(sought, found.previous),
        next_url=_address(sought, found.next),
    )


@router.get("/honours/{code}")
def show_honour(
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,  # noqa: ARG001 -- for the page's frame
    code: str,
) -> HTMLResponse:
    """One award; raises `HonourNotFound` for what was taken back, hidden or erased as well."""
    found = honours.honour(session, code)
    if found is None:
        raise HonourNotFound
    here = f"{web_of(request).settings.base_url}/honours/{found.dossier.code}"
    return _page(request, "honour.html", one=found, address=here)


def _page(
    request: Request,
    template: str,
    **context: Any,  # noqa: ANN401 -- whatever the template asks for
) -> HTMLResponse:
    """All other pages ask search engines to stay away; these, unless the settings say otherwise."""
    indexed = web_of(request).settings.honours_indexed
    shown = page(request, template, indexed=indexed, **context)
    if indexed:
        shown.headers["X-Robots-Tag"] = "all"
    return shown


def _options(request: Request, offered: Offered) -> dict[str, Options]:
    written = formats(language_of(request))
    found: dict[str, Options] = {
        "year": [(str(year), str(year)) for year in offered.years],
        "body": [(body.slug, written.body_name(body)) for body in offered.bodies],
        "award": [(award.code, written.award_name(award)) for award in offered.awards],
    }
    anything = written.texts.gettext("All")
    return {name: [("", anything), *pairs] for name, pairs in found.items()}


def _address(sought: Sought, cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    asked = {
        "name": sought.name,
        "year": str(sought.year or ""),
        "body": sought.body,
        "award": sought.award,
        "cursor": str(cursor),
    }
    return "/honours?" + urlencode({name: value for name, value in asked.items() if value})
