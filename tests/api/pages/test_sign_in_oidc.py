"""Signing in through an agency's own sign-in: a real provider, with all that can go amiss."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi import FastAPI
from httpx2 import Response
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlmodel import select

from api.app import create_app
from api.oidc import Answer, Provider, Question
from api.refusals import ProviderSilent, SignInNotConfirmed
from core.clock import now
from core.database import transaction
from core.settings import Settings
from models.access import StaffSession
from models.bodies import Person
from models.enums import DossierState, Proof
from tests.api.clients import a_client, started
from tests.api.conftest import STRICT_SITE
from tests.api.identity_provider import CLIENT, SECRET, UNVERIFIED, ProviderVisit, provider_for
from tests.api.scene import Scene
from tests.builders import Country

pytestmark = pytest.mark.xdist_group("provider")
RETURN = f"{STRICT_SITE}/sign-in/oidc/return"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider_for(RETURN) as address:
        yield address


@pytest.fixture(scope="module")
def settings(issuer: str, emptied_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        home=tmp_path_factory.mktemp("home"),
        database_url=SecretStr(emptied_url),
        public_url=STRICT_SITE,
        insist_on_login=True,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        oidc_name="Cổng xác thực Bộ Tư pháp",
    )


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[FastAPI]:
    app = create_app(settings)
    with started(app):
        yield app


@pytest.fixture
def scene(app: FastAPI, settings: Settings, engine: Engine, country: Country) -> Scene:
    client = a_client(app, STRICT_SITE, headers={"Accept-Language": "vi"})
    return Scene(client=client, engine=engine, settings=settings, country=country)


def leave(scene: Scene, page: str = "/sign-in/oidc?next=/inbox") -> str:
    """Where our page leads the browser."""
    response = scene.client.get(page, follow_redirects=False)
    assert response.status_code == 303
    return response.headers["location"]


def come_back(scene: Scene, address: str) -> Response:
    return scene.browser.get(address)


def sign_in(scene: Scene, name: str, page: str = "/sign-in/oidc?next=/inbox") -> Response:
    return come_back(scene, ProviderVisit(name).go(leave(scene, page), back_to=RETURN))


def sessions(scene: Scene) -> list[StaffSession]:
    with transaction(scene.engine) as session:
        return list(session.exec(select(StaffSession)).all())


def test_whom_the_agency_knows_is_signed_in_as_they_signed_in_there(scene: Scene) -> None:
    shown = scene.browser.get("/sign-in?next=/inbox")
    assert "Cổng xác thực Bộ Tư pháp" in shown.text
    before = now()
    shown = sign_in(scene, "minister")
    assert shown.url.path == "/inbox"
    assert "Phạm Quang Cường" in shown.text
    [started] = sessions(scene)
    assert started.proof is Proof.OIDC
    assert before - timedelta(seconds=2) <= started.proved_at <= now()


def test_that_is_enough_where_the_rules_ask_for_it(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    shown = sign_in(scene, "minister")
    task = re.search(r'href="(/task/[0-9a-f-]{36})"', shown.text)
    assert task
    receipt = scene.browser.send(scene.browser.get(task[1]), f"{task[1]}/decision", choice="pass")
    assert "Đã ghi nhận ý kiến" in receipt.text
    assert scene.stored(dossier).state is DossierState.AWARDED


def test_confirming_makes_the_provider_ask_again(scene: Scene) -> None:
    visit = ProviderVisit("minister")
    come_back(scene, visit.go(leave(scene), back_to=RETURN))
    come_back(scene, visit.go(leave(scene), back_to=RETURN))
    assert visit.typed == [], "signed in there a moment ago"
    come_back(scene, visit.go(leave(scene, "/sign-in/oidc?anew=true"), back_to=RETURN))
    assert visit.typed == ["password"]


def test_nobody_is_entered_by_signing_in(scene: Scene) -> None:
    refused = sign_in(scene, "stranger")
    assert refused.status_code == 403
    assert "stranger@bangvang.example" in refused.text
    assert sessions(scene) == []
    with transaction(scene.engine) as session:
        assert len(session.exec(select(Person)).all()) == len(scene.country.people)


def test_an_address_that_nobody_vouches_for_is_worth_nothing(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        person = session.get_one(Person, scene.country["minister"].id)
        person.email = f"{UNVERIFIED}@bangvang.example"
    assert sign_in(scene, UNVERIFIED).status_code == 403
    assert sessions(scene) == []


def test_somebody_who_has_left_stays_out(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        session.get_one(Person, scene.country["minister"].id).active = False
    assert sign_in(scene, "minister").status_code == 403


def test_only_the_browser_that_left_comes_back_and_once(scene: Scene) -> None:
    back = ProviderVisit("minister").go(leave(scene), back_to=RETURN)
    cookies = dict(scene.client.cookies)
    scene.client.cookies.clear()
    assert come_back(scene, back).status_code == 403, "another browser"
    scene.client.cookies.update(cookies)
    assert come_back(scene, back).url.path == "/inbox"
    assert come_back(scene, back).status_code == 403, "a second time"


@pytest.mark.parametrize("changed", [{"state": "x"}, {"code": ""}])
def test_an_answer_that_was_changed_is_refused(scene: Scene, changed: dict[str, str]) -> None:
    back = ProviderVisit("minister").go(leave(scene), back_to=RETURN)
    answer = dict(parse_qsl(urlsplit(back).query)) | changed
    refused = scene.client.get("/sign-in/oidc/return", params=answer)
    assert refused.status_code == 403
    assert sessions(scene) == []


def test_who_is_signed_in_confirms_only_themselves(scene: Scene) -> None:
    scene.sign_in("chair")
    assert sign_in(scene, "minister").status_code == 409
    assert "Trần Văn Bình" in scene.browser.get("/inbox").text


def test_without_one_there_is_no_such_page(strict_scene: Scene) -> None:
    assert strict_scene.browser.get("/sign-in/oidc").status_code == 404
    assert strict_scene.browser.get("/sign-in/oidc/return").status_code == 404
    assert "/sign-in/oidc" not in strict_scene.browser.get("/sign-in").text


@pytest.fixture
def provider(settings: Settings) -> Provider:
    return Provider(settings)


def answered(provider: Provider) -> tuple[Question, Answer]:
    address, question = provider.ask(anew=False, now=now())
    back = ProviderVisit("minister").go(address, back_to=RETURN)
    told = dict(parse_qsl(urlsplit(back).query))
    return question, Answer(told["state"], told["code"])


def test_the_question_is_asked_with_all_its_guards(provider: Provider) -> None:
    address, question = provider.ask(anew=True, now=now())
    asked = dict(parse_qsl(urlsplit(address).query))
    assert asked["code_challenge_method"] == "S256"
    assert question.verifier not in address
    assert (asked["state"], asked["nonce"]) == (question.state, question.nonce)
    assert (asked["max_age"], asked["prompt"]) == ("900", "login")


def test_what_fits_is_believed(provider: Provider) -> None:
    identity = provider.identity(*answered(provider), now=now())
    assert identity.email == "minister@bangvang.example"


def test_a_proof_that_is_too_old_is_refused(provider: Provider) -> None:
    """As when `max_age` was taken out of the address on the way to the provider."""
    question, answer = answered(provider)
    with pytest.raises(SignInNotConfirmed):
        provider.identity(question, answer, now=now() + timedelta(minutes=17))


@pytest.mark.parametrize("guard", ["state", "nonce", "verifier"])
def test_each_guard_counts(provider: Provider, guard: str) -> None:
    question, answer = answered(provider)
    with pytest.raises(SignInNotConfirmed):
        provider.identity(replace(question, **{guard: "x" * 43}), answer, now=now())


@pytest.mark.parametrize(
    "otherwise",
    [{"oidc_client_id": "somebody-else"}, {"oidc_client_secret": SecretStr("wrong")}],
)
def test_what_is_for_another_client_is_not_for_us(
    provider: Provider, settings: Settings, otherwise: dict[str, object]
) -> None:
    question, answer = answered(provider)
    other = Provider(settings.model_copy(update=otherwise))
    with pytest.raises(SignInNotConfirmed):
        other.identity(question, answer, now=now())


def test_another_issuers_word_is_not_taken(provider: Provider, settings: Settings) -> None:
    """The same server by another name: its signature is right, its name is not."""
    question, answer = answered(provider)
    by_number = settings.oidc_issuer.replace("localhost", "127.0.0.1")
    other = Provider(settings.model_copy(update={"oidc_issuer": by_number}))
    with pytest.raises((SignInNotConfirmed, ProviderSilent)):
        other.identity(question, answer, now=now())


def test_a_provider_that_does_not_answer_is_named_as_the_reason(settings: Settings) -> None:
    away = Provider(settings.model_copy(update={"oidc_issuer": "http://localhost:9"}))
    with pytest.raises(ProviderSilent):
        away.ask(anew=False, now=now())
