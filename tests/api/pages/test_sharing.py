"""What is shared between those who see every dossier, and what is not."""

import pytest
from markupsafe import Markup

from api.pages import dossier_list, rendering
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
