"""What a browser's script does with passkeys, on the pages as they are shown."""

import html
import re

from httpx2 import Response
from sqlalchemy import Engine, text

from core.database import transaction
from tests.api.scene import Scene
from tests.approvals.authenticator import Authenticator


def options(shown: Response, purpose: str) -> str:
    """What a page asks the device for, to `add` or to `use` a passkey."""
    found = re.search(rf'data-passkey="{purpose}" data-options="([^"]*)"', shown.text)
    assert found, shown.text
    return html.unescape(found[1])


def add_passkey(scene: Scene, device: Authenticator, name: str = "Máy ở cơ quan") -> Response:
    shown = scene.browser.get("/account")
    answer = device.add(options(shown, "add"))
    return scene.browser.send(shown, "/account/passkeys", credential=answer, name=name)


def use_passkey(scene: Scene, device: Authenticator, page: str) -> Response:
    shown = scene.browser.get(page)
    answer = device.use(options(shown, "use"))
    return scene.browser.send(shown, "/sign-in/passkey", credential=answer)


def grow_old(engine: Engine) -> None:
    """Let every sign-in have been an hour ago."""
    with transaction(engine) as session:
        session.execute(text("UPDATE staff_session SET proved_at = proved_at - interval '1 hour'"))
