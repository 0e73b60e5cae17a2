"""Days that pass between what people do, and what the dashboard says on each."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import unescape

from httpx2 import Response
from sqlalchemy import delete

from api.cookies import SESSION
from api.dependencies import read_clock
from api.web import Web
from approvals.commands.sign_in import start_session
from core.clock import local_date, local_moment, now
from core.database import transaction
from core.keys import application_key
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import SessionKind
from models.gates import Assignment
from notifications import announcing
from tests.api.desk import send
from tests.api.scene import Scene
from tests.builders import a_dossier, active, pass_gate

_TELLS = re.compile(r'data-tell="([^"]+)" data-nonce="([^"]+)" data-link="(\w*)"')


class Days:
    """The first is today; people come to their desks at nine."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.now = local_moment(local_date(now()), 9)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Pages read this clock meanwhile."""
        overrides = self.scene.client.app.dependency_overrides  # type: ignore[attr-defined]
        overrides[read_clock] = lambda: self.now
        yield
        del overrides[read_clock]

    def later(self, passed: timedelta) -> None:
        self.now += passed

    def until(self, moment: datetime) -> None:
        self.now = max(self.now, moment)

    def as_(self, name: str) -> None:
        """From now on the browser is this person's."""
        scene = self.scene
        web: Web = scene.client.app.state.web  # type: ignore[attr-defined]
        key = application_key(scene.settings)
        with transaction(scene.engine) as session:
            person_id = scene.country[name].id
            token = start_session(session, person_id, SessionKind.BROWSER, key=key, now=self.now)
        scene.client.cookies.clear()
        scene.client.cookies.set(web.cookies.name(SESSION), token)

    def at_the_minister(self) -> Dossier:
        """A dossier that one signature is missing on; who is asked has a mail."""
        with transaction(self.scene.engine) as session:
            dossier = a_dossier(session, self.scene.country, "bk-bo", now=self.now)
            pass_gate(session, dossier, now=self.now)
            announcing.announce(session, dossier.id, now=self.now)
            return dossier

    def asked(self, dossier: Dossier) -> Assignment:
        with transaction(self.scene.engine) as session:
            ((assignment, _),) = active(session, session.get_one(Dossier, dossier.id))
            return assignment

    def holder(self, dossier: Dossier) -> str:
        """Who is asked, as the cast calls them."""
        person_id = self.asked(dossier).person_id
        people = self.scene.country.people
        return next(name for name, one in people.items() if one.id == person_id)

    def opens(self, name: str, dossier: Dossier) -> None:
        """Somebody looks at the page of their task; its script tells so."""
        self.as_(name)
        page = self.scene.client.get(f"/task/{self.asked(dossier).id}").text
        found = _TELLS.search(page)
        assert found
        fields = {"nonce": found[2], "link": found[3]}
        headers = self.scene.browser.headers
        assert self.scene.client.post(found[1], data=fields, headers=headers).status_code == 204

    def dashboard(self) -> str:
        """What the secretariat sees; the engine has looked at everything."""
        with transaction(self.scene.engine) as session:
            session.execute(delete(Wake))
        self.as_("secretariat")
        return self.scene.client.get("/stuck").text

    def why(self, dossier: Dossier) -> str:
        """The sentence beside a dossier on the dashboard; empty while it moves."""
        row = self._row(dossier)
        return unescape(row.partition('data-label="Vì sao">')[2].partition("<")[0]) if row else ""

    def leads_to(self, dossier: Dossier) -> str:
        """Where the action is that helps."""
        found = re.findall(r'class="reach" href="([^"]+)"', self._row(dossier))
        return unescape(found[0]) if found else ""

    def sends(self, path: str, **fields: str) -> Response:
        return send(self.scene, path, fields)

    def _row(self, dossier: Dossier) -> str:
        rows = self.dashboard().split("<tr>")
        return next((row for row in rows if f'href="/dossiers/{dossier.code}"' in row), "")
