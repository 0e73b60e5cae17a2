"""What a gate asks, and what somebody has shown."""

from datetime import UTC, datetime, timedelta

import pytest

from approvals.domain.assurance import (
    asked_at,
    ensure_proved,
    proof_by_now,
    strictest,
    suffices,
)
from approvals.domain.refusals.proving import FreshCodeNeeded, LoginNeeded
from models.enums import Assurance, Proof
from tests.approvals.domain.builders import a_stage

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LINK, CODE, LOGIN = Assurance
ENOUGH = {
    Proof.LINK: {LINK},
    Proof.CODE: {LINK, CODE},
    Proof.PASSKEY: {LINK, CODE, LOGIN},
    Proof.OIDC: {LINK, CODE, LOGIN},
}


@pytest.mark.parametrize("proof", Proof)
@pytest.mark.parametrize("asked", Assurance)
def test_what_is_shown_must_reach_what_is_asked(proof: Proof, asked: Assurance) -> None:
    assert suffices(proof, asked) is (asked in ENOUGH[proof])


def test_who_shows_too_little_learns_what_is_asked() -> None:
    ensure_proved(Proof.OIDC, LOGIN)
    with pytest.raises(FreshCodeNeeded):
        ensure_proved(Proof.LINK, CODE)
    with pytest.raises(LoginNeeded):
        ensure_proved(Proof.CODE, LOGIN)


@pytest.mark.parametrize(
    ("proof", "minutes", "worth"),
    [
        (Proof.LINK, 0, Proof.LINK),
        (Proof.CODE, 10, Proof.CODE),
        (Proof.CODE, 10.1, Proof.LINK),
        (Proof.PASSKEY, 15, Proof.PASSKEY),
        (Proof.PASSKEY, 15.1, Proof.LINK),
        (Proof.OIDC, 15, Proof.OIDC),
        (Proof.OIDC, 600, Proof.LINK),
    ],
)
def test_a_proof_holds_for_minutes(proof: Proof, minutes: float, worth: Proof) -> None:
    proved_at = NOW - timedelta(minutes=minutes)
    assert proof_by_now(proof, proved_at, login_holds=timedelta(minutes=15), now=NOW) is worth


@pytest.mark.parametrize(
    ("asked", "waived", "holds"),
    [
        (LINK, False, LINK),
        (CODE, False, CODE),
        (LOGIN, False, LOGIN),
        (LINK, True, LINK),
        (CODE, True, CODE),
        (LOGIN, True, LINK),
    ],
)
def test_development_waives_logins_only(asked: Assurance, waived: bool, holds: Assurance) -> None:  # noqa: FBT001 -- a table
    assert asked_at(a_stage(assurance=asked), login_waived=waived) is holds


def test_several_gates_ask_for_the_most_that_one_asks() -> None:
    assert strictest([LINK, LOGIN, CODE]) is LOGIN
    assert strictest([LINK, CODE]) is CODE
    assert strictest([]) is LINK
