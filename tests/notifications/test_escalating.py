"""Who is told that a gate is overdue."""

from datetime import timedelta

from sqlmodel import Session

from models.enums import NomineeKind, Office, Stage
from notifications import announcing
from tests.builders import (
    BLOC,
    BOARD,
    MINISTRY,
    NOW,
    PRIME_MINISTER,
    a_country,
    a_dossier,
    a_person_in,
    pass_gate,
    the_gate,
)
from tests.notifications.test_announcing import a_signed_dossier, addresses, told


def test_an_overdue_gate_is_told_to_those_who_can_get_it_moving(session: Session) -> None:
    country = a_country(session, council=3)
    colleague = a_person_in(session, country, "min", "Dương Văn Minh", BOARD, Office.SECRETARIAT)
    dossier = a_dossier(session, country)
    gate = the_gate(session, dossier)

    ids = announcing.escalate(session, gate.id, now=NOW)

    people = (country["secretariat"], colleague, country["minister"])
    assert told(session, ids) == [("escalated", person.email) for person in people]
    assert announcing.escalate(session, gate.id, now=NOW + timedelta(days=3)) == []


def test_an_overdue_head_is_not_told_of_himself(session: Session) -> None:
    country = a_country(session)
    dossier = a_signed_dossier(session, country)

    ids = announcing.escalate(session, the_gate(session, dossier).id, now=NOW)

    assert told(session, ids) == [("escalated", country["secretariat"].email)]


def test_an_overdue_head_is_told_of_to_the_head_above(session: Session) -> None:
    country = a_country(session)
    between, top = country.bodies[BOARD], country.bodies[PRIME_MINISTER]
    country.bodies[MINISTRY].parent_id, between.parent_id = between.id, top.id
    dossier = a_signed_dossier(session, country)
    gate = the_gate(session, dossier)

    ids = announcing.escalate(session, gate.id, now=NOW)

    above = addresses(country, "secretariat", "board_head")
    assert told(session, ids) == [("escalated", address) for address in above]


def test_a_head_above_who_may_not_see_the_dossier_is_not_told(session: Session) -> None:
    country = a_country(session)
    country.bodies[BLOC].parent_id = country.bodies[BOARD].id
    country["bloc_head"].active = False
    dossier = a_dossier(session, country, "co-cp", kind=NomineeKind.COLLECTIVE)
    pass_gate(session, dossier)
    gate = the_gate(session, dossier)
    assert gate.stage is Stage.BLOC

    ids = announcing.escalate(session, gate.id, now=NOW)

    assert told(session, ids) == [("escalated", country["secretariat"].email)]
