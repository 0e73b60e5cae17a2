"""Somebody acts for somebody who is away: who may, where, on which days, and what it moves."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from approvals.commands.administer import add_seat
from approvals.commands.end_cover import end_cover
from approvals.domain.refusals.covering import (
    CoverIsAway,
    CoverNotFound,
    CoverOverlaps,
    CoverWithoutSeat,
    DecidedByAnother,
    NothingToCover,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries import gates
from approvals.queries.events import timeline
from core.clock import local_moment
from models.enums import Choice, GateState, Office
from tests.approvals.commands.ministry import A_WEEK, TODAY, Ministry, a_ministry
from tests.builders import (
    BLOC,
    MINISTRY,
    NOW,
    a_dossier,
    a_person_in,
    active,
)


@pytest.fixture
def ministry(session: Session) -> Ministry:
    return a_ministry(session)


def test_a_cover_decides_and_the_history_names_both(ministry: Ministry, session: Session) -> None:
    dossier = ministry.dossier()
    ministry.covers()
    ((assignment, holder),) = active(session, dossier)
    assert (holder.id, ministry.acting(dossier)) == (
        ministry.country["minister"].id,
        ministry.country["deputy"].id,
    )
    receipt = ministry.decide(assignment, "deputy")
    assert receipt.gate_state is GateState.PASSED
    decided = next(
        entry
        for entry in reversed(timeline(session, dossier.id))
        if entry.kind == "assignment.decided"
    )
    assert decided.actor_id == ministry.country["deputy"].id
    assert decided.facts["for"] == str(ministry.country["minister"].id)
    assert assignment.person_id == ministry.country["minister"].id
    assert assignment.decided_by_id == ministry.country["deputy"].id


def test_whoever_is_away_may_decide_all_the_same_and_the_first_wins(
    ministry: Ministry, session: Session
) -> None:
    first, second = ministry.dossier("1/TTr"), ministry.dossier("2/TTr")
    ministry.covers()
    ((assignment, _),) = active(session, first)
    ministry.decide(assignment, "minister")
    assert assignment.decided_by_id == ministry.country["minister"].id
    last = [e for e in timeline(session, first.id) if e.kind == "assignment.decided"][-1]
    assert last.facts["for"] is None
    ((assignment, _),) = active(session, second)
    ministry.decide(assignment, "deputy")
    assert ministry.decide(assignment, "deputy").repeated
    for choice in (Choice.PASS, Choice.REJECT):
        with pytest.raises(DecidedByAnother) as refused:
            ministry.decide(assignment, "minister", choice)
        assert refused.value.facts["person"] == "Mai Văn Rạng"


@pytest.mark.parametrize(("day", "may"), [(-1, False), (0, True), (6, True), (7, True), (8, False)])
def test_a_cover_holds_from_its_first_day_to_its_last(
    ministry: Ministry,
    session: Session,
    day: int,
    may: bool,  # noqa: FBT001 -- a row of a table
) -> None:
    dossier = ministry.dossier()
    begins = TODAY + timedelta(days=1)
    ministry.covers(starts_on=begins, ends_on=begins + A_WEEK)
    ((assignment, _),) = active(session, dossier)
    moment = local_moment(begins + timedelta(days=day), hour=9)
    if may:
        assert not ministry.decide(assignment, "deputy", now=moment).repeated
    else:
        with pytest.raises(AssignmentNotFound):
            ministry.decide(assignment, "deputy", now=moment)


def test_a_council_members_ballot_is_cast_by_nobody_else(
    ministry: Ministry, session: Session
) -> None:
    dossier = a_dossier(session, ministry.country)
    a_person_in(session, ministry.country, "other", "Võ Thị Sen", MINISTRY, Office.SECRETARY)
    acting = ministry.country["other"].id
    ministry.covers(
        absent_id=ministry.country["chair"].id,
        acting_id=acting,
        by_person_id=ministry.country["chair"].id,
    )
    chair = next(one for one, who in active(session, dossier) if who.name == "Trần Văn Bình")
    assert ministry.acting(dossier) is None
    with pytest.raises(AssignmentNotFound):
        ministry.decide(chair, "other")


def test_who_may_not_judge_a_dossier_does_not_do_so_for_others(
    ministry: Ministry, session: Session
) -> None:
    """Alice nominated it, the chair of the council judged it at the unit."""
    dossier = ministry.dossier()
    for name in ("alice", "chair"):
        entered = ministry.covers(acting_id=ministry.country[name].id)
        assert ministry.acting(dossier) is None
        end_cover(session, entered.id, by_person_id=ministry.country["minister"].id, now=NOW)


def test_nobody_judges_twice_by_acting_for_others(ministry: Ministry, session: Session) -> None:
    """Neither the deputy nor the minister, in whose name it was, judges it at a later stage."""
    dossier = ministry.dossier()
    ministry.covers()
    ((assignment, _),) = active(session, dossier)
    ministry.decide(assignment, "deputy")
    judged = {who for _, _, who in gates.judges(session, [dossier.id])}
    assert {ministry.country["deputy"].id, ministry.country["minister"].id} <= judged


def test_a_cover_for_one_body_holds_nowhere_else(ministry: Ministry, session: Session) -> None:
    country = ministry.country
    seat = {"body_slug": BLOC, "office": Office.HEAD, "valid_from": date(2020, 1, 1)}

    add_seat(session, email=country["minister"].email, now=NOW, **seat)  # type: ignore[arg-type]
    add_seat(session, email=country["deputy"].email, now=NOW, **seat)  # type: ignore[arg-type]
    dossier = ministry.dossier()
    entered = ministry.covers(body_ids=frozenset({country.bodies[BLOC].id}))
    assert ministry.acting(dossier) is None
    end_cover(session, entered.id, by_person_id=country["minister"].id, now=NOW)
    ministry.covers(body_ids=frozenset({country.bodies[MINISTRY].id}))
    assert ministry.acting(dossier) == country["deputy"].id


@pytest.mark.parametrize(
    ("by", "others", "refusal"),
    [
        ("deputy", {}, NotAllowedHere),
        ("alice", {}, NotAllowedHere),
        ("auditor", {}, NotAllowedHere),
        ("minister", {"acting_id": "dan"}, CoverWithoutSeat),
        ("alice", {"absent_id": "alice", "acting_id": "minister"}, NothingToCover),
        ("minister", {"body_ids": BLOC}, NothingToCover),
    ],
)
def test_who_may_not_be_set_or_set_it(
    ministry: Ministry, by: str, others: dict[str, str], refusal: type[Exception]
) -> None:
    country = ministry.country
    fields: dict[str, object] = {"by_person_id": country[by].id}
    for key, value in others.items():
        at = country.bodies.get(value)
        fields[key] = frozenset({at.id}) if at else country[value].id
    with pytest.raises(refusal):
        ministry.covers(**fields)


def test_the_secretariat_sets_and_ends_covers_for_anybody(
    ministry: Ministry, session: Session
) -> None:
    dossier = ministry.dossier()
    secretariat = ministry.country["secretariat"].id
    entered = ministry.covers(by_person_id=secretariat)
    assert ministry.acting(dossier) == ministry.country["deputy"].id
    ended = end_cover(session, entered.id, by_person_id=secretariat, now=NOW)
    assert (ended.ended_at, ended.ended_by_id) == (NOW, secretariat)
    assert ministry.acting(dossier) is None
    again = end_cover(session, entered.id, by_person_id=secretariat, now=NOW + A_WEEK)
    assert again.ended_at == NOW
    with pytest.raises(CoverNotFound):
        end_cover(session, entered.id, by_person_id=ministry.country["deputy"].id, now=NOW)


def test_covers_neither_overlap_nor_chain(ministry: Ministry, session: Session) -> None:
    country = ministry.country
    a_person_in(session, country, "third", "Võ Thị Sen", MINISTRY, Office.HEAD)
    ministry.covers()
    with pytest.raises(CoverOverlaps):
        ministry.covers(acting_id=country["third"].id)
    with pytest.raises(CoverIsAway):
        ministry.covers(
            absent_id=country["third"].id,
            acting_id=country["minister"].id,
            by_person_id=country["third"].id,
        )
