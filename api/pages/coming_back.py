"""Where to go after signing in: only to pages of our own that can be opened."""

from starlette.requests import Request
from starlette.routing import Match


def safe_next(request: Request, wanted: str) -> str:
    """`wanted` if it is one of our pages, otherwise the start page.

    One slash at the start and no backslash anywhere: browsers take those for other hosts.
    """
    path = wanted.partition("#")[0].partition("?")[0]
    if not path.startswith("/") or path.startswith("//") or "\\" in wanted or not wanted.isascii():
        return "/"
    if any(ord(character) < ord("!") for character in wanted):
        return "/"
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    known = any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes)
    return wanted if known and not path.startswith(("/api/", "/static/", "/sign-")) else "/"
