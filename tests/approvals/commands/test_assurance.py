"""Deciding only with what a gate asks for, and keeping with the decision what was shown."""

import pytest
from sqlmodel import Session

from approvals.domain.refusals.proving import FreshCodeNeeded, LoginNeeded
from approvals.queries import events
from models.enums import DossierState, EventKind, Proof
from tests.approvals.stricter_rules import ask_for_codes
from tests.builders import TODAY, Country, a_country, a_dossier, decide_as, fresh, pass_gate


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


@pytest.mark.parametrize("proof", [Proof.LINK, Proof.CODE])
def test_the_final_authority_signs_in(session: Session, country: Country, proof: Proof) -> None:
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    with pytest.raises(LoginNeeded):
        decide_as(session, dossier, proof=proof)
    decide_as(session, dossier, proof=Proof.OIDC)
    assert fresh(session, dossier).state is DossierState.AWARDED


def test_a_gate_may_ask_for_a_fresh_code(session: Session, country: Country) -> None:
    ask_for_codes(session, on=TODAY)
    dossier = a_dossier(session, country)
    with pytest.raises(FreshCodeNeeded):
        decide_as(session, dossier, proof=Proof.LINK)
    decide_as(session, dossier, proof=Proof.CODE)


@pytest.mark.parametrize("proof", Proof)
def test_the_history_keeps_what_was_shown(session: Session, country: Country, proof: Proof) -> None:
    dossier = a_dossier(session, country)
    decide_as(session, dossier, proof=proof)
    [decided] = [
        entry
        for entry in events.timeline(session, dossier.id)
        if entry.kind is EventKind.ASSIGNMENT_DECIDED
    ]
    assert decided.facts["assurance"] == proof.value
