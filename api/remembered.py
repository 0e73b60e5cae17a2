"""What a browser is remembered by without signing in: short lists in signed cookies."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from api.web import web_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A list of names without dots, the newest last; the oldest go when there are too many."""

    cookie: str
    lasts: timedelta
    most: int

    def read(self, request: Request, *, now: datetime) -> list[str]:
        cookies = web_of(request).cookies
        value = cookies.signed_value(self.cookie, cookies.read(request, self.cookie), now=now)
        return value.split(".") if value else []

    def add(self, request: Request, response: Response, name: str, *, now: datetime) -> None:
        """Remember one more, and all of them for `lasts` from now."""
        others = [one for one in self.read(request, now=now) if one != name]
        cookies, value = web_of(request).cookies, ".".join([*others, name][-self.most :])
        signed = cookies.sign(self.cookie, value, until=now + self.lasts)
        cookies.write(response, self.cookie, signed, lasts=self.lasts)
