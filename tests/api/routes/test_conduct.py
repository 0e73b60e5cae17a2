"""Holds, opinions and proposals to revoke, by programs."""

from tests.api.routes.conftest import ActAs
from tests.api.scene import Scene


def test_what_was_placed_is_answered_though_it_has_no_address_of_its_own(
    scene: Scene, act_as: ActAs
) -> None:
    dossier = scene.filed()
    wanted = {"cause": "complaint", "document": "12/ĐT", "reason": "Có đơn tố cáo."}
    placed = act_as("alice").post(f"dossiers/{dossier.code}/holds", wanted)
    assert placed.status_code == 201, placed.text
    assert placed.json()["cause"] == "complaint"
    assert "Location" not in placed.headers
    released = act_as("alice").post(
        f"dossiers/{dossier.code}/holds/{placed.json()['id']}/release",
        {"outcome": "cleared", "reason": "Không có căn cứ."},
    )
    assert released.json()["outcome"] == "cleared"


def test_a_number_is_no_day(act_as: ActAs) -> None:
    for day in (0, "0", "1767225600", "2026-09-01T00:00:00", None):
        refused = act_as("secretariat").post(
            "dockets", {"body_id": "0" * 32, "title": "Phiên họp", "sitting_on": day}
        )
        assert refused.status_code == 422, day
