"""The invariants hold in a dossier's ordinary life, and find what breaks them."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from tests.builders import a_country, a_dossier, decide_as, pass_gate
from tests.faults.invariants import INVARIANTS

# Of mails, wake-ups and links nobody has told the engine yet.
_BEFORE_THE_ENGINE = {"mail about it", "hears of", "wake-up"}


@pytest.fixture
def judged(session: Session) -> Session:
    """One dossier that was awarded, one at its first gate with a vote."""
    country = a_country(session, council=3)
    done = a_dossier(session, country, "bk-bo")
    pass_gate(session, done)
    pass_gate(session, done)
    decide_as(session, a_dossier(session, country, "bk-bo", number="2/TTr"))
    session.flush()
    return session


def sentences_broken(session: Session) -> list[str]:
    return [
        one.sentence
        for one in INVARIANTS
        if session.execute(text(one.breaches)).first()
        and not any(part in one.sentence for part in _BEFORE_THE_ENGINE)
    ]


def test_they_hold_in_an_ordinary_life(judged: Session) -> None:
    assert sentences_broken(judged) == []


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ("DELETE FROM ballot", "one ballot"),
        ("UPDATE gate SET state = 'open', closed_at = NULL WHERE stage <> 'unit'", "settled at"),
        ("UPDATE dossier SET state = 'under_review', closed_at = NULL", "An award is given once"),
        ("UPDATE assignment SET state = 'closed' WHERE state = 'active'", "somebody who is asked"),
        ("UPDATE gate SET due_on = NULL, due_at = NULL WHERE state = 'open'", "due day"),
    ],
)
def test_what_is_broken_by_hand_is_found(judged: Session, harm: str, sentence: str) -> None:
    judged.execute(text("SET LOCAL session_replication_role = replica"))
    judged.execute(text(harm))
    assert any(sentence in one for one in sentences_broken(judged))
