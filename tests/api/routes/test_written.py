"""What a program may write, and what it is answered: holds, days, titles."""

from tests.api.routes.conftest import ActAs
from tests.api.scene import Scene
from tests.builders import BOARD, Country


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


def test_the_title_of_a_sitting_fits_where_it_is_kept(act_as: ActAs, country: Country) -> None:
    sitting = {"body_id": str(country.bodies[BOARD].id), "sitting_on": "2099-09-01"}
    longest, longer = ({"title": "c" * length} | sitting for length in (200, 201))
    assert act_as("secretariat").post("dockets", longest).status_code == 201
    assert act_as("secretariat").post("dockets", longer).status_code == 422


def test_a_number_is_no_day(act_as: ActAs) -> None:
    for day in (0, "0", "1767225600", "2026-09-01T00:00:00", None):
        refused = act_as("secretariat").post(
            "dockets", {"body_id": "0" * 32, "title": "Phiên họp", "sitting_on": day}
        )
        assert refused.status_code == 422, day
