"""Two ministries with dossiers of their own, and every member of the cast at a browser.

`ours` is Alice's: one dossier before the board's appraiser, one that has ended. `theirs` is the
same of Dan's ministry, before its own council.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import col, select

from api.app import create_app
from api.cookies import SESSION
from api.web import Web
from approvals.commands.attach import Attach, attach
from approvals.commands.open_docket import OpenDocket, open_docket
from approvals.commands.withdraw import Withdraw, withdraw
from core.clock import local_date, now
from core.database import connect, transaction
from core.ids import uuid7
from core.settings import Settings
from models.dossiers import Dossier
from models.enums import Office, SessionKind
from tests.api.browser import Form
from tests.api.programs import token_of
from tests.api.scene import Scene
from tests.builders import (
    MINISTRY,
    a_country,
    a_dossier,
    a_person_in,
    a_submission,
    active,
    pass_gate,
    the_gate,
)

TAX = "bo-tai-chinh"
ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class World:
    """`ids` fill in the addresses of a side: `ours`, `theirs`, or `nobodys`, which do not exist."""

    scene: Scene
    ids: Mapping[str, Mapping[str, str]]
    kept: dict[str, list[str]] = field(default_factory=dict)  # as the last route left the database
    _tokens: dict[str, tuple[str, str]] = field(default_factory=dict)  # browser's and script's
    _nonces: dict[str, str] = field(default_factory=dict)

    def become(self, name: str) -> None:
        """From now on the browser is this person's, or nobody's, whatever it was before."""
        client, web = self.scene.client, self._web
        client.cookies.clear()
        if name != ANONYMOUS:
            client.cookies.set(web.cookies.name(SESSION), self._tokens_of(name)[0])

    def ask(
        self,
        name: str,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        **sent: Any,  # noqa: ANN401 -- whatever a request carries
    ) -> Response:
        """What this person gets, without following where it leads."""
        headers = self.scene.browser.headers | dict(headers or {})
        if path.startswith("/api/") and name != ANONYMOUS:
            headers["Authorization"] = f"Bearer {self._tokens_of(name)[1]}"
        return self.scene.client.request(
            method,
            path,
            headers=headers,
            follow_redirects=False,
            **sent,
        )

    def nonce(self, name: str) -> str:
        """Of this browser's forms, on whatever page there is one."""
        if name not in self._nonces or name == ANONYMOUS:
            shown = self.scene.client.get("/inbox")
            forms = (Form(shown.text, action) for action in ("/sign-out", "/sign-in"))
            self._nonces[name] = next(form.fields["nonce"] for form in forms if form.found)
        return self._nonces[name]

    def program(self, name: str) -> str:
        """The token of this person's scripts."""
        return self._tokens_of(name)[1]

    def forget(self) -> None:
        """Everybody has to sign in anew."""
        self._tokens.clear()
        self._nonces.clear()

    @property
    def _web(self) -> Web:
        web: Web = self.scene.client.app.state.web  # type: ignore[attr-defined]
        return web

    def _tokens_of(self, name: str) -> tuple[str, str]:
        if name not in self._tokens:
            scene, person = self.scene, self.scene.country[name]
            browser, script = (
                token_of(scene.engine, scene.settings, person, kind) for kind in SessionKind
            )
            self._tokens[name] = (browser, script)
        return self._tokens[name]


@contextmanager
def a_world(database_url: str, home: Path, **others: Any) -> Iterator[World]:  # noqa: ANN401 -- settings
    settings = Settings(home=home, database_url=database_url, upload_limit_mb=1, **others)
    engine = connect(database_url)
    with transaction(engine) as session:
        country = a_country(session, council=2, today=local_date(now()))
        a_person_in(session, country, "dans_chair", "Mai Văn Thuế", TAX, Office.COUNCIL_CHAIR)
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        scene = Scene(client=client, engine=engine, settings=settings, country=country)
        ids = {"ours": _ours(scene), "theirs": _theirs(scene), "nobodys": _nobodys()}
        yield World(scene, ids)
    engine.dispose()


def _ours(scene: Scene) -> dict[str, str]:
    with transaction(scene.engine) as session:
        open_one = a_dossier(session, scene.country, "cstdtq", now=now())
        pass_gate(session, open_one, now=now())
        ended = a_dossier(session, scene.country, number="2/TTr-BTP", now=now())
    assert scene.country.campaign is not None
    return _ids(scene, open_one, ended, files="alice", asked_too="board_head") | {
        "body_id": str(scene.country.bodies[MINISTRY].id),
        "campaign_id": str(scene.country.campaign.id),
        "today": local_date(now()).isoformat(),
    }


def _theirs(scene: Scene) -> dict[str, str]:
    filed_by = {
        "body_id": scene.country.bodies[TAX].id,
        "submitted_by_id": scene.country["dan"].id,
    }
    with transaction(scene.engine) as session:
        for number in ("1/TTr-BTC", "2/TTr-BTC"):
            a_submission(session, scene.country, number=number, now=now(), **filed_by)
        open_one, ended = session.exec(
            select(Dossier).order_by(col(Dossier.code).desc()).limit(2)
        ).all()
    return _ids(scene, open_one, ended, files="dan", asked_too="dans_chair")


def _ids(
    scene: Scene, open_one: Dossier, ended: Dossier, *, files: str, asked_too: str
) -> dict[str, str]:
    """Gives the open one a file and ends the other one."""
    person_id = scene.country[files].id
    withdrawn = Withdraw(dossier_id=ended.id, person_id=person_id, reason="Nghỉ hưu")
    added = Attach(dossier_id=open_one.id, person_id=person_id, name="a.pdf", content=b"%PDF-1.7 a")
    folder = scene.settings.files_folder
    with transaction(scene.engine) as session:
        withdraw(session, withdrawn, now=now())
        file = attach(session, added, folder=folder, limit_mb=1, now=now())
        (assignment, _), *_ = active(session, session.get_one(Dossier, open_one.id))
        called = OpenDocket(
            body_id=the_gate(session, open_one).body_id,
            person_id=scene.country["secretariat"].id,
            title="Phiên họp",
            sitting_on=local_date(now()),
        )
        docket = open_docket(session, called, now=now())
    return {
        "code": open_one.code,
        "ended": ended.code,
        "submission_id": str(open_one.submission_id),
        "assignment_id": str(assignment.id),
        "attachment_id": str(file.id),
        "asked_too": str(scene.country[asked_too].id),
        "docket_id": str(docket.id),
    }


def _nobodys() -> dict[str, str]:
    keys = ("docket_id", "submission_id", "assignment_id", "attachment_id", "asked_too")
    return {key: str(uuid7()) for key in keys} | {
        "code": "HS-2099-000001",
        "ended": "HS-2099-000002",
    }
