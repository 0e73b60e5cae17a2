"""What was erased is shown as erased: on pages, in papers, in the API, in both languages."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlmodel import select

from approvals.commands.erase import Erase, erase
from approvals.commands.reapply_erasures import remove_erased_files
from approvals.commands.withdraw import Withdraw, withdraw
from core.clock import local_date, now
from core.database import transaction
from models.bodies import Seat
from models.dossiers import Dossier
from tests.api.desk import as_, filed, passed, seen_by
from tests.api.programs import Program, token_of
from tests.api.scene import Scene

NAME = "Kiều Thị Xuyến"


@pytest.fixture
def erased(scene: Scene) -> Dossier:
    """A dossier with a file and the minutes of a council, withdrawn, then erased."""
    dossier = filed(scene, name=NAME, achievements="Soạn bộ tài liệu.")
    scene.with_file(dossier, f"{NAME}.pdf")
    passed(scene, dossier)
    alice, administrator = scene.country["alice"].id, scene.country["administrator"].id
    with transaction(scene.engine) as session:
        withdraw(
            session,
            Withdraw(dossier_id=dossier.id, person_id=alice, reason="Nghỉ hưu"),
            now=now() - timedelta(hours=2),
        )
    with transaction(scene.engine) as session:
        wish = Erase(ground="Điều 14", approved_by_id=administrator, nominee_id=dossier.nominee_id)
        erase(session, wish, now=now())
    with transaction(scene.engine) as session:
        remove_erased_files(session, scene.settings.files_folder)
    return dossier


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_say_since_when(scene: Scene, erased: Dossier, language: str) -> None:
    day = f"{local_date(now()):%d/%m/%Y}"
    words = {"vi": f"đã xoá ngày {day}", "en": f"erased on {day}"}[language]
    for path in (
        f"/dossiers/{erased.code}",
        "/dossiers",
        f"/submissions/{erased.submission_id}",
    ):
        shown = seen_by(scene, "secretariat", path, lang=language)
        assert shown.status_code == 200, path
        assert words in shown.text, path
        assert NAME not in shown.text, path
    history = seen_by(scene, "auditor", f"/dossiers/{erased.code}/history", lang=language)
    assert history.status_code == 200
    assert NAME not in history.text
    whole = seen_by(scene, "secretariat", f"/dossiers/{erased.code}", lang=language).text
    assert whole.count(words) > 5  # title, achievements, files, what was written


def test_the_minutes_are_printed_without_the_name(scene: Scene, erased: Dossier) -> None:
    as_(scene, "secretariat")
    minutes = scene.client.get(f"/dossiers/{erased.code}/minutes/unit:1")
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes.content)).pages)
    words = " ".join(printed.split())
    assert f"đã xoá ngày {local_date(now()):%d/%m/%Y}" in words
    assert NAME not in words


def test_the_files_are_gone(scene: Scene, erased: Dossier) -> None:
    shown = seen_by(scene, "secretariat", f"/dossiers/{erased.code}")
    assert "/files/" not in shown.text
    api = Program(scene.client, token_of(scene.engine, scene.settings, scene.country["auditor"]))
    (file,) = api.get(f"dossiers/{erased.code}").json()["attachments"]
    assert file["name"] is None
    assert api.get(file["url"]).status_code == 404


def test_programs_get_null_and_since_when(scene: Scene, erased: Dossier) -> None:
    api = Program(scene.client, token_of(scene.engine, scene.settings, scene.country["auditor"]))
    whole = api.get(f"dossiers/{erased.code}").json()
    since = whole["nominee"]["erased_at"]
    assert whole["nominee"] == {
        "kind": "individual",
        "name": None,
        "position": None,
        "erased_at": since,
    }
    assert since is not None
    assert whole["achievements"] is None
    told = api.get(f"dossiers/{erased.code}/history").json()
    events = told["items"] if isinstance(told, dict) else told
    first, *_, last = events
    assert first["texts"]["name"] is None
    assert first["erased_at"] == since
    assert (last["kind"], last["texts"]) == ("texts.erased", {"ground": "Điều 14"})


def test_a_former_reviewer_is_shown_as_erased_where_they_decided(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    chair = scene.country["chair"]
    with transaction(scene.engine) as session:
        wish = Withdraw(dossier_id=dossier.id, person_id=scene.country["alice"].id)
        withdraw(session, wish, now=now())
    with transaction(scene.engine) as session:
        for seat in session.exec(select(Seat).where(Seat.person_id == chair.id)):
            seat.valid_to = local_date(now()) - timedelta(days=1)
        session.flush()
        gone = Erase(
            ground="Điều 14", approved_by_id=scene.country["administrator"].id, person_id=chair.id
        )
        erase(session, gone, now=now())
    for language, words in (("vi", "đã xoá ngày"), ("en", "erased on")):
        shown = seen_by(scene, "secretariat", f"/dossiers/{dossier.code}", lang=language).text
        assert words in shown
        assert chair.name not in shown
