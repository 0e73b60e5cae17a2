"""That whoever is asked has seen the page of their task: only its own script tells so."""

import re
from datetime import datetime

import pytest
from sqlmodel import col, select

from approvals.commands.cover import StandIn, cover
from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Office
from models.gates import Assignment
from models.open_dossiers import ChangedDossier
from tests.api.desk import as_, send
from tests.api.scene import Scene
from tests.builders import MINISTRY, a_person_in, active

_TELLS = re.compile(r'data-tell="([^"]+)" data-nonce="([^"]+)" data-link="(\w*)"')


def the_task(scene: Scene) -> Assignment:
    """That of the minister."""
    dossier = scene.at_the_minister()
    with transaction(scene.engine) as session:
        ((assignment, _),) = active(session, session.get_one(Dossier, dossier.id))
        return assignment


def opened_at(scene: Scene, task: Assignment) -> datetime | None:
    return scene.stored(task).opened_at


def tell(scene: Scene, page: str, **others: str) -> int:
    """What the script of a page does once the page is seen."""
    found = _TELLS.search(page)
    assert found
    fields = {"nonce": found[2], "link": found[3]} | others
    return scene.client.post(found[1], data=fields, headers=scene.browser.headers).status_code


def test_the_script_of_the_mailed_page_tells_once(scene: Scene) -> None:
    task = the_task(scene)
    page = scene.browser.get(scene.mailed_to("minister").url).text
    assert opened_at(scene, task) is None
    with transaction(scene.engine) as session:
        before = len(session.exec(select(ChangedDossier.id)).all())
    assert tell(scene, page) == 204
    first = opened_at(scene, task)
    assert first is not None
    assert tell(scene, page) == 204
    assert opened_at(scene, task) == first
    with transaction(scene.engine) as session:
        assert len(session.exec(select(ChangedDossier.id)).all()) == before + 1


def test_so_does_that_of_the_page_behind_the_inbox(scene: Scene) -> None:
    task = the_task(scene)
    as_(scene, "minister")
    page = scene.client.get(f"/task/{task.id}").text
    assert (tell(scene, page), opened_at(scene, task) is None) == (204, False)


def test_whoever_acts_for_them_counts_too(scene: Scene) -> None:
    task, today = the_task(scene), local_date(now())
    with transaction(scene.engine) as session:
        deputy = a_person_in(
            session, scene.country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY
        )
        minister = scene.country["minister"].id
        wish = StandIn(
            absent_id=minister,
            acting_id=deputy.id,
            by_person_id=minister,
            starts_on=today,
            ends_on=today,
        )
        cover(session, wish, now=now())
    as_(scene, "deputy")
    assert tell(scene, scene.client.get(f"/task/{task.id}").text) == 204
    assert opened_at(scene, task) is not None


@pytest.mark.parametrize("name", ["alice", "secretariat", "dan"])
def test_nobody_else_opens_it_and_nobody_is_told_so(scene: Scene, name: str) -> None:
    task = the_task(scene)
    as_(scene, name)
    assert send(scene, f"/task/{task.id}/opened", {}).status_code == 204
    assert opened_at(scene, task) is None


def test_a_stranger_or_another_page_tells_nothing(scene: Scene) -> None:
    task = the_task(scene)
    page = scene.browser.get(scene.mailed_to("minister").url).text
    assert tell(scene, page, nonce="x") == 204
    assert tell(scene, page, link="00") == 204
    scene.client.cookies.clear()
    assert tell(scene, page) == 204
    as_(scene, "minister")
    assert scene.client.get(f"/task/{task.id}/opened").status_code == 405
    headers = scene.browser.headers | {"Sec-Fetch-Site": "cross-site"}
    answer = scene.client.post(f"/task/{task.id}/opened", headers=headers)
    assert answer.status_code == 403
    assert opened_at(scene, task) is None


def test_a_page_that_asks_for_nothing_tells_nothing(scene: Scene) -> None:
    task = the_task(scene)
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    receipt = scene.browser.send(shown, "/task/decision", choice="pass", code=mailed.code)
    assert not _TELLS.search(receipt.text)
    assert tell(scene, shown.text) == 204
    with transaction(scene.engine) as session:
        seen = select(Assignment.id).where(col(Assignment.opened_at).is_not(None))
        assert task.id not in session.exec(seen).all()
