"""The examples of docs/reference/api.md, run as they stand."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.open_docket import OpenDocket, open_docket
from core.clock import local_date, now
from core.database import transaction
from core.settings import Settings
from models.dossiers import Dossier
from models.enums import Choice
from tests.api.curl import commands
from tests.api.programs import token_of
from tests.builders import MINISTRY, Country, a_dossier, active, decide_as
from tests.source_code import ROOT

PAGE = ROOT / "docs" / "reference" / "api.md"


def a_returned_dossier(session: Session, country: Country) -> Dossier:
    dossier = a_dossier(session, country, number="2/TTr", now=now())
    decide_as(
        session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="Thiếu", now=now()
    )
    return dossier


@pytest.fixture
def variables(engine: Engine, settings: Settings, country: Country) -> dict[str, str]:
    """What the page's variables stand for."""
    assert country.campaign is not None
    with transaction(engine) as session:
        withdrawn = a_dossier(session, country, number="1/TTr", now=now())
        returned = a_returned_dossier(session, country)
        judged = a_dossier(session, country, number="3/TTr", now=now())
        duties = {person.id: duty.id for duty, person in active(session, judged)}
        called = OpenDocket(
            body_id=country.bodies[MINISTRY].id,
            person_id=country["alice"].id,
            title="Phiên họp",
            sitting_on=local_date(now()),
        )
        docket = open_docket(session, called, now=now())
    return {
        "BV": "",
        "TOKEN": token_of(engine, settings, country["alice"]),
        "REVIEWER": token_of(engine, settings, country["chair"]),
        "SECRETARIAT": token_of(engine, settings, country["secretariat"]),
        "BODY": str(country.bodies[MINISTRY].id),
        "CAMPAIGN": str(country.campaign.id),
        "DOCKET": f"/api/v1/dockets/{docket.id}",
        "DOSSIER": withdrawn.code,
        "JUDGED": judged.code,
        "ETAG": '\\"7-9f86d081884c7d65\\"',
        "RETURNED": returned.code,
        "TASK": f"/api/v1/assignments/{duties[country['chair'].id]}",
        "VERSION": str(judged.version),
        "DUTY": f"/api/v1/assignments/{duties[country['member1'].id]}",
        "SUCCESSOR": str(country["minister"].id),
    }


def test_the_examples_of_the_guide_work_in_their_order(
    client: TestClient, variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "bao-cao.pdf").write_bytes(b"%PDF-1.7 ...")
    ran = 0
    for command in commands(PAGE, variables, tmp_path):
        answered = command.run(client)
        assert answered.status_code in {200, 201}, f"{command}: {answered.text}"
        ran += 1
    assert ran == 20
