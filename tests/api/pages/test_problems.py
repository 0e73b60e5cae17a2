"""The pages that a problem's `type` leads to."""

import pytest
from fastapi.testclient import TestClient

from api.explained import all_explained
from api.statuses import STATUS


def test_every_refusal_of_the_web_is_explained() -> None:
    assert {one.code for one in all_explained()} == {kind.code for kind in STATUS}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_a_page_for_everybody(client: TestClient, language: str) -> None:
    index = client.get("/problems", params={"lang": language})
    assert index.status_code == 200
    for problem in all_explained():
        assert f'href="/problems/{problem.code}"' in index.text
        shown = client.get(f"/problems/{problem.code}", params={"lang": language})
        assert shown.status_code == 200, problem.code
        assert str(problem.status) in shown.text


def test_a_page_says_the_sentence_in_the_readers_language(client: TestClient) -> None:
    english = client.get("/problems/gate_already_closed", params={"lang": "en"}).text
    assert "The gate ‹gate› is already closed. Nothing more can be decided there." in english
    vietnamese = client.get("/problems/gate_already_closed", params={"lang": "vi"}).text
    assert "‹gate›" in vietnamese
    assert "is already closed" not in vietnamese


def test_a_code_that_is_none_is_not_found(client: TestClient) -> None:
    assert client.get("/problems/no_such_code").status_code == 404
