"""Idempotency-Key: an effect happens once, however often, and however soon, it is asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, update
from sqlmodel import func, select

from approvals.queries import answers
from core.clock import now
from core.database import transaction
from core.settings import Settings
from models.access import Idempotency
from tests.api.programs import Program, token_of
from tests.api.routes.conftest import ActAs
from tests.api.routes.test_submissions import a_nomination, a_submission, filed
from tests.builders import Country

KEY = {"Idempotency-Key": "gửi".encode().hex()}


def test_the_same_request_again_gets_the_same_answer(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice, body = act_as("alice"), a_submission(country)
    first = alice.post("submissions", body, headers=KEY)
    again = alice.post("submissions", body, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert again.headers["Location"] == first.headers["Location"]
    assert filed(engine) == (1, 1)


def test_a_key_is_good_for_one_request_alone(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice = act_as("alice")
    alice.post("submissions", a_submission(country), headers=KEY)
    for path, body in (
        ("submissions", a_submission(country, number="110/TTr-BTP")),
        ("submissions?again", a_submission(country)),
    ):
        refused = alice.post(path, body, headers=KEY)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert filed(engine) == (1, 1)


def test_everybody_has_keys_of_their_own(act_as: ActAs, country: Country) -> None:
    body = a_submission(country)
    act_as("alice").post("submissions", body, headers=KEY)
    refused = act_as("minister").post("submissions", body, headers=KEY)
    assert refused.json()["code"] == "submission_number_taken"


def test_a_refused_request_keeps_nothing_and_may_be_mended(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice = act_as("alice")
    bad = a_submission(country, a_nomination(award_code="huan-chuong"))
    assert alice.post("submissions", bad, headers=KEY).status_code == 422
    assert alice.post("submissions", a_submission(country), headers=KEY).status_code == 201
    assert filed(engine) == (1, 1)


def test_while_the_first_is_running_the_second_is_told_to_wait(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice, body = act_as("alice"), a_submission(country)
    with transaction(engine) as session:
        assert answers.take_key(session, country["alice"].id, KEY["Idempotency-Key"])
        refused = alice.post("submissions", body, headers=KEY)
    assert (refused.status_code, refused.json()["code"]) == (409, "request_still_running")
    assert refused.headers["Retry-After"] == "1"
    assert alice.post("submissions", body, headers=KEY).status_code == 201
    assert filed(engine) == (1, 1)


def test_of_many_at_one_moment_one_has_the_effect(
    client: TestClient, engine: Engine, settings: Settings, country: Country
) -> None:
    alice = Program(client, token_of(engine, settings, country["alice"]))
    body, gun = a_submission(country), Barrier(4)

    def file_it() -> Response:
        gun.wait()
        return alice.post("submissions", body, headers=KEY)

    with ThreadPoolExecutor(4) as pool:
        answered = [one.result() for one in [pool.submit(file_it) for _ in range(4)]]
    created = [one for one in answered if one.status_code == 201]
    assert created
    assert {one.text for one in created} == {created[0].text} or len(
        {one.json()["id"] for one in created}
    ) == 1
    assert {one.json()["code"] for one in answered if one not in created} <= {
        "request_still_running"
    }
    assert sum("Idempotency-Replayed" not in one.headers for one in created) == 1
    assert filed(engine) == (1, 1)


def test_an_answer_is_kept_for_a_day(act_as: ActAs, engine: Engine, country: Country) -> None:
    alice, body = act_as("alice"), a_submission(country)
    alice.post("submissions", body, headers=KEY)
    with transaction(engine) as session:
        a_day_ago = now() - answers.KEPT_FOR - timedelta(minutes=1)
        session.execute(update(Idempotency).values(created_at=a_day_ago))
    refused = alice.post("submissions", body, headers=KEY)
    assert refused.json()["code"] == "submission_number_taken"
    another = a_submission(country, a_nomination(name="Ma Thị Son"), number="111/TTr-BTP")
    fresh = alice.post("submissions", another, headers=KEY)
    assert fresh.status_code == 201
    with transaction(engine) as session:
        kept = session.exec(select(Idempotency.created_at)).all()
        assert session.exec(select(func.count()).select_from(Idempotency)).one() == 1
    assert kept[0] > now() - timedelta(minutes=1)


def test_a_key_is_plain_and_short(act_as: ActAs, country: Country) -> None:
    for key in ("", "a b", "a" * 201):
        refused = act_as("alice").post(
            "submissions", a_submission(country), headers={"Idempotency-Key": key}
        )
        (error,) = refused.json()["errors"]
        assert (refused.status_code, error["in"], error["field"]) == (
            422,
            "header",
            "Idempotency-Key",
        )
