"""Whatever is sent, the answer is one that the API's own description lists, and never a 500."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from api.app import create_app
from api.problems import MEDIA_TYPE
from core.clock import local_date, now
from core.database import connect, transaction
from core.settings import Settings
from models.dossiers import Dossier
from tests.api.programs import token_of
from tests.api.routes.test_submissions import a_submission
from tests.api.test_openapi import DESCRIPTION
from tests.builders import a_country, a_dossier, active
from tests.conftest import fresh_database
from tests.probe.length import length

OPERATIONS = sorted(
    (operation["operationId"], method, path)
    for path, operations in DESCRIPTION["paths"].items()
    for method, operation in operations.items()
)
_EXAMPLES = settings(
    max_examples=200 if length().is_long else 10,
    derandomize=True,  # a run says whether this commit broke it, not what luck found today
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

# Half characters, NUL and direction marks too: JSON can spell them.
_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
_PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXT
_JSON = st.recursive(
    _PLAIN, lambda some: st.lists(some, max_size=3) | st.dictionaries(_TEXT, some, max_size=3)
)
_HEADER = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=250)


class Target:
    """A running API with one of everything, and what its addresses may name."""

    def __init__(self, client: TestClient, tokens: list[str], known: dict[str, list[str]]) -> None:
        self.client = client
        self.tokens = tokens
        self.known = known
        self.bodies: dict[str, Any] = {}

    def request(self, draw: st.DataObject, operation: str, method: str, path: str) -> None:
        """Send something, and look at what comes back."""
        described = DESCRIPTION["paths"][path][method]
        answered = self.client.request(
            method,
            self._address(draw, path, described),
            headers=self._headers(draw),
            content=self._content(draw, operation),
        )
        said = f"{answered.status_code} {answered.text[:500]}"
        assert str(answered.status_code) in described["responses"], said
        if answered.status_code >= 400:
            assert answered.headers["Content-Type"] == MEDIA_TYPE
            assert (
                answered.json()["code"]
                in described["responses"][str(answered.status_code)]["description"]
            ), said

    def _address(self, draw: st.DataObject, path: str, described: dict[str, Any]) -> str:
        query = []
        for parameter in described.get("parameters", []):
            name = parameter["name"]
            value = draw.draw(_mostly(self.known.get(name, []), _TEXT), name)
            if parameter["in"] == "path":  # with a slash in it, it would be another address
                path = path.replace(f"{{{name}}}", _quoted(value.replace("/", "")) or "-")
            elif parameter["in"] == "query" and (parameter["required"] or draw.draw(st.booleans())):
                query.append(f"{name}={_quoted(value)}")
        return f"{path}?{'&'.join(query)}"

    def _headers(self, draw: st.DataObject) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {draw.draw(st.sampled_from(self.tokens))}"}
        headers["Content-Type"] = draw.draw(_mostly(["application/json"], _HEADER))
        for name in ("If-Match", "If-None-Match", "Idempotency-Key"):
            if draw.draw(st.booleans()):
                headers[name] = draw.draw(_mostly(['"1"', '"2"', "*", "a"], _HEADER))
        return headers

    def _content(self, draw: st.DataObject, operation: str) -> bytes:
        nearly = [_nearly(self.bodies[operation])] * 2 if operation in self.bodies else []
        sent = draw.draw(st.one_of(*nearly, _JSON, st.binary()), "body")
        return sent if isinstance(sent, bytes) else json.dumps(sent).encode()


def _mostly(known: list[str], junk: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Something that is there, else anything."""
    return st.one_of(*([st.sampled_from(known)] * 3 if known else []), junk)


def _nearly(good: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 -- any JSON
    """A good body with one value, however deep, left as it is or made into anything."""
    match good:
        case dict():
            return st.sampled_from([*good, "extra"]).flatmap(
                lambda name: _nearly(good.get(name)).map(lambda junk: {**good, name: junk})
            )
        case list():
            return _nearly(good[0]).map(lambda junk: [*good, junk]) | _JSON
        case _:
            return st.just(good) | _TEXT | _JSON


def _quoted(text: str) -> str:
    return quote(text.encode(errors="surrogatepass"), safe="")


@pytest.fixture(scope="module")
def target(maintenance: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """One for all: what earlier requests did to it is part of the game."""
    with fresh_database(maintenance) as url:
        configured = Settings(home=tmp_path_factory.mktemp("home"), database_url=url)
        engine = connect(url)
        with TestClient(create_app(configured), base_url=configured.base_url) as client:
            yield _target(client, engine, configured)
        engine.dispose()


def _target(client: TestClient, engine: Engine, configured: Settings) -> Target:
    with transaction(engine) as session:
        country = a_country(session, today=local_date(now()))
        dossier = a_dossier(session, country, now=now())
        duties = [str(duty.id) for duty, _ in active(session, dossier)]
    tokens = [token_of(engine, configured, country[name]) for name in ("alice", "chair", "dan")]
    target = Target(client, [*tokens, "nonsense"], _known(dossier, duties))
    target.bodies = {
        "file_submission": a_submission(country, number="9/TTr"),
        "decide_assignment": {"choice": "pass", "reason": "a", "decision_number": ""},
        "reassign_assignment": {"to_person_id": str(country["minister"].id), "reason": ""},
        "resubmit_dossier": {"note": "", "achievements": None, "position": None},
        "withdraw_dossier": {"reason": ""},
    }
    return target


def _known(dossier: Dossier, duties: list[str]) -> dict[str, list[str]]:
    return {
        "code": [dossier.code, dossier.code.lower()],
        "assignment_id": duties,
        "submission_id": [str(dossier.submission_id)],
        "attachment_id": [str(dossier.id)],
        "rule_set_id": ["nd98-2023"],
        "sort": ["name", "due"],
        "limit": ["1", "200"],
        "on": [local_date(now()).isoformat(), "9999-12-31"],
        "state": ["under_review"],
        "trouble": ["overdue", "mail_refused"],
        "cursor": ["WyJuYW1lIiwwLCJhIiwiYiJd", "WyJkdWUiLDEsIjIwMjYtMDEtMDEiLCJIUyJd"],
        "name": ["a.pdf"],
    }


@pytest.mark.parametrize(("operation", "method", "path"), OPERATIONS)
def test_nothing_that_is_sent_breaks_it(
    target: Target, operation: str, method: str, path: str
) -> None:
    @_EXAMPLES
    @given(st.data())
    def send(draw: st.DataObject) -> None:
        target.request(draw, operation, method, path)

    send()
