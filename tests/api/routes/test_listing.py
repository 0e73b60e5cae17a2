"""Lists: pages that lose and repeat nothing, filters, and cursors that fit."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from core.clock import now
from core.database import transaction
from tests.api.programs import Program
from tests.api.routes.conftest import ActAs
from tests.builders import Country, a_nomination, a_submission
from tests.counting import statements

NAMES = ("An", "Ánh", "Bảo", "Châu", "Đức", "Giang", "Hà")


@pytest.fixture
def auditor(act_as: ActAs, engine: Engine, country: Country) -> Program:
    """Seven dossiers, and somebody who sees them all."""
    with transaction(engine) as session:
        nominations = [a_nomination(name=f"Nguyễn Văn {name}") for name in NAMES]
        a_submission(session, country, *nominations, now=now())
    return act_as("auditor")


def walk(program: Program, path: str) -> list[list[str]]:
    """Every page's nominees, following `next`."""
    pages, following = [], path
    while following:
        answered = program.get(following)
        assert answered.status_code == 200, answered.text
        body = answered.json()
        pages.append([item["nominee"]["name"].split()[-1] for item in body["items"]])
        following = body["next"]
        link = f'<{following}>; rel="next"' if following else None
        assert answered.headers.get("Link") == link
    return pages


def test_pages_follow_each_other_in_vietnamese_order(auditor: Program) -> None:
    pages = walk(auditor, "/api/v1/dossiers?sort=name&limit=3")
    assert pages == [["An", "Ánh", "Bảo"], ["Châu", "Đức", "Giang"], ["Hà"]]


def test_a_full_last_page_has_no_next(auditor: Program) -> None:
    assert walk(auditor, "/api/v1/dossiers?sort=code&limit=7") == [list(NAMES)]


def test_filters_stay_on_the_next_page(auditor: Program) -> None:
    pages = walk(auditor, "/api/v1/dossiers?search=van+a&sort=name&limit=1&state=under_review")
    assert pages == [["An"], ["Ánh"]]
    assert walk(auditor, "/api/v1/dossiers?state=awarded") == [[]]


def test_an_inbox_is_paged_too(auditor: Program, act_as: ActAs) -> None:
    chair = act_as("chair")
    pages = walk(chair, "/api/v1/me/assignments?limit=4")
    assert [len(page) for page in pages] == [4, 3]
    assert sorted(name for page in pages for name in page) == sorted(NAMES)
    assert auditor.get("me").json()["waiting"] == 0
    assert chair.get("me").json()["waiting"] == 7


def test_a_cursor_of_another_list_is_refused(auditor: Program) -> None:
    following = auditor.get("dossiers", sort="name", limit=1).json()["next"]
    for path in (following.replace("sort=name", "sort=code"), "dossiers?cursor=nonsense"):
        refused = auditor.get(path)
        assert (refused.status_code, refused.json()["code"]) == (422, "cursor_not_usable")
        (error,) = refused.json()["errors"]
        assert (error["in"], error["field"]) == ("query", "cursor")


def test_a_cursor_whose_rest_is_gone_ends_the_list(auditor: Program) -> None:
    following = auditor.get("dossiers", sort="name", limit=6).json()["next"]
    gone = auditor.get(f"{following}&search=khong-co-ai")
    assert gone.json() == {"items": [], "next": None}


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many"])
def test_a_page_holds_at_most_two_hundred(auditor: Program, limit: str) -> None:
    refused = auditor.get("dossiers", limit=limit)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "limit")


def test_campaigns_are_listed(auditor: Program, country: Country) -> None:
    (campaign,) = auditor.get("campaigns").json()["items"]
    assert country.campaign is not None
    assert (campaign["id"], campaign["slug"]) == (
        str(country.campaign.id),
        country.campaign.slug,
    )


@pytest.mark.parametrize(
    "path", ["dossiers", "submissions", "me/assignments", "campaigns", "movements"]
)
def test_a_longer_list_asks_the_database_no_more_often(
    auditor: Program, act_as: ActAs, client: TestClient, path: str
) -> None:
    program = act_as("chair") if path == "me/assignments" else auditor
    engine = client.app.state.engine  # type: ignore[attr-defined] # Starlette's own
    program.get(path)  # rule sets are parsed once
    sent = []
    for limit in (1, 3):
        with statements(engine) as those:
            assert program.get(path, limit=limit).status_code == 200
        sent.append(len(those))
    assert sent[0] == sent[1]
