"""The shield around the application: host, origin, size of what comes in, headers of what goes out.

Plain ASGI, outside of everything else, so that error pages and static files pass it too.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import answer
from api.refusals import Broken, FromElsewhere, HostUnknown, RequestTooLarge
from core.refusal import Refusal
from core.settings import Settings

_LOG = structlog.get_logger()
_SAFE = {"GET", "HEAD", "OPTIONS"}
_PROBES = ("/livez", "/readyz", "/metrics")  # asked by address, from inside
_PROGRAMS = ("/api/", "/unsubscribe/")  # asked by programs, the latter by mail services
# Whoever is linked from here learns nothing of it.
_LINK_PAGES = ("/r/", "/task", "/sign-in", "/unsubscribe/")
_MEBIBYTE = 1024 * 1024

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_TOO_LARGE = 413
_A_YEAR = "max-age=31536000"


class Shield:
    """Refuses what should not come in, and marks what goes out."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._secure = settings.base_url.startswith("https://")
        self._hosts = set(_hosts(settings))
        self._limit_mb = settings.upload_limit_mb
        self._limit = (settings.upload_limit_mb + 1) * _MEBIBYTE  # room for the form around a file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        guarded = _Answer(send, request, secure=self._secure)
        if request.method == "HEAD":  # what GET would say, without the words
            scope = {**scope, "method": "GET"}
        try:
            if refusal := self._refusal(request):
                await answer(request, refusal)(scope, receive, guarded)
            else:
                await self._app(scope, self._counting(receive), guarded)
        except Exception:  # a fault of ours: told in the log, and to the person in one sentence
            _LOG.exception("request failed", path=request.url.path)
            if guarded.started:
                raise
            await answer(request, Broken())(scope, receive, guarded)

    def _refusal(self, request: Request) -> Refusal | None:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if host not in self._hosts and request.url.path not in _PROBES:
            return HostUnknown()
        if request.method not in _SAFE and _from_elsewhere(request):
            return FromElsewhere()
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit:
            return RequestTooLarge(megabytes=self._limit_mb)
        return None

    def _counting(self, receive: Receive) -> Receive:
        """What has no stated length is counted as it comes."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._limit:
                raise HTTPException(_TOO_LARGE)  # the framework lets no other error through
            return message

        return counted


class _Answer:
    """Adds the headers that every answer has; one that is set already stays."""

    def __init__(self, send: Send, request: Request, *, secure: bool) -> None:
        self._send = send
        self._path = request.url.path
        self._secure = secure
        self._head = request.method == "HEAD"
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in self._headers():
                headers.setdefault(name, value)
            if message["status"] == _TOO_LARGE:
                headers["Connection"] = "close"
        elif self._head:
            message = {**message, "body": b""}
        await self._send(message)

    def _headers(self) -> Iterable[tuple[str, str]]:
        private = self._path.startswith(_LINK_PAGES)
        yield "Content-Security-Policy", CONTENT_POLICY
        yield "Referrer-Policy", "no-referrer" if private else "same-origin"
        yield "X-Content-Type-Options", "nosniff"
        yield "Cross-Origin-Opener-Policy", "same-origin"
        yield "Cross-Origin-Resource-Policy", "same-origin"
        yield "X-Robots-Tag", "noindex"
        yield "Cache-Control", "no-store"
        if self._secure:
            yield "Strict-Transport-Security", _A_YEAR


def _hosts(settings: Settings) -> Iterable[str]:
    yield urlsplit(settings.base_url).hostname or ""
    if settings.development:
        yield from ("localhost", "127.0.0.1", "::1")


def _from_elsewhere(request: Request) -> bool:
    """Whether a request that changes something came from another site.

    Browsers say so themselves; old ones at least name the origin. A program that brings its own
    token, and no cookie, acts for nobody else.
    """
    headers: Headers = request.headers
    if "cookie" not in headers and request.url.path.startswith(_PROGRAMS):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    return urlsplit(headers.get("origin", "")).netloc != headers.get("host")
