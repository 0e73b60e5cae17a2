"""ETags: answers that did not change are not sent again, and decisions name what they are about.

An ETag is a hash of the answer, after the dossier's version where the answer is about one:
`"7-9f86d081884c7d65"`. `If-Match` needs no more than the version: `"7"`.
"""

import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Header
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api.refusals import VersionNeeded

_VERSION = re.compile(r'"(\d{1,9})(?:-[0-9a-f]+)?"')
_NO_SUCH_VERSION = 0  # versions begin at 1


class PolledRoute(APIRoute):
    """A GET whose answer carries an ETag, and is 304 to whoever has it already."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def polled(request: Request) -> Response:
            response = await handle(request)
            unread = request.method == "GET" and response.status_code == 200  # noqa: PLR2004 -- OK
            return _unless_known(request, response) if unread else response

        return polled


def is_about(request: Request, version: int) -> None:
    """Put a dossier's version into the ETag of what is answered."""
    request.state.version = version


def version_read(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=200,
            description="The ETag of what you read. Required: 428 without it.",
            examples=['"7"'],
        ),
    ] = None,
) -> int:
    """The version that If-Match names; one that no dossier has, when it names none."""
    if if_match is None or if_match.strip() == "*":
        raise VersionNeeded
    named = _VERSION.fullmatch(if_match.strip())
    return int(named[1]) if named else _NO_SUCH_VERSION


VersionRead = Annotated[int, Depends(version_read)]


def _unless_known(request: Request, response: Response) -> Response:
    etag = response.headers.get("ETag") or _etag(request, bytes(response.body))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"  # keep it, and ask each time
    known = request.headers.get("If-None-Match", "")
    if etag not in {one.strip().removeprefix("W/") for one in known.split(",")}:
        return response
    kept = {name: response.headers[name] for name in ("ETag", "Cache-Control")}
    return Response(status_code=304, headers=kept)


def _etag(request: Request, body: bytes) -> str:
    version = getattr(request.state, "version", None)
    digest = hashlib.sha256(body).hexdigest()[:16]
    return f'"{version}-{digest}"' if version is not None else f'"{digest}"'
