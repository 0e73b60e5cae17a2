"""Turns a template and its context into a page in the reader's language."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from api import languages, nonces
from api.pages.formats import Format, file_kind, working_days
from api.pages.looks import look
from api.pages.navigation import navigation
from api.pages.rule_words import Words
from api.web import web_of
from approvals.queries.troubles import Troubles
from approvals.queries.visibility import Viewer
from core.clock import local_date, now
from core.language import LANGUAGES, translator
from core.refusal import Refusal

_FILTERS = (
    "award_name",
    "body_name",
    "days_of_work",
    "erased",
    "file_size",
    "label",
    "long_date",
    "moment",
    "named",
    "number",
    "points",
    "progress_label",
    "short_date",
    "working_days_left",
)
_TEMPLATES = Path(__file__).parent.parent / "templates"
_NOW_SEEN = "\x1e"  # never sent

Page = TypeVar("Page", bound=Response)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    here: str | None = None,
    **context: Any,  # noqa: ANN401 -- whatever the template asks for
) -> HTMLResponse:
    """Render a page. `here`: the address to reload it at, where that of the request would not do.

    Templates also get `viewer`, `language`, `today`, `form_nonce`, `navigation`, and `errors`
    (empty unless given).
    """
    language = languages.language_of(request)
    frame = _frame(request, language, here)
    body = environment(language).get_template(template).render(frame | context)
    return _kept(request, HTMLResponse(body, status, {"Content-Language": language}))


def part(
    request: Request,
    template: str,
    **context: Any,  # noqa: ANN401 -- whatever the template asks for
) -> Markup:
    """A part of a page that is the same for many: it knows neither its reader nor their forms."""
    language = languages.language_of(request)
    common = {
        "language": language,
        "static": web_of(request).assets.url,
        "today": local_date(now()),
        "errors": {},
    }
    return Markup(environment(language).get_template(template).render(common | context))  # noqa: S704 -- a template of ours, which escapes


def live_page(
    request: Request,
    template: str,
    **context: Any,  # noqa: ANN401 -- whatever the template asks for
) -> Response:
    """A page that is sent while it is made: at each `{{ now_seen }}`, all before it is shown.

    Whatever takes long is an iterator of the context, which the template walks.
    """
    language = languages.language_of(request)
    frame = _frame(request, language, None) | {"now_seen": _NOW_SEEN}
    pieces = environment(language).get_template(template).generate(frame | context)
    headers = {"Content-Language": language, "X-Accel-Buffering": "no"}  # proxies: pass it on
    return _kept(request, StreamingResponse(_sent(pieces), 200, headers, "text/html"))


def _sent(pieces: Iterator[str]) -> Iterator[str]:
    waiting: list[str] = []
    for piece in pieces:
        if piece == _NOW_SEEN:
            yield "".join(waiting)
            waiting.clear()
        else:
            waiting.append(piece)
    yield "".join(waiting)


def _kept(request: Request, response: Page) -> Page:
    """The browser is handed what it is to keep."""
    languages.keep(request, response)
    nonces.keep(request, response)
    return response


def sentence(request: Request, refusal: Refusal) -> str:
    """What a refusal says to the person who reads this page."""
    language = languages.language_of(request)
    return refusal_in(language, refusal)


def refusal_in(language: str, refusal: Refusal) -> str:
    """A refusal's sentence in a language."""
    worded = getattr(refusal, "sentence_in", None)
    if worded is None:
        return refusal.sentence
    return str(worded(translator(language).gettext, formats(language).fact))


@cache
def formats(language: str) -> Format:
    return Format(language, translator(language))


@cache
def environment(language: str) -> Environment:
    """Templates with the texts and filters of one language."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translator(language), newstyle=True)  # type: ignore[attr-defined] # the extension adds it
    written = formats(language)
    filters = {name: getattr(written, name) for name in _FILTERS}
    environment.filters |= filters | {
        "working_days": working_days,
        "file_kind": file_kind,
        "local_day": local_date,
        "look": look,
        "rule_label": Words(written).label,
    }
    return environment


def _frame(request: Request, language: str, here: str | None) -> dict[str, Any]:
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    web = web_of(request)
    own = "/" if request.method == "POST" else str(request.url.replace(scheme="", netloc=""))
    address = URL(here or own)
    return {
        "language": language,
        "other_languages": [
            (code, languages.NAMES[code]) for code in LANGUAGES if code != language
        ],
        "in_language": lambda code: str(address.include_query_params(lang=code)),
        "viewer": viewer,
        "navigation": navigation(viewer, address.path, translator(language).gettext),
        "form_nonce": nonces.nonce_for(request),
        "static": web.assets.url,
        "today": local_date(now()),
        "troubles": getattr(request.state, "troubles", Troubles()),
        "development": web.settings.development,
        "errors": {},
    }
