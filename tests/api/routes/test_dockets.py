"""Dockets through the API: called, filled, and each dossier decided for itself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from tests.api.routes.conftest import ActAs
from tests.builders import MINISTRY, Country, a_nomination, a_submission, decide_as, pass_gate

SITTING_ON = (local_date(now()) + timedelta(days=7)).isoformat()


@pytest.fixture
def codes(engine: Engine, country: Country) -> list[str]:
    """Three dossiers before the ministry's council."""
    names = ("An", "Bình", "Chi")
    with transaction(engine) as session:
        a_submission(session, country, *(a_nomination(name=name) for name in names), now=now())
        return list(session.exec(select(Dossier.code).order_by(Dossier.code)).all())


@pytest.fixture
def docket(act_as: ActAs, country: Country, codes: list[str]) -> str:
    """With all of them on it; where it is."""
    called = {
        "body_id": str(country.bodies[MINISTRY].id),
        "title": "Phiên họp quý IV",
        "sitting_on": SITTING_ON,
    }
    answer = act_as("alice").post("dockets", called)
    assert answer.status_code == 201, answer.text
    added = act_as("alice").post(f"{answer.json()['url']}/additions", {"award": "bk-bo"})
    assert added.json()["count"] == len(codes), added.text
    return str(answer.headers["Location"])


def items(act_as: ActAs, name: str, docket: str) -> list[dict[str, Any]]:
    whole: dict[str, Any] = act_as(name).get(docket).json()
    return list(whole["items"])


def read(items: list[dict[str, Any]]) -> list[dict[str, object]]:
    """The dossiers of a decision, each with the version that was read."""
    return [{"dossier": item["dossier"], "version": item["version"]} for item in items]


def test_a_docket_is_listed_with_what_is_on_it(
    act_as: ActAs, docket: str, codes: list[str]
) -> None:
    [listed] = act_as("member1").get("dockets").json()["items"]
    assert (listed["url"], listed["total"], listed["open"], listed["waiting"]) == (docket, 3, 3, 3)
    assert [item["dossier"] for item in items(act_as, "member1", docket)] == codes
    assert act_as("dan").get("dockets").json()["items"] == []


def test_dossiers_are_taken_off_and_put_back(act_as: ActAs, docket: str, codes: list[str]) -> None:
    alice = act_as("alice")
    removed = alice.post(f"{docket}/removals", {"dossiers": [codes[0].lower()]}).json()
    assert (removed["count"], removed["docket"]["total"]) == (1, 2)
    added = alice.post(f"{docket}/additions", {"dossiers": codes}).json()
    assert (added["count"], added["docket"]["total"]) == (1, 3)
    nothing = alice.post(f"{docket}/additions", {"dossiers": codes})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_add")


def test_one_choice_for_all_with_an_exception(act_as: ActAs, docket: str) -> None:
    chair, dossiers = act_as("chair"), read(items(act_as, "chair", docket))
    dossiers[1] |= {"choice": "return", "reason": "Thiếu xác nhận"}
    said = {"choice": "pass", "dossiers": dossiers}
    done = chair.post(f"{docket}/decisions", said).json()
    assert (done["recorded"], done["repeated"], done["refused"]) == (3, 0, 0)
    assert [one["receipt"]["choice"] for one in done["dossiers"]] == ["pass", "return", "pass"]
    states = [item["gate_state"] for item in items(act_as, "chair", docket)]
    assert states == ["open", "returned", "open"]
    again = chair.post(f"{docket}/decisions", said).json()
    assert (again["recorded"], again["repeated"], again["refused"]) == (0, 3, 0)


def test_what_changed_since_it_was_read_is_refused_and_the_rest_recorded(
    act_as: ActAs, docket: str, codes: list[str], engine: Engine, country: Country
) -> None:
    dossiers = read(items(act_as, "chair", docket))
    with transaction(engine) as session:
        changed = session.exec(select(Dossier).where(Dossier.code == codes[0])).one()
        decide_as(session, changed, person_id=country["member1"].id, now=now())
    said = {"choice": "pass", "dossiers": [*dossiers, {"dossier": "HS-2000-000001", "version": 1}]}
    done = act_as("chair").post(f"{docket}/decisions", said).json()
    assert (done["recorded"], done["refused"]) == (2, 2)
    refused = {one["dossier"]: one["refused"] for one in done["dossiers"] if one["refused"]}
    assert {code: why["code"] for code, why in refused.items()} == {
        codes[0]: "dossier_changed",
        "HS-2000-000001": "dossier_not_found",
    }
    assert codes[0] in refused[codes[0]]["detail"]


def test_a_request_with_a_key_is_carried_out_once(act_as: ActAs, docket: str) -> None:
    said = {"choice": "pass", "dossiers": read(items(act_as, "member1", docket))}
    key = {"Idempotency-Key": "docket-1"}
    first = act_as("member1").post(f"{docket}/decisions", said, headers=key)
    again = act_as("member1").post(f"{docket}/decisions", said, headers=key)
    assert (first.json()["recorded"], again.json()) == (3, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"


def test_dossiers_of_another_gate_are_not_decided_through_the_docket(
    act_as: ActAs, docket: str, codes: list[str], engine: Engine
) -> None:
    with transaction(engine) as session:
        pass_gate(
            session, session.exec(select(Dossier).where(Dossier.code == codes[0])).one(), now=now()
        )
    said = {"choice": "pass", "dossiers": read(items(act_as, "minister", docket))[:1]}
    done = act_as("minister").post(f"{docket}/decisions", said).json()
    assert done["dossiers"][0]["refused"]["code"] == "dossier_not_found"
