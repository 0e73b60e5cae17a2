"""Which language a page is in: what was chosen here, else the person's own, else the browser's."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from api.cookies import LANGUAGE
from api.web import web_of
from core.language import LANGUAGES

NAMES = {"vi": "Tiếng Việt", "en": "English"}
_A_YEAR = timedelta(days=365)


def language_of(request: Request) -> str:
    """`?lang=`, else what was chosen before, else the person's language, else Accept-Language."""
    known = (
        request.query_params.get("lang"),
        web_of(request).cookies.read(request, LANGUAGE),
        getattr(request.state, "person_language", None),
    )
    return next((language for language in known if language in LANGUAGES), _of_browser(request))


def keep(request: Request, response: Response) -> None:
    """Remember a language that was chosen by its link."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        web_of(request).cookies.write(response, LANGUAGE, chosen, lasts=_A_YEAR)


def _of_browser(request: Request) -> str:
    """Vietnamese unless the browser asks for English and for no Vietnamese at all.

    Offices here often have browsers set to English that name Vietnamese second.
    """
    wanted = {
        part.split(";")[0].strip().lower().partition("-")[0]
        for part in request.headers.get("accept-language", "").split(",")
    }
    return "en" if "en" in wanted and "vi" not in wanted else "vi"
