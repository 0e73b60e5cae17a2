"""A day in the past: what the tables count is what was true, and what the events tell."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, select

from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.survey import survey
from approvals.commands.undo import Undo, undo
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.history.dossier_then import DossierThen
from approvals.history.looking_back import told
from approvals.history.past_day import count, counted_at, dashboard_at
from approvals.history.replay import states
from approvals.queries.past_day import Counts
from approvals.queries.stuck import Scope, figures
from approvals.queries.visibility import viewer_of
from core.clock import local_date
from core.refusal import Refusal
from models.dossiers import Dossier
from models.enums import Choice, DossierState
from tests.builders import (
    NOW,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    pass_gate,
    the_gate,
)

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def folded(pasts: Sequence[Sequence[DossierThen]], moment: datetime) -> Counts:
    """The same figures from what every dossier was after each of its events."""
    counts = Counts()
    for past in pasts:
        if by_then := [then for then in past if then.at <= moment]:
            count(counts, by_then[-1], moment)
    return counts


def test_at_any_moment_of_a_random_history_it_says_what_the_events_say(session: Session) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- a history, no secret
    country = a_country(session, council=1)
    moments = list(a_history(session, country, chance))
    dossier_ids = session.exec(select(Dossier.id)).all()
    pasts = [list(states(told(session, dossier_id))) for dossier_id in dossier_ids]
    for moment in (moments[0] - HOUR, *moments, moments[-1] + 400 * HOUR):
        assert counted_at(session, moment) == folded(pasts, moment), moment


def a_history(session: Session, country: Country, chance: random.Random) -> Iterator[datetime]:
    """Dossiers come in, are decided, taken back, returned, sent again, withdrawn."""
    dossiers: list[Dossier] = []
    now = NOW
    for step in range(30):
        now += chance.choice([31 * MINUTE, 2 * HOUR, 5 * HOUR, 60 * HOUR])  # after what was undone
        if step < 3 or chance.random() < 0.1:
            dossiers.append(a_dossier(session, country, number=f"{step}/TTr", now=now))
        else:
            try:
                a_change(session, country, chance.choice(dossiers), chance, now)
            except Refusal:
                continue
        yield from (now - timedelta(microseconds=1), now, now + 15 * MINUTE)


def a_change(
    session: Session, country: Country, dossier: Dossier, chance: random.Random, now: datetime
) -> None:
    alice = country["alice"].id
    match dossier.state:
        case DossierState.UNDER_REVIEW if chance.random() < 0.05:
            withdraw(session, Withdraw(dossier_id=dossier.id, person_id=alice), now=now)
        case DossierState.UNDER_REVIEW:
            (asked, person), *_ = active(session, dossier)
            choice = chance.choice([Choice.PASS, Choice.PASS, Choice.RETURN, Choice.REJECT])
            decide_as(session, dossier, choice, now=now)
            if chance.random() < 0.5:
                taken = Undo(assignment_id=asked.id, person_id=person.id)
                undo(session, taken, now=now + 30 * MINUTE)
        case DossierState.RETURNED:
            sent = Resubmit(dossier_id=dossier.id, person_id=alice, note="Đã bổ sung")
            resubmit(session, sent, now=now)


def test_now_it_says_what_the_dashboard_says(session: Session) -> None:
    country = a_country(session, council=1)
    overdue, back, done = (a_dossier(session, country, number=f"{n}/TTr") for n in range(3))
    decide_as(session, back, Choice.RETURN, reason="Thiếu xác nhận")
    pass_gate(session, done)
    pass_gate(session, done)
    due = the_gate(session, overdue).due_at
    assert due is not None
    for now in (NOW, due - MINUTE, due):
        viewer = viewer_of(session, country["auditor"].id, on=local_date(now))
        assert viewer is not None
        survey(session, now=now)
        live, then = figures(session, viewer, Scope(), now=now), counted_at(session, now)
        for stage in live.stages:
            assert (
                then.of(DossierState.UNDER_REVIEW, stage.stage),
                then.overdue.get(stage.stage, 0),
                then.of(DossierState.RETURNED, stage.stage),
            ) == (stage.under_review, stage.overdue, stage.returned)


def test_it_names_whoever_held_the_oldest_then(session: Session) -> None:
    country = a_country(session, council=1)
    first = a_dossier(session, country, number="1/TTr", now=NOW - HOUR)
    a_dossier(session, country, number="2/TTr", now=NOW)
    pass_gate(session, first, now=NOW + HOUR)
    before = dashboard_at(session, NOW, since=NOW - 2 * HOUR).oldest
    after = dashboard_at(session, NOW + HOUR, since=NOW).oldest
    assert [(h.waiting.dossier.code[-1], h.holders[0].name) for h in before] == [
        ("1", "Trần Văn Bình"),
        ("2", "Trần Văn Bình"),
    ]
    assert [(h.waiting.dossier.code[-1], h.holders[0].name) for h in after] == [
        ("2", "Trần Văn Bình"),
        ("1", "Phạm Quang Cường"),
    ]


def test_it_counts_what_happened_that_day(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    (asked, person), *_ = active(session, dossier)
    decide_as(session, dossier)
    undo(session, Undo(assignment_id=asked.id, person_id=person.id), now=NOW + MINUTE)
    decide_as(session, dossier, Choice.REJECT, now=NOW + HOUR)
    happened = dashboard_at(session, NOW + 2 * HOUR, since=NOW).happened
    assert (happened.submitted, happened.decided, happened.taken_back) == (1, 3, 1)
    assert happened.ended == {DossierState.DECLINED: 1}
