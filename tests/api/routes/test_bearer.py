"""Who a request acts for: a token, and for reading a signed-in browser too."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from approvals.commands.administer import deactivate_person
from approvals.commands.sign_in import LIVES, sign_out, start_session
from core.clock import now
from core.database import transaction
from core.keys import application_key
from core.settings import Settings
from models.enums import SessionKind
from tests.api.programs import Program, token_of
from tests.api.routes.conftest import ActAs
from tests.builders import Country


def test_a_token_stands_for_its_person_and_their_seats(act_as: ActAs, country: Country) -> None:
    answered = act_as("alice").get("me")
    assert answered.status_code == 200
    assert answered.json() == {
        "id": str(country["alice"].id),
        "name": "Nguyễn Thị An",
        "email": "alice@bangvang.example",
        "language": "vi",
        "seats": [
            {
                "office": "secretary",
                "title": "",
                "body": {
                    "id": str(country.bodies["bo-tu-phap"].id),
                    "slug": "bo-tu-phap",
                    "name": "Bộ Tư pháp",
                    "name_en": "",
                },
            }
        ],
        "waiting": 0,
    }


@pytest.mark.parametrize("token", [None, "nonsense", "", "a" * 5_000])
def test_without_a_good_token_nothing_is_told(client: TestClient, token: str | None) -> None:
    refused = Program(client, token).get("me")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="bangvang"'
    assert refused.json()["code"] in {"token_needed", "token_not_usable"}


def test_a_token_ends_after_its_time_when_revoked_and_with_its_person(
    client: TestClient, engine: Engine, settings: Settings, country: Country
) -> None:
    key = application_key(settings)
    late = now() - LIVES[SessionKind.API] - timedelta(seconds=1)
    with transaction(engine) as session:
        expired = start_session(session, country["alice"].id, SessionKind.API, key=key, now=late)
        revoked = start_session(session, country["alice"].id, SessionKind.API, key=key, now=now())
    of_the_inactive = token_of(engine, settings, country["alice"])
    with transaction(engine) as session:
        sign_out(session, revoked, key=key, now=now())
        deactivate_person(session, country["alice"].email, now=now())
    for token in (expired, revoked, of_the_inactive):
        refused = Program(client, token).get("me")
        assert (refused.status_code, refused.json()["code"]) == (401, "token_not_usable")


def test_a_signed_in_browser_may_read_but_change_nothing(
    client: TestClient, engine: Engine, settings: Settings, country: Country
) -> None:
    """Another website could have the cookie sent: the token is what it cannot send."""
    token = token_of(engine, settings, country["alice"], SessionKind.BROWSER)
    client.cookies.set("bv-session", token)
    browser = Program(client, None)
    assert browser.get("me").status_code == 200
    refused = browser.post("submissions", {}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (refused.status_code, refused.json()["code"]) == (401, "token_needed")
    refused = browser.post("submissions", {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (refused.status_code, refused.json()["code"]) == (403, "from_elsewhere")


def test_a_cookie_is_no_token_and_a_token_no_cookie(
    client: TestClient, engine: Engine, settings: Settings, country: Country
) -> None:
    browser = token_of(engine, settings, country["alice"], SessionKind.BROWSER)
    assert Program(client, browser).get("me").json()["code"] == "token_not_usable"
    client.cookies.set("bv-session", token_of(engine, settings, country["alice"]))
    assert Program(client, None).get("me").json()["code"] == "token_needed"


def test_a_bad_token_is_not_made_good_by_a_cookie(
    client: TestClient, engine: Engine, settings: Settings, country: Country
) -> None:
    client.cookies.set(
        "bv-session", token_of(engine, settings, country["alice"], SessionKind.BROWSER)
    )
    assert Program(client, "nonsense").get("me").json()["code"] == "token_not_usable"


def test_problems_are_told_in_the_persons_language(act_as: ActAs) -> None:
    refused = act_as("alice").get("dossiers/HS-1999-000001")
    assert refused.json()["detail"].startswith("Không có hồ sơ HS-1999-000001")
    in_english = act_as("alice").get("dossiers/HS-1999-000001", lang="en")
    assert in_english.json()["detail"].startswith("There is no dossier HS-1999-000001")
