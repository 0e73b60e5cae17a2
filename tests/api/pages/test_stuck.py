"""The first dashboard: what is stuck, where, and how to get there."""

import re

import pytest

from core.database import transaction
from models.enums import AssignmentState
from tests.api.desk import filed, passed, returned, seen_by
from tests.api.scene import Scene
from tests.builders import active
from tests.telling import by_hand


def figures(text: str) -> list[tuple[str, str]]:
    """Each figure with where it leads."""
    return re.findall(r'href="([^"]+)"><span class="figure">(\d+)</span>', text)


def test_it_counts_and_leads_into_the_lists(scene: Scene) -> None:
    overdue, sent_back, vacant = (filed(scene, number=f"{n}/TTr-BTP") for n in range(3))
    returned(scene, sent_back)
    with transaction(scene.engine) as session:
        by_hand(session)
        for assignment, _ in active(session, session.merge(vacant)):
            assignment.state = AssignmentState.CLOSED
        (assignment, _), *_ = active(session, session.merge(overdue))
    shown = seen_by(scene, "secretariat", "/stuck")
    assert shown.status_code == 200
    assert figures(shown.text) == [
        ("/dossiers?trouble=overdue", "0"),
        ("/dossiers?trouble=nobody_asked", "1"),
        ("/dossiers?trouble=mail_refused", "0"),
        ("/dossiers?state=returned&amp;sort=waiting", "1"),
    ]
    for address, figure in figures(shown.text):
        listed = scene.browser.get(address.replace("&amp;", "&"))
        assert listed.text.count('<th scope="row"><a href="/dossiers/') == int(figure)
    assert vacant.code in shown.text


def test_stages_lead_to_their_dossiers(scene: Scene) -> None:
    dossier = filed(scene, "cstdtq")
    passed(scene, dossier)
    shown = seen_by(scene, "auditor", "/stuck")
    assert 'href="/dossiers?state=under_review&amp;stage=central_board"' in shown.text
    assert 'href="/dossiers?where=ban-tdkt-trung-uong"' in shown.text
    listed = scene.client.get("/dossiers?where=ban-tdkt-trung-uong")
    assert dossier.code in listed.text
    assert "đang ở Ban Thi đua - Khen thưởng Trung ương" in listed.text


@pytest.mark.parametrize("name", ["alice", "dan", "member1", "minister", "bloc_head", "appraiser"])
def test_it_is_the_boards_alone(scene: Scene, name: str) -> None:
    assert seen_by(scene, name, "/stuck").status_code == 403


def test_with_nothing_to_do_it_says_so(scene: Scene) -> None:
    shown = seen_by(scene, "administrator", "/stuck")
    assert (shown.status_code, "Không có hồ sơ quá hạn" in shown.text) == (200, True)
