"""Deciding through the API: on what was read, once, and only by whom it was asked of."""

import hashlib

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select

from core.clock import now
from core.database import transaction
from models.access import Idempotency
from models.dossiers import Dossier
from models.enums import Choice
from models.gates import Ballot
from tests.api.routes.conftest import ActAs
from tests.builders import Country, a_dossier, decide_as


def task_of(act_as: ActAs, name: str) -> str:
    """The address of the one assignment that waits for somebody."""
    (waiting,) = act_as(name).get("me/assignments").json()["items"]
    return str(waiting["url"])


def ballots(engine: Engine) -> int:
    with transaction(engine) as session:
        return session.exec(select(func.count()).select_from(Ballot)).one()


def test_a_decision_on_the_version_that_was_read_is_recorded(
    act_as: ActAs, dossier: Dossier, engine: Engine
) -> None:
    chair, task = act_as("chair"), task_of(act_as, "chair")
    read = chair.get(task)
    assert read.json()["offers"] == [
        {"choice": "pass", "reason_needed": False},
        {"choice": "return", "reason_needed": True},
        {"choice": "reject", "reason_needed": False},
    ]
    decided = chair.put(
        f"{task}/decision", {"choice": "pass"}, headers={"If-Match": read.headers["ETag"]}
    )
    assert decided.status_code == 200, decided.text
    assert decided.json() | {"decided_at": ""} == {
        "dossier": dossier.code,
        "gate": "unit:1",
        "choice": "pass",
        "decided_at": "",
        "gate_state": "open",
        "repeated": False,
    }
    assert decided.json()["decided_at"].endswith("Z")
    assert ballots(engine) == 1


def test_a_decision_names_the_version_it_is_about(act_as: ActAs, dossier: Dossier) -> None:
    chair, task = act_as("chair"), task_of(act_as, "chair")
    for headers in ({}, {"If-Match": "*"}):
        refused = chair.put(f"{task}/decision", {"choice": "pass"}, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (428, "version_needed")
    accepted = chair.put(
        f"{task}/decision", {"choice": "pass"}, headers={"If-Match": f'"{dossier.version}"'}
    )
    assert accepted.status_code == 200


def test_a_decision_on_an_older_version_is_refused(
    act_as: ActAs, dossier: Dossier, engine: Engine, country: Country
) -> None:
    chair, task = act_as("chair"), task_of(act_as, "chair")
    etag = chair.get(task).headers["ETag"]
    with transaction(engine) as session:
        decide_as(session, dossier, person_id=country["member1"].id, now=now())
    for stale in (etag, '"another"', '"1", "2"', "W/nonsense"):
        refused = chair.put(f"{task}/decision", {"choice": "pass"}, headers={"If-Match": stale})
        assert (refused.status_code, refused.json()["code"]) == (412, "dossier_changed")
        facts = {"dossier": dossier.code, "version": dossier.version + 1, "changed": []}
        assert refused.json()["facts"] == facts
    assert ballots(engine) == 1


@pytest.mark.usefixtures("dossier")
def test_the_same_decision_again_gets_the_same_receipt(act_as: ActAs, engine: Engine) -> None:
    chair, task = act_as("chair"), task_of(act_as, "chair")
    etag = {"If-Match": chair.get(task).headers["ETag"]}
    first = chair.put(f"{task}/decision", {"choice": "pass"}, headers=etag).json()
    again = chair.put(f"{task}/decision", {"choice": "pass"}, headers=etag).json()
    assert again == first | {"repeated": True}
    other = chair.put(f"{task}/decision", {"choice": "reject"}, headers=etag)
    assert (other.status_code, other.json()["code"]) == (409, "already_decided")
    assert other.json()["facts"]["choice"] == "pass"
    assert ballots(engine) == 1


@pytest.mark.usefixtures("dossier")
def test_somebody_elses_task_and_one_that_is_not_are_answered_alike(act_as: ActAs) -> None:
    task, dan = task_of(act_as, "chair"), act_as("dan")
    unknown = "assignments/0193a7b1-0000-7000-8000-000000000000"
    for path in (task, unknown):
        refused = dan.get(path)
        assert (refused.status_code, refused.json()["code"]) == (404, "assignment_not_found")
        refused = dan.put(f"{path}/decision", {"choice": "pass"}, headers={"If-Match": '"1"'})
        assert (refused.status_code, refused.json()["code"]) == (404, "assignment_not_found")


@pytest.mark.usefixtures("dossier")
def test_a_choice_that_is_not_offered_names_those_that_are(act_as: ActAs) -> None:
    member, task = act_as("member1"), task_of(act_as, "member1")
    etag = {"If-Match": member.get(task).headers["ETag"]}
    body = {"choice": "return", "reason": "Thiếu báo cáo"}
    refused = member.put(f"{task}/decision", body, headers=etag).json()
    assert (refused["status"], refused["code"]) == (422, "choice_not_offered")
    assert refused["facts"] == {"choice": "return", "offered": ["pass", "reject"]}
    assert [error["pointer"] for error in refused["errors"]] == ["#/choice"]


@pytest.mark.usefixtures("dossier")
def test_a_return_without_a_reason_names_the_field(act_as: ActAs) -> None:
    chair, task = act_as("chair"), task_of(act_as, "chair")
    etag = {"If-Match": chair.get(task).headers["ETag"]}
    refused = chair.put(f"{task}/decision", {"choice": "return", "reason": " "}, headers=etag)
    assert refused.json()["code"] == "reason_needed"
    assert [error["field"] for error in refused.json()["errors"]] == ["reason"]


def test_the_last_signature_gives_the_award_and_its_number(
    act_as: ActAs, dossier: Dossier, engine: Engine
) -> None:
    with transaction(engine) as session:
        for _ in range(4):
            decide_as(session, dossier, now=now())
    minister, task = act_as("minister"), task_of(act_as, "minister")
    body = {"choice": "pass", "decision_number": "1960/QĐ-BTP"}
    etag = {"If-Match": minister.get(task).headers["ETag"]}
    decided = minister.put(f"{task}/decision", body, headers=etag)
    assert decided.json()["gate_state"] == "passed"
    shown = act_as("alice").get(f"dossiers/{dossier.code}").json()
    assert (shown["state"], shown["decision_number"]) == ("awarded", "1960/QĐ-BTP")


def test_a_secret_ballot_says_so_before_and_nothing_after(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    with transaction(engine) as session:
        a_dossier(session, country, "bk-ttg", now=now())
    chair, task = act_as("chair"), task_of(act_as, "chair")
    read = chair.get(task)
    assert read.json()["secret"] is True
    etag = {"If-Match": read.headers["ETag"]}
    keyed = etag | {"Idempotency-Key": "phieu-kin-1"}
    receipt = chair.put(f"{task}/decision", {"choice": Choice.PASS.value}, headers=keyed)
    assert receipt.json()["choice"] is None
    after = chair.get(task).json()
    assert (after["state"], after["said"]) == ("decided", None)
    again = chair.put(f"{task}/decision", {"choice": "pass"}, headers=etag).json()
    assert (again["choice"], again["repeated"]) == (None, True)
    with transaction(engine) as session:
        kept = session.exec(select(Idempotency)).one()
    guesses = {
        hashlib.sha256(f"PUT {receipt.request.url.path}?\n".encode() + body).hexdigest()
        for body in (receipt.request.content, receipt.request.content.replace(b"pass", b"reject"))
    }
    assert kept.fingerprint not in guesses
    assert kept.body["choice"] is None


def test_handing_a_task_over_asks_somebody_else(
    act_as: ActAs, dossier: Dossier, country: Country
) -> None:
    whole = act_as("secretariat").get(f"dossiers/{dossier.code}").json()
    duty = next(
        one
        for one in whole["gates"][0]["assignments"]
        if one["person"]["id"] == str(country["member1"].id)
    )
    wanted = {"to_person_id": str(country["alice"].id), "reason": "Nghỉ phép"}
    path = f"assignments/{duty['id']}/reassignment"
    refused = act_as("secretariat").post(path, wanted)  # whoever nominated may not judge
    assert (refused.status_code, refused.json()["code"]) == (403, "not_eligible")
    wanted["to_person_id"] = str(country["minister"].id)
    done = act_as("secretariat").post(path, wanted)
    assert done.status_code == 201, done.text
    assert done.json()["person_id"] == str(country["minister"].id)
    assert done.headers["Location"] == done.json()["url"]
    assert act_as("minister").get(done.headers["Location"]).json()["state"] == "active"
    assert act_as("member1").get("me/assignments").json() == {"items": [], "next": None}
