"""Auditors' search: each filter finds what it says, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from approvals.commands.undo import Undo, undo
from approvals.domain.office_hours import outside_office_hours
from approvals.queries.audit_search import Decided, count, decisions
from approvals.queries.decision_filters import DecisionFilters, Said
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from models.dossiers import Dossier
from models.enums import Choice
from tests.approvals.commands.ministry import a_ministry
from tests.builders import (
    BLOC,
    BOARD,
    MINISTRY,
    NOW,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    pass_gate,
    the_gate,
)

ALL = DecisionFilters()


def found(session: Session, filters: DecisionFilters = ALL) -> Sequence[Decided]:
    return decisions(session, filters, limit=200).rows


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session, council=3)


@pytest.fixture
def dossier(session: Session, country: Country) -> Dossier:
    """The council is to vote, the minister to sign; alone in the tables."""
    return a_dossier(session, country, name="Cao Thị Quỳnh")


def test_one_row_a_decision_newest_first(session: Session, dossier: Dossier) -> None:
    for minute in range(3):
        decide_as(session, dossier, now=NOW + timedelta(minutes=minute))
    rows = found(session)
    assert [row.at for row in rows] == [NOW + timedelta(minutes=n) for n in (2, 1, 0)]
    assert {(row.code, row.nominee.name, row.judged_by.slug) for row in rows} == {
        (dossier.code, "Cao Thị Quỳnh", MINISTRY)
    }


def test_whoever_has_not_decided_is_no_row(session: Session, dossier: Dossier) -> None:
    assert (len(active(session, dossier)), found(session)) == (3, [])


def test_votes_are_told_when_the_ballot_is_over(session: Session, dossier: Dossier) -> None:
    decide_as(session, dossier, Choice.REJECT)
    assert [row.choice for row in found(session)] == [None]
    assert found(session, replace(ALL, said=Said.REJECT)) == []
    assert len(found(session, replace(ALL, said=Said.UNTOLD))) == 1
    pass_gate(session, dossier)
    assert [row.choice for row in found(session)].count(Choice.REJECT) == 1
    assert len(found(session, replace(ALL, said=Said.REJECT))) == 1
    assert found(session, replace(ALL, said=Said.UNTOLD)) == []


def test_a_secret_vote_is_told_never(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    rows = found(session)
    assert ({row.choice for row in rows}, {row.voted for row in rows}) == ({None}, {True})
    assert found(session, replace(ALL, said=Said.PASS)) == []


def test_people_are_found_without_diacritics_and_by_address(
    session: Session, dossier: Dossier
) -> None:
    pass_gate(session, dossier)
    for text in ("tran van binh", "Bình", "chair@bangvang.example"):
        assert [row.person.name for row in found(session, replace(ALL, person=text))] == [
            "Trần Văn Bình"
        ]
    assert found(session, replace(ALL, person="bangvang.example")) == []


def test_it_is_narrowed_to_bodies_awards_rules_and_dossiers(
    session: Session, country: Country, dossier: Dossier
) -> None:
    other = a_dossier(session, country, "cstdtq", number="2/TTr-BTP", name="Mai Văn Ất")
    decide_as(session, dossier)
    decide_as(session, other)
    both = {dossier.code, other.code}
    expected = {
        DecisionFilters(judged_by=MINISTRY): both,
        DecisionFilters(judged_by=BLOC): set(),
        DecisionFilters(nominated_by=MINISTRY): both,
        DecisionFilters(nominated_by=BOARD): set(),
        DecisionFilters(award="cstdtq"): {other.code},
        DecisionFilters(rule_set=dossier.rule_set_id): both,
        DecisionFilters(rule_set="nd0-1900"): set(),
        DecisionFilters(search="mai van at"): {other.code},
        DecisionFilters(search=dossier.code.lower()): {dossier.code},
        DecisionFilters(search="%"): set(),
    }
    seen = {filters: {row.code for row in found(session, filters)} for filters in expected}
    assert seen == expected


def test_days_are_those_of_the_offices_clock(session: Session, dossier: Dossier) -> None:
    evening = datetime(2024, 11, 27, 18, 0, tzinfo=UTC)  # 01:00 on the 28th in Hà Nội
    decide_as(session, dossier, now=evening)
    day = local_date(evening)
    assert day.day == 28
    assert len(found(session, replace(ALL, decided_from=day, decided_to=day))) == 1
    before = day - timedelta(days=1)
    assert found(session, replace(ALL, decided_to=before)) == []
    assert len(found(session, replace(ALL, decided_from=before))) == 1


def test_what_came_late_or_was_taken_back(session: Session, dossier: Dossier) -> None:
    due = the_gate(session, dossier).due_at
    assert due is not None
    decide_as(session, dossier, now=due)
    decide_as(session, dossier, now=due + timedelta(seconds=1))
    late = found(session, replace(ALL, overdue=True))
    assert [row.at for row in late] == [due + timedelta(seconds=1)]
    row = late[0]
    undo(session, Undo(assignment_id=row.assignment_id, person_id=row.by.id), now=row.at)
    assert [one.assignment_id for one in found(session, replace(ALL, undone=True))] == [
        row.assignment_id
    ]


def test_who_acted_for_whom(session: Session) -> None:
    ministry = a_ministry(session)
    dossier = ministry.dossier()
    assert found(session, replace(ALL, covered=True)) == []
    ministry.covers()
    ((assignment, _),) = active(session, dossier)
    ministry.decide(assignment, "deputy")
    (row,) = found(session, replace(ALL, covered=True))
    minister, deputy = ministry.country["minister"], ministry.country["deputy"]
    assert (row.person.id, row.by.id, row.covered) == (minister.id, deputy.id, True)
    for person in (minister, deputy):
        assert len(found(session, replace(ALL, person=person.email, covered=True))) == 1


OFFICE_HOURS = {
    datetime(2024, 11, 26, 2, 0, tzinfo=UTC): False,  # Tuesday, 09:00
    datetime(2024, 11, 26, 0, 0, tzinfo=UTC): False,  # 07:00
    datetime(2024, 11, 25, 23, 59, tzinfo=UTC): True,  # 06:59
    datetime(2024, 11, 26, 10, 59, tzinfo=UTC): False,  # 17:59
    datetime(2024, 11, 26, 11, 0, tzinfo=UTC): True,  # 18:00
    datetime(2024, 11, 30, 2, 0, tzinfo=UTC): True,  # Saturday
    datetime(2026, 1, 10, 2, 0, tzinfo=UTC): False,  # a Saturday that is worked
    datetime(2026, 1, 2, 2, 0, tzinfo=UTC): True,  # the Friday off for it
    datetime(2025, 1, 29, 2, 0, tzinfo=UTC): True,  # Tết
}


def test_the_database_knows_office_hours_as_the_rule_does(
    session: Session, dossier: Dossier
) -> None:
    (assignment, _), *_ = active(session, dossier)
    decide_as(session, dossier, person_id=assignment.person_id)
    for moment, outside in OFFICE_HOURS.items():
        assignment.decided_at = moment
        session.flush()
        (row,) = found(session)
        assert outside_office_hours(moment, vietnamese_calendar()) is outside, moment
        assert row.off_hours is outside, moment
        assert len(found(session, replace(ALL, off_hours=True))) == outside, moment


def test_pages_follow_each_other_and_are_counted(session: Session, dossier: Dossier) -> None:
    for minute in range(3):
        decide_as(session, dossier, now=NOW + timedelta(minutes=minute))
    first = decisions(session, ALL, limit=2)
    second = decisions(session, ALL, cursor=first.next, limit=2)
    again = decisions(session, ALL, cursor=second.previous, limit=2)
    assert [len(first.rows), len(second.rows), second.next] == [2, 1, None]
    assert again.rows == first.rows
    assert count(session, ALL) == 3
