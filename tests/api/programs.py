"""A script that acts for somebody, with a token and no cookies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from approvals.commands.sign_in import start_session
from core.clock import now
from core.database import transaction
from core.keys import application_key
from core.settings import Settings
from models.bodies import Person
from models.enums import SessionKind

V1 = "/api/v1"


@dataclass(frozen=True, slots=True)
class Program:
    """Speaks to /api/v1; paths that begin with a slash are taken as they are."""

    client: TestClient
    token: str | None

    def get(self, path: str, headers: Mapping[str, str] | None = None, **params: Any) -> Response:  # noqa: ANN401 -- whatever an address takes
        return self.client.get(_at(path), params=params or None, headers=self._headers(headers))

    def post(
        self, path: str, body: object = None, *, headers: Mapping[str, str] | None = None
    ) -> Response:
        return self.client.post(_at(path), json=body, headers=self._headers(headers))

    def put(
        self, path: str, body: object = None, *, headers: Mapping[str, str] | None = None
    ) -> Response:
        return self.client.put(_at(path), json=body, headers=self._headers(headers))

    def send(
        self, path: str, content: bytes, *, headers: Mapping[str, str] | None = None
    ) -> Response:
        return self.client.post(_at(path), content=content, headers=self._headers(headers))

    def _headers(self, more: Mapping[str, str] | None) -> dict[str, str]:
        authorization = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return authorization | dict(more or {})


def token_of(
    engine: Engine, settings: Settings, person: Person, kind: SessionKind = SessionKind.API
) -> str:
    """A token of somebody's own."""
    with transaction(engine) as session:
        return start_session(session, person.id, kind, key=application_key(settings), now=now())


def _at(path: str) -> str:
    return path if path.startswith("/") else f"{V1}/{path}"
