"""Why a dossier does not move: each cause where it is the case, and the order of causes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.standing import Asked, Away, Standing, Usual
from approvals.domain.those_asked import MAIL_WITHIN, OPENED_WITHIN
from approvals.domain.why_stuck import CAUSES, ENGINE_WITHIN, changes_at, why_stuck
from approvals.domain.wording import plain
from core.language import translator
from models.enums import DossierState

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
LAN, MAI = Asked(name="Lan"), Asked(name="Mai")
THERE = Standing(now=NOW, state=DossierState.UNDER_REVIEW, since=NOW - timedelta(days=3))
MOVING = replace(THERE, due_on=date(2026, 11, 30), due_at=NOW + timedelta(days=7), asked=(LAN, MAI))
TOO_LONG = OPENED_WITHIN + timedelta(seconds=1)
LATE = replace(MOVING, due_on=date(2026, 11, 18), due_at=NOW - timedelta(days=4))
AWAY = Away(UUID(int=1), date(2026, 11, 25))
LONGER = replace(AWAY, until=date(2026, 11, 27))
UNOPENED = replace(MAI, asked_at=NOW - TOO_LONG)

# Each cause alone: where it is found, and what is said.
CASES = {
    "engine_not_running": (
        replace(MOVING, unheeded_since=NOW - ENGINE_WITHIN - timedelta(seconds=1)),
        "The engine has not looked at it since 23/11/2026 08:49 UTC.",
    ),
    "on_hold": (
        replace(MOVING, held_since=NOW - timedelta(days=2)),
        "It has been on hold since 21/11/2026 09:00 UTC.",
    ),
    "waiting_for_unit": (
        replace(MOVING, state=DossierState.RETURNED, asked=(), due_on=None, due_at=None),
        "It was returned; the unit has had it since 20/11/2026 09:00 UTC.",
    ),
    "consultation_missing": (
        replace(MOVING, unposted=True),
        "The council waits for a public consultation, and none was opened.",
    ),
    "consultation_running": (
        replace(MOVING, posted_until=date(2026, 12, 4), posting_over_at=NOW + timedelta(days=11)),
        "The public is consulted until 04/12/2026; the council votes after that.",
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
    "away_uncovered": (
        replace(
            MOVING,
            asked=(replace(LAN, away=AWAY), replace(MAI, away=LONGER)),
        ),
        "Lan, Mai: away until 27/11/2026, and nobody acts for them.",
    ),
    "opinion_awaited": (
        replace(MOVING, opinion_due_on=date(2026, 12, 7)),
        "Another body was asked for its opinion and has not answered; it has until 07/12/2026.",
    ),
    "quorum_short": (
        replace(LATE, short=2),
        "It was due on 18/11/2026, and the ballot lacks 2 votes of its quorum.",
    ),
    "opened_undecided": (
        replace(LATE, asked=(replace(LAN, opened=True), replace(MAI, opened=True))),
        "It was due on 18/11/2026; Lan, Mai opened it and did not decide.",
    ),
    "past_due": (LATE, "It was due on 18/11/2026."),
    "never_opened": (
        replace(MOVING, asked=(replace(LAN, asked_at=NOW - TOO_LONG, opened=True), UNOPENED)),
        "Not opened within five days of being asked: Mai.",
    ),
    "longer_than_95": (
        replace(MOVING, usual=Usual(timedelta(days=1), timedelta(days=2))),
        "It has been there for 3 days, longer than 95 of 100 dossiers at this gate.",
    ),
    "longer_than_85": (
        replace(MOVING, usual=Usual(timedelta(days=1), timedelta(days=5))),
        "It has been there for 3 days, longer than 85 of 100 dossiers at this gate.",
    ),
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
        replace(MOVING, usual=Usual(NOW - MOVING.since, timedelta(days=9))),
        replace(MOVING, unheeded_since=NOW - ENGINE_WITHIN),
        replace(MOVING, unheeded_since=NOW - 9 * ENGINE_WITHIN, in_line=True),
        replace(MOVING, asked=(replace(LAN, on_its_way_since=NOW - MAIL_WITHIN),)),
        replace(MOVING, asked=(replace(LAN, asked_at=NOW - OPENED_WITHIN),)),
        replace(MOVING, asked=(replace(LAN, asked_at=NOW - TOO_LONG, opened=True),)),
        *(
            replace(MOVING, state=state, asked=(), due_on=None, due_at=None)
            for state in (
                DossierState.AWARDED,
                DossierState.DECLINED,
                DossierState.WITHDRAWN,
                DossierState.REVOKED,
            )
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
        {"asked": (replace(UNOPENED, away=AWAY),)},
        {"asked": (UNOPENED,)},
        {"short": 0, "asked": (replace(UNOPENED, opened=True),)},
        {"asked": (UNOPENED,)},
        {"due_on": MOVING.due_on, "due_at": MOVING.due_at},
    ):
        everything = replace(everything, **cured)
        stuck = why_stuck(everything)
        assert stuck is not None
        told.append(stuck.cause.code)
    assert told == [
        "engine_not_running",
        "mail_failed",
        "mail_not_delivered",
        "away_uncovered",
        "quorum_short",
        "opened_undecided",
        "past_due",
        "never_opened",
    ]


MOMENTS = st.none() | st.timedeltas(timedelta(days=-20), timedelta(days=20)).map(NOW.__add__)
LENGTHS = st.timedeltas(timedelta(), timedelta(days=40))


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    return replace(
        MOVING,
        since=NOW - draw(LENGTHS),
        due_at=draw(MOMENTS),
        asked=tuple(
            Asked(
                name="Lan",
                on_its_way_since=draw(MOMENTS),
                unreachable=draw(st.booleans()),
                asked_at=draw(MOMENTS),
                opened=draw(st.booleans()),
                away=draw(st.sampled_from([None, None, AWAY])),
                away_changes_at=draw(MOMENTS),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        usual=draw(st.none() | st.builds(Usual, LENGTHS, LENGTHS)),
        unheeded_since=draw(MOMENTS),
        in_line=draw(st.booleans()),
    )


@given(at=standings(), data=st.data())
def test_nothing_changes_by_itself_before_it_is_said_to(at: Standing, data: st.DataObject) -> None:
    until = changes_at(at)
    assert until is None or until > NOW
    end = until or NOW + timedelta(days=90)
    moment = data.draw(st.datetimes(NOW.replace(tzinfo=None), end.replace(tzinfo=None)))
    later = replace(at, now=moment.replace(tzinfo=UTC))
    if later.now < end:
        assert _code(later) == _code(at)


@pytest.mark.parametrize(
    "at",
    [
        MOVING,
        replace(MOVING, usual=Usual(timedelta(days=4), timedelta(days=5))),
        replace(MOVING, asked=(replace(LAN, on_its_way_since=NOW),)),
        replace(MOVING, asked=(LAN, replace(MAI, asked_at=NOW))),
        replace(MOVING, unheeded_since=NOW - ENGINE_WITHIN + timedelta(seconds=20)),
    ],
)
def test_it_is_stuck_once_that_moment_comes(at: Standing) -> None:
    until = changes_at(at)
    assert until is not None
    assert _code(replace(at, now=until)) is not None


def _code(at: Standing) -> str | None:
    stuck = why_stuck(at)
    return stuck.cause.code if stuck else None
