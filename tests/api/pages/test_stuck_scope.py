"""What is stuck, at the desks of bodies: their own, without names they may not know."""

import pytest
from sqlalchemy import text, update

from core.database import transaction
from models.enums import MessageState, NomineeKind, Office
from models.mail import Message
from tests.api.desk import as_, filed, passed, returned, seen_by
from tests.api.pages.test_stuck import causes, codes, late, the_engine_has_looked
from tests.api.scene import Scene
from tests.builders import BLOC, BOARD, MINISTRY, a_person_in
from tests.telling import by_hand

TAX = "bo-tai-chinh"
PATHS = (
    "/stuck",
    "/stuck/pictures",
    *(f"/stuck/pictures/{kind}" for kind in ("ageing", "waiting", "flow", "throughput")),
    "/dossiers",
)
FILTERS: tuple[dict[str, str], ...] = (
    {},
    *({"stage": stage} for stage in ("unit", "bloc", "central_board", "final_authority")),
    *({"body": slug} for slug in (MINISTRY, TAX)),
    *({"where": slug} for slug in (MINISTRY, TAX, BOARD, BLOC)),
    {"award": "cstdtq"},
    {"campaign": "nam-2026"},
    *({"cause": code} for code in ("quorum_short", "past_due", "waiting_for_unit")),
)


@pytest.fixture
def theirs(scene: Scene) -> list[str]:
    """What another ministry must never learn: the dossiers of this one, and who they are of."""
    names = ("Kiều Thị Mật", "Quách Văn Kín", "Tạ Thị Riêng")
    found = []
    for number, name in enumerate(names):
        dossier = filed(scene, "cstdtq", f"{number}/TTr-BTP", name=name)
        late(scene, dossier)
        found.append(dossier)
    passed(scene, found[0])
    returned(scene, found[1])
    the_engine_has_looked(scene)
    return [*names, *(one.code for one in found)]


def test_whatever_the_address_says_nothing_of_another_body_is_shown(
    scene: Scene, theirs: list[str]
) -> None:
    as_(scene, "dan")
    for path in PATHS:
        for chosen in FILTERS:
            answer = scene.client.get(path, params=chosen)
            assert answer.status_code == 200
            assert not [word for word in theirs if word in answer.text], (path, chosen)
    shown = scene.client.get("/stuck").text
    assert causes(shown) == {}
    assert "Không có hồ sơ nào đang xử lý." in shown
    assert "Bộ Tư pháp" not in shown


def test_the_units_secretary_sees_what_the_unit_submitted(scene: Scene, theirs: list[str]) -> None:
    shown = seen_by(scene, "alice", "/stuck").text
    assert set(codes(shown)) <= set(theirs)
    assert "3 hồ sơ đang xử lý" in shown
    assert 'href="/stuck"' in seen_by(scene, "alice", "/dossiers").text
    assert 'href="/stuck"' not in seen_by(scene, "member1", "/dossiers").text


def test_what_was_returned_is_supplemented_from_here(scene: Scene) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    the_engine_has_looked(scene)
    shown = seen_by(scene, "alice", "/stuck").text
    assert f'href="/dossiers/{dossier.code}/resubmit"' in shown
    assert "/stuck/actions" not in seen_by(scene, "chair", "/stuck").text.replace(
        'action="/stuck/actions"', ""
    )
    assert "/resubmit" not in scene.client.get("/stuck").text  # she may not file
    assert 'name="only"' not in shown


def test_who_is_asked_elsewhere_is_not_named(scene: Scene) -> None:
    dossier = filed(scene, "cstdtq")
    passed(scene, dossier)
    the_engine_has_looked(scene)
    with transaction(scene.engine) as session:
        by_hand(session)
    scene.announce(dossier.id)
    mail_to_the_appraiser_failed(scene)
    for name, says in (
        ("board_head", "Thư không đến được Đặng Thị Khánh."),
        ("alice", "Thư không đến được người xét</td>"),
    ):
        shown = seen_by(scene, name, "/stuck").text
        assert codes(shown) == [dossier.code]
        assert says in shown
        assert "appraiser@bangvang.example" not in shown  # that panel is the board's
    assert "Đặng Thị Khánh" not in seen_by(scene, "alice", "/stuck").text
    assert "appraiser@bangvang.example" in seen_by(scene, "secretariat", "/stuck").text


def mail_to_the_appraiser_failed(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        by_hand(session)
        session.execute(
            update(Message)
            .where(Message.person_id == scene.country["appraiser"].id)  # type: ignore[arg-type]
            .values(state=MessageState.REJECTED, problem="550 no such user")
        )
        session.execute(text("DELETE FROM changed_dossier"))
        session.execute(text("DELETE FROM wake"))
        session.execute(text("INSERT INTO changed_dossier (dossier_id) SELECT id FROM dossier"))


def test_the_blocs_head_sees_what_its_members_submitted_for_it(scene: Scene) -> None:
    for award, kind in (
        ("bk-bo", NomineeKind.COLLECTIVE),
        ("bk-ttg", NomineeKind.INDIVIDUAL),
        ("bk-ttg", NomineeKind.COLLECTIVE),
    ):
        late(scene, filed(scene, award, f"{award}/{kind}", name=f"{award} {kind}", kind=kind))
    the_engine_has_looked(scene)
    shown = seen_by(scene, "bloc_head", "/stuck").text
    assert "bk-ttg collective" in shown
    assert len(codes(shown)) == 1
    assert [scene.client.get(f"/dossiers/{code}").status_code for code in codes(shown)] == [200]
    with transaction(scene.engine) as session:
        a_person_in(session, scene.country, "other", "Cù Thị Khác", TAX, Office.HEAD)
    assert codes(seen_by(scene, "other", "/stuck").text) == []
