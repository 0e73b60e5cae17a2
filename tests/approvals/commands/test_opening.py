"""Who is asked at a gate, and who is not."""

from sqlmodel import Session

from models.enums import Office
from tests.builders import (
    BOARD,
    a_country,
    a_dossier,
    a_person_in,
    active,
    pass_gate,
    the_gate,
)


def test_the_nominator_is_counted_in_the_council_but_does_not_vote(session: Session) -> None:
    country = a_country(session, council=5)
    dossier = a_dossier(session, country, email=country["member1"].email)
    asked = {person.id for _, person in active(session, dossier)}
    assert country["member1"].id not in asked
    assert the_gate(session, dossier).members == 5
    assert len(asked) == 4


def test_whoever_decided_earlier_is_not_asked_again(session: Session) -> None:
    country = a_country(session)
    other = a_person_in(session, country, "appraiser2", "Tạ Thị Uyên", BOARD, Office.APPRAISER)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    appraisers = {person.id for _, person in active(session, dossier)}
    assert len(appraisers) == 1
    assert appraisers <= {country["appraiser"].id, other.id}
