"""The secretariat has the engine look again."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text
from sqlmodel import Session

from approvals.commands.look_again import LookAgain, look_again
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.urging import EngineAway, NothingToServe
from approvals.queries.events import timeline
from core.engine_presence import SPACE, WORKER
from core.ids import uuid7
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import EventKind
from tests.builders import NOW, Country, a_country, a_dossier

LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


@pytest.fixture
def dossier(session: Session, country: Country) -> Dossier:
    """Submitted, and not looked at yet, by an engine at work."""
    session.execute(text(f"SELECT pg_advisory_xact_lock_shared({SPACE}, {WORKER})"))
    found = a_dossier(session, country)
    session.flush()
    return found


def asked_by(country: Country, dossier: Dossier, name: str = "secretariat") -> LookAgain:
    return LookAgain(dossier_id=dossier.id, by_person_id=country[name].id)


def test_the_history_says_it_once_in_ten_minutes(
    session: Session, country: Country, dossier: Dossier
) -> None:
    for now in (NOW, NOW, LATER):
        look_again(session, asked_by(country, dossier), now=now)
    said = [entry for entry in timeline(session, dossier.id) if entry.actor_id]
    kinds = [entry.kind for entry in said if entry.actor_id == country["secretariat"].id]
    assert kinds == [EventKind.RUN_REPAIRED] * 2
    assert said[-1].facts == {"found": "unheeded", "done": "asked_again", "run": None}


def test_what_was_served_is_not_asked_for(
    session: Session, country: Country, dossier: Dossier
) -> None:
    session.execute(delete(Wake))
    with pytest.raises(NothingToServe):
        look_again(session, asked_by(country, dossier), now=NOW)


def test_an_engine_that_is_away_is_not_asked(session: Session, country: Country) -> None:
    with pytest.raises(EngineAway):
        look_again(session, asked_by(country, a_dossier(session, country)), now=NOW)


def test_only_the_boards_secretariat_and_administrators_ask(
    session: Session, country: Country, dossier: Dossier
) -> None:
    with pytest.raises(NotAllowedHere):
        look_again(session, asked_by(country, dossier, "alice"), now=NOW)
    nothing = LookAgain(dossier_id=uuid7(), by_person_id=country["administrator"].id)
    with pytest.raises(DossierNotFound):
        look_again(session, nothing, now=NOW)
