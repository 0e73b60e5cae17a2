"""What is shared between those who see every dossier, and what is not."""

from datetime import date

import pytest
from markupsafe import Markup
from sqlmodel import Session

from api.pages import dossier_list, rendering
from approvals.commands.count_flow import count_flow
from approvals.queries import moved
from approvals.queries.moved import Flow
from approvals.queries.stuck import Scope
from approvals.queries.visibility import Viewer
from core.database import transaction
from tests.api.desk import as_, filed, passed
from tests.api.scene import Scene


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts of pages that had to be made."""
    parts: list[str] = []
    really = rendering.part

    def noted(request: object, template: str, **context: object) -> Markup:
        parts.append(template)
        return really(request, template, **context)  # type: ignore[arg-type]

    monkeypatch.setattr(dossier_list, "part", noted)
    return parts


def looked(scene: Scene, whom: str, path: str = "/dossiers") -> str:
    as_(scene, whom)
    shown = scene.client.get(path)
    assert shown.status_code == 200
    return shown.text


def test_a_list_is_made_once_for_all_who_see_everything(scene: Scene, made: list[str]) -> None:
    dossier = filed(scene)
    looked(scene, "secretariat")
    once = list(made)
    assert dossier.code in looked(scene, "auditor")
    assert made == once


def test_it_is_made_anew_as_soon_as_a_dossier_changes(scene: Scene, made: list[str]) -> None:
    dossier = filed(scene)
    before = looked(scene, "secretariat")
    passed(scene, dossier)
    assert "Cấp có thẩm quyền" in looked(scene, "secretariat").split(dossier.code, 1)[1][:2_000]
    assert made.count("_dossiers_found.html") == 2
    assert before != looked(scene, "secretariat")


def test_another_search_or_language_is_another_list(scene: Scene, made: list[str]) -> None:
    filed(scene)
    looked(scene, "secretariat")
    for path in ("/dossiers?stage=bloc", "/dossiers?lang=en", "/dossiers?sort=code"):
        count = len(made)
        looked(scene, "secretariat", path)
        assert len(made) > count, path


def test_who_sees_some_gets_nothing_that_was_made_for_others(scene: Scene, made: list[str]) -> None:
    dossier = filed(scene)
    assert dossier.code in looked(scene, "secretariat")
    count = len(made)
    looked(scene, "dan")
    assert len(made) == count + 2
    assert dossier.code in looked(scene, "secretariat")
    assert len(made) == count + 2


def test_names_of_forms_stay_with_their_reader(scene: Scene) -> None:
    """What is shared knows no nonce: nobody sends a form that was made for somebody else."""
    filed(scene)
    first, second = looked(scene, "secretariat"), looked(scene, "auditor")
    assert "nonce" in first
    shared = first[first.index('<form class="filters"') : first.index('<div class="tools">')]
    assert shared in second
    assert "nonce" not in shared


def test_days_are_counted_out_once_until_they_are_counted_anew(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = filed(scene)
    read: list[Scope] = []
    really = moved.flow

    def noted(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> Flow:
        read.append(scope)
        return really(session, viewer, scope, today=today)

    monkeypatch.setattr(moved, "flow", noted)
    looked(scene, "secretariat", "/stuck/pictures/flow")
    passed(scene, dossier)
    looked(scene, "auditor", "/stuck/pictures")
    assert len(read) == 1
    with transaction(scene.engine) as session:
        count_flow(session)
    assert '"days":[]' not in looked(scene, "secretariat", "/stuck/pictures/flow")
    assert len(read) == 2
