"""What may be erased, on what ground, and that it is done once."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from approvals.commands.erase import Erase, erase
from approvals.domain.refusals.personal_data import (
    GroundNeeded,
    MayStillBeUndone,
    NamesThePerson,
    StillUnderReview,
)
from models.dossiers import Dossier
from models.enums import Choice
from tests.approvals.commands.data_subject import EMAIL, GROUND, LATER, NAME, ended_dossier
from tests.builders import NOW, Country, a_country, a_dossier, decide_as, pass_gate


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def erase_nominee(country: Country, dossier: Dossier, ground: str = GROUND) -> Erase:
    return Erase(
        ground=ground,
        approved_by_id=country["administrator"].id,
        nominee_id=dossier.nominee_id,
    )


def test_erasing_twice_is_erasing_once(session: Session, country: Country, tmp_path: Path) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    wish = erase_nominee(country, dossier)
    first = erase(session, wish, now=LATER)
    session.flush()
    seq = dossier.last_seq
    assert erase(session, wish, now=LATER + timedelta(days=1)) == first
    assert dossier.last_seq == seq


def test_a_dossier_under_review_keeps_its_texts(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    with pytest.raises(StillUnderReview) as refused:
        erase(session, erase_nominee(country, dossier), now=LATER)
    assert refused.value.facts == {"dossier": dossier.code}


def test_what_may_be_taken_back_keeps_its_texts_for_the_hour(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    decide_as(session, dossier, Choice.REJECT, reason="Chưa đủ")
    wish = erase_nominee(country, dossier)
    with pytest.raises(MayStillBeUndone):
        erase(session, wish, now=NOW + timedelta(minutes=59))
    assert erase(session, wish, now=NOW + timedelta(hours=1)).nominee_id == dossier.nominee_id


@pytest.mark.parametrize(
    ("ground", "refusal"),
    [
        (" ", GroundNeeded),
        (f"Tôi, {NAME}, yêu cầu.", NamesThePerson),
        (f"Thư của {EMAIL.upper()}", NamesThePerson),
    ],
)
def test_the_ground_is_there_and_does_not_name_them(
    session: Session,
    country: Country,
    tmp_path: Path,
    ground: str,
    refusal: type[Exception],
) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    with pytest.raises(refusal):
        erase(session, erase_nominee(country, dossier, ground), now=LATER)
