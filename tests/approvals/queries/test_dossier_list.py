"""The list of dossiers: only what a viewer may see, and all of that."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from approvals.commands.undo import Undo, undo
from approvals.domain.refusals.searching import ListTooLong
from approvals.queries import dossier_finding
from approvals.queries.dossier_filters import Filters, Trouble
from approvals.queries.dossier_list import Sort, dossiers, whole
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import AssignmentState, GateState, NomineeKind, Role, Stage
from models.gates import Assignment, Gate
from tests.builders import (
    MINISTRY,
    NOW,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    active,
    decide_as,
    pass_gate,
)
from tests.counting import statements
from tests.listing import listed, names, seen_by

LATER = NOW + timedelta(days=90)


def test_the_unit_and_the_board_see_it_and_another_ministry_does_not(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    for name in ("alice", "member1", "minister", "secretariat", "auditor", "administrator"):
        assert [row.dossier.code for row in listed(session, country, name)] == [dossier.code]
    for name in ("dan", "bloc_chair", "appraiser", "prime_minister"):
        assert listed(session, country, name) == []


def test_each_line_says_where_it_is_since_when_and_whose_turn_it_is(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "co-cp", kind=NomineeKind.COLLECTIVE)
    pass_gate(session, dossier, now=NOW + timedelta(hours=1))
    (row,) = listed(session, country)
    assert (row.gate.key, row.at.name) == ("bloc:1", country.bodies["khoi-noi-chinh"].name)
    assert row.since == NOW + timedelta(hours=1)
    assert row.route == tuple(Stage)
    asked = [person.name for _, person in active(session, dossier)]
    assert [person.name for person in row.holders.people] == asked
    assert row.holders.count == len(asked)


def test_a_gate_that_was_taken_back_is_no_second_line(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-bo")
    pass_gate(session, dossier)
    (row,) = listed(session, country)
    decided = active(session, dossier)
    duty = session.exec(
        select(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(Assignment.state == AssignmentState.DECIDED, Gate.dossier_id == dossier.id)
        .order_by(col(Assignment.decided_at).desc(), col(Assignment.id).desc())
    ).first()
    assert duty is not None
    undo(session, Undo(assignment_id=duty.id, person_id=duty.person_id), now=NOW)
    assert [one.gate.key for one in listed(session, country)] == ["unit:1"]
    decide_as(session, dossier, person_id=duty.person_id)
    (again,) = listed(session, country)
    assert (again.gate.key, again.gate.id != row.gate.id) == (row.gate.key, True)
    assert len(active(session, dossier)) == len(decided)


def test_a_nominator_is_not_told_who_votes_elsewhere(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "co-cp", kind=NomineeKind.COLLECTIVE)
    pass_gate(session, dossier)
    (row,) = listed(session, country, "alice")
    assert (row.holders.people, row.holders.count) == ((), len(active(session, dossier)))
    for name in ("bloc_chair", "bloc_member"):
        held = Filters(holder_id=country[name].id)
        assert len(listed(session, country, only=held)) == 1
        assert listed(session, country, "alice", only=held) == []
    own = Filters(holder_id=country["bloc_member"].id)
    assert len(listed(session, country, "bloc_member", only=own)) == 1


def test_what_is_overdue_comes_first_and_what_has_ended_last(session: Session) -> None:
    country = a_country(session)
    ended = a_dossier(session, country, name="Hết", number="1/TTr")
    pass_gate(session, ended)
    pass_gate(session, ended)
    for name, days, number in (("Sau", 20, "2/TTr"), ("Trước", 0, "3/TTr"), ("Giữa", 10, "4/TTr")):
        a_dossier(session, country, name=name, number=number, now=NOW + timedelta(days=days))
    assert names(listed(session, country, sort=Sort.DUE)) == ["Trước", "Giữa", "Sau", "Hết"]
    assert names(listed(session, country, sort=Sort.CHANGED))[0] == "Sau"
    assert names(listed(session, country, sort=Sort.NAME)) == ["Giữa", "Hết", "Sau", "Trước"]


def test_people_are_sorted_by_given_name(session: Session) -> None:
    country = a_country(session)
    for number, name in enumerate(("Trần Văn Ân", "Lê Thị Đào", "Phan Văn An", "Bùi Thị Dung")):
        a_dossier(session, country, name=name, number=f"{number}/TTr")
    assert names(listed(session, country, sort=Sort.NAME)) == [
        "Phan Văn An",
        "Trần Văn Ân",
        "Bùi Thị Dung",
        "Lê Thị Đào",
    ]


@pytest.mark.parametrize("sort", list(Sort))
def test_a_walk_meets_each_dossier_once_though_others_come_in(session: Session, sort: Sort) -> None:
    country = a_country(session)
    a_submission(session, country, *[a_nomination(name=f"Nguyễn Văn {one}") for one in "ABCDEFG"])
    viewer, met, cursor = seen_by(session, country, "alice"), [], None
    for number in range(9):
        page = dossiers(session, viewer, Filters(), now=NOW, sort=sort, cursor=cursor, limit=3)
        met += [row.dossier.code for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
        a_dossier(session, country, number=f"{number}/TTr", name="Hồ Văn Aa")
    assert cursor is None
    assert len(met) == len(set(met))
    at_first = {f"HS-2024-{number:06d}" for number in range(1, 8)}
    assert at_first <= set(met)


@pytest.mark.parametrize("many", [1, 3, 30])
def test_a_page_takes_the_same_number_of_queries_however_long(session: Session, many: int) -> None:
    country = a_country(session)
    a_submission(session, country, *[a_nomination(name=f"Người {n}") for n in range(many)])
    viewer = seen_by(session, country, "secretariat")
    with statements(session.connection()) as sent:
        page = dossiers(session, viewer, Filters(), now=NOW)
    assert len(page.rows) == many
    assert len(sent) == 5  # how to plan, which, the rows, whose turn it is, the rules


def test_a_cursor_of_a_foreign_list_shows_nothing_foreign(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country, *[a_nomination(name=f"Người {n}") for n in range(4)])
    alices = dossiers(session, seen_by(session, country, "alice"), Filters(), now=NOW, limit=2)
    dan = seen_by(session, country, "dan")
    assert dossiers(session, dan, Filters(), now=NOW, cursor=alices.next).rows == []
    assert listed(session, country, "dan", only=Filters(submission_id=uuid7())) == []


def test_a_dossier_whose_decision_was_taken_back_is_listed_once(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-bo")
    pass_gate(session, dossier)
    decided = next(one for one in _decided(session, dossier) if one.role is Role.CHAIR)
    undo(session, Undo(assignment_id=decided.id, person_id=decided.person_id), now=NOW)
    pass_gate(session, dossier)
    (row,) = listed(session, country)
    assert (row.dossier.code, row.gate.state) == (dossier.code, GateState.OPEN)


def _decided(session: Session, dossier: Dossier) -> list[Assignment]:
    """The last word comes first."""
    found = session.exec(
        select(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(Gate.dossier_id == dossier.id, Assignment.state == AssignmentState.DECIDED)
        .order_by(col(Assignment.decided_at).desc(), col(Assignment.id).desc())
    )
    return list(found.all())


def test_all_of_a_list_comes_in_its_order_or_not_at_all(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country, *[a_nomination(name=f"Người {n}") for n in range(4)])
    viewer = seen_by(session, country, "alice")
    rows = list(whole(session, viewer, Filters(), now=NOW, sort=Sort.NAME, most=4))
    assert names(rows) == [f"Người {n}" for n in range(4)]
    with pytest.raises(ListTooLong):
        whole(session, viewer, Filters(), now=NOW, most=3)


def test_what_finds_many_is_searched_as_what_finds_few(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    country = a_country(session)
    a_submission(session, country, *[a_nomination(name=f"Nguyễn Văn {one}") for one in "ABC"])
    asked = [
        Filters(search="nguyen van"),
        Filters(search="109/ttr"),
        Filters(search="van b"),
        Filters(body=MINISTRY, campaign="nam-2024"),
        Filters(search="nguyen", body=MINISTRY),
        Filters(search="zebra", body=MINISTRY),
        Filters(trouble=Trouble.MAIL_REFUSED),
    ]
    few = [names(listed(session, country, only=only)) for only in asked]
    monkeypatch.setattr(dossier_finding, "_FEW", 1)
    assert [names(listed(session, country, only=only)) for only in asked] == few
    assert [len(found) for found in few] == [3, 3, 1, 3, 3, 0, 0]
