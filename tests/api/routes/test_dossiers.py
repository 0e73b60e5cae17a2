"""Dossiers through the API: what is shown to whom, supplementing, withdrawing."""

from sqlalchemy import Engine

from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Choice
from tests.api.routes.conftest import ActAs
from tests.builders import Country, a_dossier, decide_as


def returned(engine: Engine, dossier: Dossier, country: Country) -> None:
    """Its chair sends it back."""
    with transaction(engine) as session:
        decide_as(
            session,
            dossier,
            Choice.RETURN,
            person_id=country["chair"].id,
            reason="Thiếu báo cáo thành tích",
            now=now(),
        )


def test_a_dossier_is_shown_as_a_whole(act_as: ActAs, dossier: Dossier, country: Country) -> None:
    shown = act_as("alice").get(f"dossiers/{dossier.code}").json()
    assert shown["url"] == f"/api/v1/dossiers/{dossier.code}"
    assert (shown["state"], shown["stage"], shown["round"]) == ("under_review", "unit", 1)
    assert shown["route"] == ["unit", "final_authority"]
    assert shown["award"]["rule_set"] == "nd152-2025"
    assert shown["nominee"]["name"] == "Cao Thị Quỳnh"
    assert shown["submission"]["body"]["slug"] == "bo-tu-phap"
    assert (shown["gate"]["key"], shown["gate"]["waiting_for"]) == ("unit:1", 5)
    assert shown["submitted_at"].endswith("Z")
    assert shown["closed_at"] is None
    (gate,) = shown["gates"]
    assert (gate["method"], gate["state"], gate["members"]) == ("ballot", "open", 5)
    assert "nominee_email" not in shown
    assert country["dan"].name not in act_as("alice").get(f"dossiers/{dossier.code}").text


def test_an_unknown_and_a_foreign_code_are_answered_alike(act_as: ActAs, dossier: Dossier) -> None:
    dan = act_as("dan")
    for path in ("", "/history"):
        foreign = dan.get(f"dossiers/{dossier.code}{path}")
        unknown = dan.get(f"dossiers/HS-1999-000001{path}")
        for refused in (foreign, unknown):
            assert (refused.status_code, refused.json()["code"]) == (404, "dossier_not_found")
        assert foreign.text.replace(dossier.code, "") == unknown.text.replace("HS-1999-000001", "")
    for verb in ("withdrawal", "resubmission"):
        refused = dan.post(f"dossiers/{dossier.code}/{verb}", {})
        assert (refused.status_code, refused.json()["code"]) == (404, "dossier_not_found")
    assert dan.get("dossiers").json() == {"items": [], "next": None}


def test_members_of_a_council_are_named_to_its_head_alone(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    with transaction(engine) as session:
        dossier = a_dossier(session, country, "bk-ttg", now=now())
        decide_as(session, dossier, person_id=country["member1"].id, now=now())
    path = f"dossiers/{dossier.code}"
    assert len(act_as("secretariat").get(path).json()["gates"][0]["assignments"]) == 5
    member = act_as("member2").get(path).json()
    assert [one["person"]["name"] for one in member["gates"][0]["assignments"]] == ["Lê Thị Hội 2"]
    told = act_as("member2").get(f"{path}/history").text
    assert "assignment.decided" not in told
    assert str(country["member1"].id) not in told
    assert "assignment.decided" in act_as("secretariat").get(f"{path}/history").text


def test_the_history_is_a_chain_in_pages(act_as: ActAs, dossier: Dossier) -> None:
    auditor, path = act_as("auditor"), f"dossiers/{dossier.code}/history"
    whole = auditor.get(path).json()["items"]
    assert [(event["seq"], event["kind"]) for event in whole] == [
        (1, "dossier.submitted"),
        (2, "gate.opened"),
    ]
    assert whole[0]["actor"]["name"] == "Nguyễn Thị An"
    assert whole[1]["actor"] is None
    assert all(len(event["hash"]) == 64 for event in whole)
    first = auditor.get(path, limit=1).json()
    assert first["items"] == whole[:1]
    assert auditor.get(first["next"]).json() == {"items": whole[1:], "next": None}


def test_a_returned_dossier_is_supplemented_and_sent_again(
    act_as: ActAs, dossier: Dossier, engine: Engine, country: Country
) -> None:
    alice, path = act_as("alice"), f"dossiers/{dossier.code}"
    early = alice.post(f"{path}/resubmission", {})
    assert (early.status_code, early.json()["code"]) == (409, "action_not_allowed")
    returned(engine, dossier, country)
    assert alice.get(path).json()["gate"]["state"] == "returned"
    body = {"note": "Đã bổ sung báo cáo", "position": "Phó Vụ trưởng"}
    sent = alice.post(f"{path}/resubmission", body).json()
    assert (sent["state"], sent["round"], sent["gate"]["key"]) == ("under_review", 2, "unit:2")
    assert sent["nominee"]["position"] == "Phó Vụ trưởng"
    assert sent["achievements"] == dossier.achievements
    assert [gate["key"] for gate in sent["gates"]] == ["unit:1", "unit:2"]


def test_only_its_own_body_sends_a_dossier_again_or_takes_it_back(
    act_as: ActAs, dossier: Dossier, engine: Engine, country: Country
) -> None:
    returned(engine, dossier, country)
    for verb in ("resubmission", "withdrawal"):
        refused = act_as("chair").post(f"dossiers/{dossier.code}/{verb}", {})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed_here")


def test_a_dossier_is_taken_back_once(act_as: ActAs, dossier: Dossier) -> None:
    alice, path = act_as("alice"), f"dossiers/{dossier.code}"
    key = {"Idempotency-Key": "rut-ho-so-1"}
    gone = alice.post(f"{path}/withdrawal", {"reason": "Nhầm người"}, headers=key)
    assert (gone.status_code, gone.json()["state"]) == (200, "withdrawn")
    assert gone.json()["closed_at"] is not None
    again = alice.post(f"{path}/withdrawal", {"reason": "Nhầm người"}, headers=key)
    assert again.json() == gone.json()
    without_key = alice.post(f"{path}/withdrawal", {"reason": "Nhầm người"})
    assert (without_key.status_code, without_key.json()["code"]) == (409, "action_not_allowed")
    assert act_as("chair").get("me/assignments").json()["items"] == []
