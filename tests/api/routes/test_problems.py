"""Problem details: what a program is told, field by field."""

import json

from api.problems import fault, problem, title_of
from api.refusals import Overloaded, RequestStillRunning
from approvals.domain.refusals.deciding import AlreadyDecided
from approvals.domain.refusals.filing import RecipientNotAllowed
from core.clock import now
from models.enums import Choice, NomineeKind
from tests.api.programs import Program
from tests.api.routes.conftest import ActAs


def test_a_problem_has_a_stable_type_and_the_values_it_is_about() -> None:
    refusal = RecipientNotAllowed(
        award="Cờ thi đua của Chính phủ",
        kind=NomineeKind.HOUSEHOLD,
        allowed=(NomineeKind.COLLECTIVE,),
    ).at("nominations.3.kind")
    answered = problem(refusal, status=422, detail="…")
    assert answered.media_type == "application/problem+json"
    assert json.loads(bytes(answered.body)) == {
        "type": "/problems/recipient_not_allowed",
        "title": "Recipient not allowed",
        "status": 422,
        "code": "recipient_not_allowed",
        "detail": "…",
        "facts": {
            "award": "Cờ thi đua của Chính phủ",
            "kind": "household",
            "allowed": ["collective"],
        },
        "errors": [
            {
                "in": "body",
                "field": "nominations.3.kind",
                "pointer": "#/nominations/3/kind",
                "code": "recipient_not_allowed",
                "detail": "…",
            }
        ],
    }


def test_moments_among_the_facts_are_rfc_3339() -> None:
    refusal = AlreadyDecided(choice=Choice.PASS, decided_at=now())
    body = json.loads(bytes(problem(refusal, status=409, detail="").body))
    assert body["facts"]["decided_at"].endswith(("Z", "+00:00"))


def test_what_passes_says_when_to_come_again() -> None:
    assert problem(Overloaded(), status=503, detail="").headers["Retry-After"] == "2"
    assert problem(RequestStillRunning(), status=409, detail="").headers["Retry-After"] == "1"


def test_pointers_escape_what_has_a_meaning_in_them() -> None:
    found = fault("body", ["a/b~c", 0, "\ud800"], code="missing", detail="")
    assert (found.pointer, found.field) == ("#/a~1b~0c/0/?", "a/b~c.0.?")
    assert fault("query", ["limit"], code="int_parsing", detail="").pointer is None


def test_titles_are_the_codes_as_words() -> None:
    assert title_of("gate_already_closed") == "Gate already closed"


def test_addresses_and_methods_that_are_none_are_problems_too(act_as: ActAs) -> None:
    alice = act_as("alice")
    nowhere = alice.get("nowhere")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "page_not_found")
    wrong = alice.put("dossiers", {})
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["Allow"] == "GET"


def test_json_that_is_none_is_named_by_its_place(act_as: ActAs) -> None:
    refused = act_as("alice").send(
        "submissions", b'{"number": ', headers={"Content-Type": "application/json"}
    )
    assert refused.status_code == 422
    assert [(error["in"], error["code"]) for error in refused.json()["errors"]] == [
        ("body", "json_invalid")
    ]


def test_who_you_are_is_asked_before_what_you_sent(nobody: Program) -> None:
    refused = nobody.post("submissions", {"nonsense": True})
    assert (refused.status_code, refused.json()["code"]) == (401, "token_needed")
