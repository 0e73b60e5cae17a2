"""What a dossier was at a moment, for programs."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from approvals.queries.journal import JOURNAL
from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.history import Event
from tests.api.routes.conftest import ActAs
from tests.builders import pass_gate


@pytest.fixture
def passed(engine: Engine, dossier: Dossier) -> Dossier:
    """The council has voted, a moment later."""
    with transaction(engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        pass_gate(session, stored, now=now() + timedelta(minutes=1))
        return stored


def test_it_tells_what_was_so_after_an_event_or_at_a_moment(act_as: ActAs, passed: Dossier) -> None:
    address, auditor = f"dossiers/{passed.code}/state", act_as("auditor")
    latest = auditor.get(address).json()
    first = auditor.get(address, at="1").json()
    then = auditor.get(address, at=passed.submitted_at.isoformat()).json()
    assert (latest["stage"], latest["hash"]) == ("final_authority", passed.last_hash.hex())
    assert (first["seq"], first["gates"]) == (1, [])
    assert [gate["state"] for gate in then["gates"]] == ["open"]
    said = [duty["decision"] for duty in latest["gates"][0]["assignments"] if duty["decision"]]
    assert {(one["choice"], one["shown_matches"]) for one in said} == {("pass", True)}
    assert auditor.get(address, at="999999999999").json() == latest


def test_others_are_told_no_more_than_on_the_page(act_as: ActAs, passed: Dossier) -> None:
    told = act_as("member1").get(f"dossiers/{passed.code}/state").json()
    council, minister = told["gates"]
    assert len(council["assignments"]) == 1
    assert (council["tally"]["yes"], minister["assignments"]) == (4, [])
    assert told["nominee"]["email"] == ""


@pytest.mark.parametrize(
    ("at", "status", "code"),
    [("2001-01-01T00:00:00Z", 404, "nothing_yet"), ("soon", 422, "moment_unclear")],
)
def test_a_moment_that_is_none_is_refused(
    act_as: ActAs, dossier: Dossier, at: str, status: int, code: str
) -> None:
    refused = act_as("alice").get(f"dossiers/{dossier.code}/state", at=at)
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_an_auditors_reading_is_noted(act_as: ActAs, engine: Engine, dossier: Dossier) -> None:
    for name in ("alice", "auditor"):
        act_as(name).get(f"dossiers/{dossier.code}/state")
    with transaction(engine) as session:
        noted = session.exec(select(Event.kind).where(Event.chain_id == JOURNAL)).all()
    assert list(noted) == ["history.read"]
