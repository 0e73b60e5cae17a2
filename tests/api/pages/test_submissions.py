"""The list of submissions and one of them: the viewer's own, with its progress."""

import pytest
from sqlmodel import select

from core.database import transaction
from core.ids import uuid7
from models.dossiers import Submission
from tests.api.browser import Form
from tests.api.desk import as_, filed, many_filed, passed, returned, seen_by
from tests.api.scene import Scene


def the_submission(scene: Scene) -> Submission:
    with transaction(scene.engine) as session:
        return session.exec(select(Submission)).one()


def test_the_unit_follows_its_submissions_and_dan_sees_none(scene: Scene) -> None:
    first, second = filed(scene), filed(scene, number="110/TTr-BTP")
    returned(scene, first)
    shown = seen_by(scene, "alice", "/submissions")
    assert shown.text.index("110/TTr-BTP") < shown.text.index("109/TTr-BTP")
    assert f'href="/submissions/{second.submission_id}"' in shown.text
    assert "1 hồ sơ bị trả lại" in shown.text
    assert 'href="/submissions/new"' in shown.text
    foreign = seen_by(scene, "dan", "/submissions")
    assert (foreign.status_code, "TTr-BTP" in foreign.text) == (200, False)
    assert "Chưa có tờ trình" in foreign.text


@pytest.mark.parametrize(("q", "found"), [("109", True), ("bo tu phap", True), ("%", False)])
def test_a_search_is_kept_in_its_field(scene: Scene, q: str, found: bool) -> None:  # noqa: FBT001 -- a column
    filed(scene)
    shown = seen_by(scene, "secretariat", "/submissions", q=q)
    assert ("109/TTr-BTP" in shown.text) == found
    assert Form(shown.text, "/submissions").fields["q"] == q
    assert "109/TTr-BTP" not in seen_by(scene, "dan", "/submissions", q=q).text


def test_one_submission_shows_its_dossiers_and_how_far_they_are(scene: Scene) -> None:
    many_filed(scene, 3)
    submission = the_submission(scene)
    shown = seen_by(scene, "alice", f"/submissions/{submission.id}")
    assert shown.text.count('<th scope="row"><a href="/dossiers/') == 3
    assert "Đã có kết quả 0/3" in shown.text
    assert "Đã trình danh sách" not in shown.text
    assert "Nguyễn Thị An" in shown.text


def test_a_submission_of_many_is_paged(scene: Scene) -> None:
    many_filed(scene, 60)
    submission = the_submission(scene)
    shown = seen_by(scene, "alice", f"/submissions/{submission.id}")
    assert shown.text.count('<th scope="row"><a href="/dossiers/') < 60
    assert 'rel="next"' in shown.text


def test_a_foreign_submission_and_none_are_answered_alike(scene: Scene) -> None:
    dossier = filed(scene)
    as_(scene, "dan")
    unknown = str(uuid7())
    for tail in ("", "/list.xlsx"):
        foreign = scene.client.get(f"/submissions/{dossier.submission_id}{tail}")
        none = scene.client.get(f"/submissions/{unknown}{tail}")
        assert (foreign.status_code, none.status_code) == (404, 404)
        nameless = foreign.text.replace(str(dossier.submission_id), "ID")
        assert nameless == none.text.replace(unknown, "ID")


def test_a_reviewer_elsewhere_sees_only_what_came_to_them(scene: Scene) -> None:
    dossier = filed(scene, "cstdtq")
    passed(scene, dossier)
    shown = seen_by(scene, "appraiser", f"/submissions/{dossier.submission_id}")
    assert shown.status_code == 200
    assert "list.xlsx" not in shown.text
    answer = scene.client.get(f"/submissions/{dossier.submission_id}/list.xlsx")
    assert answer.status_code == 404
