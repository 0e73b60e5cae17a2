"""What every request needs and no request changes: settings, key, cookies, static files."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from api.assets import Assets
from api.cookies import Cookies
from api.oidc import Provider
from api.shared import Shared
from api.watch import Watch
from core.keys import application_key
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Web:
    """Made once, in `create_app`."""

    settings: Settings
    key: bytes
    cookies: Cookies
    assets: Assets
    provider: Provider | None  # the agency's own sign-in
    shared: Shared


def make_web(settings: Settings) -> Web:
    key = application_key(settings)
    return Web(
        settings=settings,
        key=key,
        cookies=Cookies(key=key, secure=settings.base_url.startswith("https://")),
        assets=Assets.load(),
        provider=Provider(settings) if settings.oidc_issuer else None,
        shared=Shared(),
    )


def web_of(request: HTTPConnection) -> Web:
    """The running application's parts."""
    return cast("Web", request.app.state.web)


def watch_of(request: HTTPConnection) -> Watch:
    """What the running application tells open pages by."""
    return cast("Watch", request.app.state.watch)


def engine_of(request: HTTPConnection) -> Engine:
    """The running application's database."""
    return cast("Engine", request.app.state.engine)
