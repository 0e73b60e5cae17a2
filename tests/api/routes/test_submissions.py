"""Filing through the API: everything or nothing, and every fault named where it stands."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import func, select

from core.clock import local_date, now
from core.database import transaction
from core.settings import Settings
from models.dossiers import Dossier, Submission
from tests.api.programs import Program, token_of
from tests.api.routes.conftest import ActAs
from tests.builders import MINISTRY, Country


def a_nomination(**others: object) -> dict[str, object]:
    return {
        "kind": "individual",
        "name": "Cao Thị Quỳnh",
        "award_code": "bk-bo",
        "position": "Chuyên viên",
        "achievements": "Hoàn thành xuất sắc nhiệm vụ.",
    } | others


def a_submission(country: Country, *nominations: object, **others: object) -> dict[str, Any]:
    assert country.campaign is not None
    return {
        "body_id": str(country.bodies[MINISTRY].id),
        "campaign_id": str(country.campaign.id),
        "number": "109/TTr-BTP",
        "dated_on": local_date(now()).isoformat(),
        "nominations": list(nominations) or [a_nomination()],
    } | others


def filed(engine: Engine) -> tuple[int, int]:
    """How many submissions and dossiers there are."""
    with transaction(engine) as session:
        return (
            session.exec(select(func.count()).select_from(Submission)).one(),
            session.exec(select(func.count()).select_from(Dossier)).one(),
        )


def test_a_submission_becomes_a_dossier_for_each_nomination(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice = act_as("alice")
    body = a_submission(country, a_nomination(), a_nomination(name="Phan Văn Rồng"))
    created = alice.post("submissions", body)
    assert created.status_code == 201, created.text
    answer = created.json()
    assert created.headers["Location"] == answer["url"] == f"/api/v1/submissions/{answer['id']}"
    assert (answer["number"], answer["states"]) == ("109/TTr-BTP", {"under_review": 2})
    assert answer.pop("warnings") == []
    assert alice.get(answer["url"]).json() == answer
    listed = alice.get(answer["dossiers_url"]).json()["items"]
    assert [one["nominee"]["name"] for one in listed] == ["Cao Thị Quỳnh", "Phan Văn Rồng"]
    assert filed(engine) == (1, 2)


def test_what_is_pointed_out_is_answered_and_what_stops_is_refused_with_its_line(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice = act_as("alice")
    body = a_submission(country, a_nomination(), a_nomination(position="Nơi khác"))
    (warning,) = alice.post("submissions", body).json()["warnings"]
    assert (warning["nomination"], warning["code"]) == (1, "listed_by_name")
    assert (warning["strength"], "row 1" in warning["sentence"]) == ("V2", True)
    again = a_submission(
        country, a_nomination(name="Phan Văn Rồng"), a_nomination(), number="110/TTr-BTP"
    )
    refused = alice.post("submissions", again)
    assert (refused.status_code, refused.json()["code"]) == (409, "nomination_stopped")
    assert refused.json()["facts"]["finding"] == "open_already"
    assert filed(engine) == (1, 2)


def test_one_bad_nomination_refuses_all_and_is_named(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    good = [a_nomination() for _ in range(3)]
    bad = a_nomination(kind="household", award_code="cstdtq")
    refused = act_as("alice").post("submissions", a_submission(country, *good, bad))
    assert (refused.status_code, refused.json()["code"]) == (422, "recipient_not_allowed")
    (error,) = refused.json()["errors"]
    assert (error["field"], error["pointer"]) == ("nominations.3.kind", "#/nominations/3/kind")
    assert filed(engine) == (0, 0)


def test_an_unknown_award_or_body_is_named_with_its_line(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    for fault, code, field in (
        ({"award_code": "huan-chuong"}, "award_unknown", "nominations.1.award_code"),
        ({"body_slug": "khong-co"}, "body_not_found", "nominations.1.body_slug"),
    ):
        body = a_submission(country, a_nomination(), a_nomination(**fault))
        refused = act_as("alice").post("submissions", body).json()
        assert (refused["code"], refused["errors"][0]["field"]) == (code, field)
    assert filed(engine) == (0, 0)


def test_malformed_input_is_named_by_pointers(act_as: ActAs, country: Country) -> None:
    body = a_submission(
        country,
        a_nomination(name=" ", woman="yes"),
        a_nomination(kind="alien", extra=1),
        number="x" * 81,
    )
    del body["dated_on"]
    refused = act_as("alice").post("submissions", body)
    assert refused.status_code == 422
    assert refused.headers["Content-Type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["type"], problem["code"]) == ("/problems/input_malformed", "input_malformed")
    assert {(error["pointer"], error["code"]) for error in problem["errors"]} == {
        ("#/number", "string_too_long"),
        ("#/dated_on", "missing"),
        ("#/nominations/0/name", "string_too_short"),
        ("#/nominations/0/woman", "bool_type"),
        ("#/nominations/1/kind", "enum"),
        ("#/nominations/1/extra", "extra_forbidden"),
    }


def test_an_empty_list_is_no_submission(act_as: ActAs, country: Country) -> None:
    refused = act_as("alice").post("submissions", a_submission(country) | {"nominations": []})
    assert refused.json()["errors"][0]["pointer"] == "#/nominations"


def test_the_same_number_again_is_a_conflict(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    alice = act_as("alice")
    assert alice.post("submissions", a_submission(country)).status_code == 201
    refused = alice.post("submissions", a_submission(country))
    assert (refused.status_code, refused.json()["code"]) == (409, "submission_number_taken")
    assert filed(engine) == (1, 1)


def test_only_the_bodys_own_people_file_for_it(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    refused = act_as("dan").post("submissions", a_submission(country))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed_here")
    assert filed(engine) == (0, 0)


def test_submissions_are_listed_to_those_who_may_see_them(act_as: ActAs, country: Country) -> None:
    created = act_as("alice").post("submissions", a_submission(country)).json()
    del created["warnings"]
    assert act_as("auditor").get("submissions").json()["items"] == [created]
    assert act_as("auditor").get("submissions", search="109").json()["items"] == [created]
    assert act_as("auditor").get("submissions", search="110").json()["items"] == []
    assert act_as("dan").get("submissions").json()["items"] == []
    refused = act_as("dan").get(created["url"])
    assert (refused.status_code, refused.json()["code"]) == (404, "submission_not_found")


def test_of_two_with_one_number_at_one_moment_one_is_taken(
    client: TestClient, engine: Engine, settings: Settings, country: Country
) -> None:
    alice = Program(client, token_of(engine, settings, country["alice"]))
    gun = Barrier(4)

    def file_it(name: str) -> Response:
        gun.wait()
        return alice.post("submissions", a_submission(country, a_nomination(name=name)))

    with ThreadPoolExecutor(4) as pool:
        answered = list(pool.map(file_it, ("An", "Bình", "Châu", "Dũng")))
    assert sorted(one.status_code for one in answered) == [201, 409, 409, 409]
    codes = {one.json()["code"] for one in answered if one.status_code == 409}
    assert codes <= {"submission_number_taken", "entered_meanwhile"}
    assert filed(engine) == (1, 1)
