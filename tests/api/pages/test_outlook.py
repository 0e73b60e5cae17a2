"""What a nominator is told of a dossier: how long it is there, what is usual, what is next."""

from datetime import timedelta

from sqlalchemy import text

from core.database import transaction
from models.dossiers import Dossier
from models.enums import NomineeKind, Stage
from models.open_dossiers import UsualAge
from tests.api.desk import filed, passed, returned, seen_by
from tests.api.scene import Scene
from tests.telling import by_hand

DAY = timedelta(days=1)
USUAL = "thường mất 9 đến 21 ngày"


def usual(scene: Scene, award: str, closed: int) -> None:
    """As if so many gates had been decided."""
    took = {"in_50_percent": 8.5 * DAY, "in_85_percent": 21 * DAY, "in_95_percent": 33 * DAY}
    with transaction(scene.engine) as session:
        session.add(UsualAge(stage=Stage.UNIT, award_code=award, closed=closed, **took))


def came(scene: Scene, dossier: Dossier, days: int) -> None:
    """So many days ago, to where it is."""
    with transaction(scene.engine) as session:
        by_hand(session)
        session.execute(
            text("UPDATE gate SET opened_at = opened_at - :ago WHERE dossier_id = :id"),
            {"ago": days * DAY, "id": dossier.id},
        )


def pages(scene: Scene, name: str, dossier: Dossier) -> tuple[str, str]:
    """The page of its submission, and its own."""
    submission = seen_by(scene, name, f"/submissions/{dossier.submission_id}")
    own = seen_by(scene, name, f"/dossiers/{dossier.code}")
    assert (submission.status_code, own.status_code) == (200, 200)
    return submission.text, own.text


def test_the_unit_reads_how_long_and_what_is_next(scene: Scene) -> None:
    dossier = filed(scene, "bk-ttg", kind=NomineeKind.COLLECTIVE)
    came(scene, dossier, 5)
    usual(scene, "bk-ttg", 20)
    submission, own = pages(scene, "alice", dossier)
    assert "đã 5 ngày, thường mất 9 đến 21 ngày · Tiếp theo:" in submission
    assert "Số ngày ở mỗi bước kể cả ngày nghỉ." in submission
    assert "Hồ sơ đã ở bước này 5 ngày (kể cả ngày nghỉ)." in own
    for page in (submission, own):
        assert USUAL in page
        assert "Tiếp theo: Khối, cụm thi đua" in page
    assert "Đây không phải cam kết." in own


def test_below_twenty_nothing_is_said_of_what_is_usual(scene: Scene) -> None:
    dossier = filed(scene, "bk-bo")
    usual(scene, "bk-bo", 19)
    usual(scene, "bk-ttg", 50)
    for page in pages(scene, "alice", dossier):
        assert USUAL not in page
    assert "đến hôm nay" in pages(scene, "alice", dossier)[0]


def test_at_the_last_stage_the_decision_is_next(scene: Scene) -> None:
    dossier = filed(scene, "bk-bo")
    passed(scene, dossier)
    for page in pages(scene, "alice", dossier):
        assert "Tiếp theo: quyết định khen thưởng" in page


def test_what_was_returned_says_first_what_is_to_be_done(scene: Scene) -> None:
    dossier = filed(scene, name="Lỗ Thị Thiếu")
    returned(scene, dossier)
    submission, own = pages(scene, "alice", dossier)
    assert submission.index("Cần bổ sung và trình lại") < submission.index("<table")
    assert submission.index("Lỗ Thị Thiếu") < submission.index("<table")
    assert "Việc cần làm ngay: bổ sung theo yêu cầu dưới đây rồi trình lại." in own
    assert "lần trình thứ 2" in own
    assert own.index("Việc cần làm ngay") < own.index("Thiếu xác nhận thuế")


def test_it_is_for_those_who_nominated_alone(scene: Scene) -> None:
    dossier = filed(scene, "cstdtq")
    passed(scene, dossier)
    for name in ("appraiser", "secretariat"):
        assert not [page for page in pages(scene, name, dossier) if "Tiếp theo:" in page]
    for page in pages(scene, "member1", dossier):  # of the ministry that nominated
        assert "Tiếp theo:" in page
        assert "Đặng Thị Khánh" not in page


def test_what_has_ended_says_nothing_more(scene: Scene) -> None:
    dossier = filed(scene, "bk-bo")
    passed(scene, dossier)
    passed(scene, dossier)
    for page in pages(scene, "alice", dossier):
        assert "Tiếp theo:" not in page
