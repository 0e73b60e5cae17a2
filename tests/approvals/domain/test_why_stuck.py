"""Why a dossier does not move: each cause where it is the case, and the order of causes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from approvals.domain.why_stuck import (
    CAUSES,
    ENGINE_WITHIN,
    MAIL_WITHIN,
    Asked,
    Standing,
    why_stuck,
)
from approvals.domain.wording import plain
from core.language import translator
from models.enums import DossierState

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
LAN, MAI = Asked(name="Lan"), Asked(name="Mai")
MOVING = Standing(
    now=NOW,
    state=DossierState.UNDER_REVIEW,
    since=NOW - timedelta(days=3),
    due_on=date(2026, 11, 30),
    due_at=NOW + timedelta(days=7),
    asked=(LAN, MAI),
)
LATE = replace(MOVING, due_on=date(2026, 11, 18), due_at=NOW - timedelta(days=4))

# Each cause alone: where it is found, and what is said.
CASES = {
    "engine_not_running": (
        replace(MOVING, unheeded_since=NOW - ENGINE_WITHIN - timedelta(seconds=1)),
        "The engine has not looked at it since 23/11/2026 08:49 UTC.",
    ),
    "waiting_for_unit": (
        replace(MOVING, state=DossierState.RETURNED, asked=(), due_on=None, due_at=None),
        "It was returned; the unit has had it since 20/11/2026 09:00 UTC.",
    ),
    "envelopes_sealed": (
        replace(MOVING, asked=(), envelopes=2),
        "Everybody else has voted; envelopes that are to be opened: 2.",
    ),
    "seat_vacant": (
        replace(MOVING, asked=()),
        "Nobody who may judge is asked: a seat must be filled.",
    ),
    "mail_failed": (
        replace(MOVING, asked=(LAN, replace(MAI, unreachable=True))),
        "Mail does not reach Mai.",
    ),
    "mail_not_delivered": (
        replace(
            MOVING,
            asked=(replace(LAN, on_its_way_since=NOW - MAIL_WITHIN - timedelta(seconds=1)), MAI),
        ),
        "Mail to Lan left, and did not arrive within a day.",
    ),
    "quorum_short": (
        replace(LATE, short=2),
        "It was due on 18/11/2026, and the ballot lacks 2 votes of its quorum.",
    ),
    "past_due": (LATE, "It was due on 18/11/2026."),
}


@pytest.mark.parametrize("code", CASES)
def test_each_cause_is_found_and_says_so(code: str) -> None:
    at, sentence = CASES[code]
    stuck = why_stuck(at)
    assert stuck is not None
    assert (stuck.cause.code, stuck.sentence_in(str, plain)) == (code, sentence)


def test_every_cause_has_a_case() -> None:
    assert [cause.code for cause in CAUSES] == list(CASES)


@pytest.mark.parametrize("code", CASES)
def test_its_vietnamese_names_the_same_facts(code: str) -> None:
    at, _ = CASES[code]
    stuck = why_stuck(at)
    assert stuck is not None
    vietnamese = stuck.sentence_in(translator("vi").gettext, plain)
    assert vietnamese != stuck.sentence_in(str, plain)
    assert all(plain(fact) in vietnamese for fact in stuck.facts.values())


@pytest.mark.parametrize(
    "at",
    [
        MOVING,
        replace(MOVING, due_on=None, due_at=None),
        replace(MOVING, short=3),
        replace(MOVING, envelopes=1),
        replace(MOVING, unheeded_since=NOW - ENGINE_WITHIN),
        replace(MOVING, asked=(replace(LAN, on_its_way_since=NOW - MAIL_WITHIN),)),
        *(
            replace(MOVING, state=state, asked=(), due_on=None, due_at=None)
            for state in (DossierState.AWARDED, DossierState.DECLINED, DossierState.WITHDRAWN)
        ),
    ],
)
def test_what_moves_or_is_over_is_not_stuck(at: Standing) -> None:
    assert why_stuck(at) is None


def test_the_first_cause_is_told() -> None:
    """An empty seat is filled before anybody is reminded, whatever else is wrong."""
    everything = replace(
        LATE,
        asked=(replace(LAN, unreachable=True, on_its_way_since=NOW - 2 * MAIL_WITHIN),),
        short=1,
        unheeded_since=NOW - 2 * ENGINE_WITHIN,
    )
    told = []
    for cured in (
        {},
        {"unheeded_since": None},
        {"asked": (replace(LAN, on_its_way_since=NOW - 2 * MAIL_WITHIN),)},
        {"asked": (LAN,)},
        {"short": 0},
    ):
        everything = replace(everything, **cured)
        stuck = why_stuck(everything)
        assert stuck is not None
        told.append(stuck.cause.code)
    assert told == [
        "engine_not_running",
        "mail_failed",
        "mail_not_delivered",
        "quorum_short",
        "past_due",
    ]
