"""Cookies: HttpOnly, SameSite=Lax, `__Host-` over https; values we must trust carry a signature."""

import base64
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from core.ids import keyed_hash

SESSION = "session"  # a signed-in browser's token
TASK = "task"  # the mailed links this browser has opened
OPINION = "opinion"  # the mailed questions for an opinion that this browser has opened
RECEIPTS = "receipts"  # what was decided or answered in this browser by a mailed link
FORM = "form"  # what a form's nonce is bound to before anybody signs in
SIGN_IN = "sign_in"  # the request whose code is being waited for
OIDC = "oidc"  # what the agency's sign-in was asked, while the browser is there
LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Cookies:
    """Reads and writes this application's cookies.

    Over plain http (development, loopback only) browsers refuse the `__Host-` prefix.
    """

    key: bytes
    secure: bool

    def name(self, name: str) -> str:
        return f"__Host-bv-{name}" if self.secure else f"bv-{name}"

    def read(self, request: HTTPConnection, name: str) -> str | None:
        return request.cookies.get(self.name(name))

    def write(self, response: Response, name: str, value: str, *, lasts: timedelta | None) -> None:
        """`lasts` None: until the browser is closed."""
        response.set_cookie(
            self.name(name),
            value,
            max_age=int(lasts.total_seconds()) if lasts else None,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def forget(self, response: Response, name: str) -> None:
        response.delete_cookie(
            self.name(name), path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def sign(self, purpose: str, value: str, *, until: datetime) -> str:
        """`value`, readable by anybody, unchangeable by anybody, and good until then."""
        text = f"{value}~{int(until.timestamp())}"
        return f"{text}~{self.mac(purpose, text)}"

    def signed_value(self, purpose: str, text: str | None, *, now: datetime) -> str | None:
        """The value, if we signed it for this purpose and its time is not over."""
        body, _, mac = (text or "").rpartition("~")
        if not hmac.compare_digest(self.mac(purpose, body).encode(), mac.encode()):
            return None
        value, _, until = body.rpartition("~")
        return value if datetime.fromtimestamp(int(until), UTC) > now else None

    def mac(self, purpose: str, text: str) -> str:
        """A keyed hash as text; `purpose` keeps one kind from passing for another."""
        digest = keyed_hash(self.key, f"{purpose}\n{text}")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
