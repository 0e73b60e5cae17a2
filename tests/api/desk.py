"""Somebody at their desk: signed in at once, where signing in is not what a test is about."""

from collections.abc import Mapping

from httpx2 import Response

from api.cookies import SESSION
from api.web import Web
from approvals.queries.events import Entry, timeline
from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Choice, SessionKind
from tests.api.browser import Form
from tests.api.programs import token_of
from tests.api.scene import Scene
from tests.builders import a_dossier, a_nomination, a_submission, decide_as, pass_gate


def filed(
    scene: Scene, award: str = "bk-bo", number: str = "109/TTr-BTP", **others: object
) -> Dossier:
    """A dossier that was just submitted; nobody was written to."""
    with transaction(scene.engine) as session:
        return a_dossier(session, scene.country, award, now=now(), number=number, **others)


def many_filed(scene: Scene, many: int, number: str = "200/TTr-BTP") -> None:
    """As many dossiers in one submission."""
    nominations = [
        a_nomination(name=f"Nguyễn Văn {one}", position=f"Phòng {number}") for one in range(many)
    ]
    with transaction(scene.engine) as session:
        a_submission(session, scene.country, *nominations, number=number, now=now())


def passed(scene: Scene, dossier: Dossier) -> None:
    """On to the next gate."""
    with transaction(scene.engine) as session:
        pass_gate(session, session.get_one(Dossier, dossier.id), now=now())


def returned(scene: Scene, dossier: Dossier, reason: str = "Thiếu xác nhận thuế") -> None:
    """The chair of the ministry's council sends it back."""
    chair = scene.country["chair"].id
    with transaction(scene.engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        decide_as(session, stored, Choice.RETURN, person_id=chair, reason=reason, now=now())


def history_of(scene: Scene, dossier: Dossier) -> list[Entry]:
    with transaction(scene.engine) as session:
        return timeline(session, dossier.id)


def as_(scene: Scene, name: str) -> None:
    """From now on the browser is this person's."""
    web: Web = scene.client.app.state.web  # type: ignore[attr-defined]
    token = token_of(scene.engine, scene.settings, scene.country[name], SessionKind.BROWSER)
    scene.client.cookies.clear()
    scene.client.cookies.set(web.cookies.name(SESSION), token)


def seen_by(scene: Scene, name: str, path: str, **params: str) -> Response:
    """What a page shows to somebody."""
    as_(scene, name)
    return scene.client.get(path, params=params or None)


def nonce_for(scene: Scene) -> str:
    """The nonce of this browser's forms, whatever page it was on."""
    return Form(scene.client.get("/inbox").text, "/sign-out").fields["nonce"]


def send(
    scene: Scene,
    path: str,
    fields: Mapping[str, str | list[str]],
    file: tuple[str, bytes] | None = None,
) -> Response:
    """Send a form as this browser would, with or without a file in it."""
    files = {"file": file} if file else None
    nonce = {"nonce": nonce_for(scene)}
    return scene.client.post(
        path, data=nonce | dict(fields), files=files, headers=scene.browser.headers
    )
