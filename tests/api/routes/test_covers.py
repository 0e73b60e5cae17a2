"""Covers and stepping back, for programs."""

from datetime import timedelta

from sqlalchemy import Engine

from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Office
from tests.api.routes.conftest import ActAs
from tests.builders import MINISTRY, Country, a_person_in, active

TODAY = local_date(now())


def test_a_cover_is_entered_listed_and_ended(
    act_as: ActAs, engine: Engine, country: Country
) -> None:
    with transaction(engine) as session:
        a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)
    minister, deputy = act_as("minister"), act_as("deputy")
    wanted = {
        "absent_id": str(country["minister"].id),
        "acting_id": str(country["deputy"].id),
        "starts_on": f"{TODAY}",
        "ends_on": f"{TODAY + timedelta(days=4)}",
        "document": "12/GUQ-BTP",
    }
    refused = deputy.post("covers", wanted)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed_here")
    entered = minister.post("covers", wanted)
    assert entered.status_code == 201
    (cover,) = entered.json()["items"]
    assert cover["acting"]["name"] == "Mai Văn Rạng"
    again = minister.post("covers", wanted)
    assert (again.status_code, again.json()["code"]) == (409, "cover_overlaps")
    assert deputy.get("covers").json()["items"] == [cover]
    assert act_as("dan").get("covers").json()["items"] == []
    where = f"covers/{cover['id']}/ending"
    assert deputy.post(where).status_code == 404
    (ended,) = minister.post(where).json()["items"]
    assert ended["ended_at"] is not None
    assert minister.get("covers").json()["items"] == []


def test_stepping_back_needs_a_reason(
    act_as: ActAs, engine: Engine, dossier: Dossier, country: Country
) -> None:
    with transaction(engine) as session:
        assignment = next(
            one
            for one, who in active(session, session.get_one(Dossier, dossier.id))
            if who.id == country["member1"].id
        )
    where = f"assignments/{assignment.id}/recusal"
    assert act_as("member1").post(where, {"reason": " "}).status_code == 422
    assert act_as("dan").post(where, {"reason": "Người thân"}).status_code == 404
    answered = act_as("member1").post(where, {"reason": "Người thân"})
    assert (answered.status_code, answered.json()) == (200, {"successor": None})
    again = act_as("member1").post(where, {"reason": "Người thân"})
    assert (again.status_code, again.json()["code"]) == (403, "not_eligible")
