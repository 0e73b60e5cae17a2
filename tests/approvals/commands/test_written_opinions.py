"""Opinions of absent members: entered by the secretary, told to the member, counted as a vote."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from approvals.commands.enter_opinion import EnterOpinion, Scan, enter_opinion
from approvals.commands.open_envelopes import OpenEnvelopes, open_envelopes
from approvals.commands.strike_opinion import StrikeOpinion, strike_opinion
from approvals.domain.refusals.deciding import ChoiceNotOffered, GateAlreadyClosed, NotAllowedHere
from approvals.domain.refusals.filing import FileTypeNotAllowed
from approvals.domain.refusals.missing import GateNotFound
from approvals.domain.refusals.opinions import (
    BallotsOutstanding,
    CouncilsOnly,
    DatedAhead,
    EnvelopesMiscounted,
    NotAwaited,
    OpinionMissing,
    OpinionNotThere,
    OpinionSealed,
)
from approvals.queries import events, gates, opinions
from core.refusal import Refusal
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, EventKind, GateState, Stage
from models.gates import Assignment, Gate, WrittenOpinion
from tests.builders import (
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    pass_gate,
    the_gate,
)

OPEN, SECRET = "bk-bo", "bk-ttg"  # awards whose first gate is such a ballot


def duty_of(session: Session, country: Country, dossier: Dossier, name: str) -> Assignment:
    asked = gates.assignments_of(session, the_gate(session, dossier).id)
    return next(duty for duty, person in asked if person.id == country[name].id)


def enter(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    duty: Assignment,
    choice: Choice | None = Choice.PASS,
    *,
    by: str = "alice",
    folder: Path = Path("/nowhere"),
    **others: object,
) -> WrittenOpinion:
    command = EnterOpinion(
        assignment_id=duty.id,
        by_person_id=country[by].id,
        choice=choice,
        **{"dated_on": TODAY} | others,  # type: ignore[arg-type] # whatever a test says otherwise
    )
    return enter_opinion(session, command, folder=folder, limit_mb=1, now=NOW)


def strike(session: Session, country: Country, duty: Assignment, by: str) -> Assignment:
    command = StrikeOpinion(
        assignment_id=duty.id, person_id=country[by].id, reason="Không phải tôi"
    )
    return strike_opinion(session, command, now=NOW)


def open_all(session: Session, country: Country, gate: Gate, yes: int, no: int) -> Gate:
    command = OpenEnvelopes(
        gate_id=gate.id, by_person_id=country["alice"].id, in_favour=yes, against=no
    )
    return open_envelopes(session, command, now=NOW)


def test_an_absent_members_opinion_counts_as_their_vote(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    gate, duty = the_gate(session, dossier), duty_of(session, country, dossier, "member1")
    for name in ("chair", "member2", "member3"):
        decide_as(session, dossier, person_id=country[name].id)
    enter(session, country, duty, reason="Đồng ý như tờ trình", dated_on=TODAY - timedelta(days=2))
    assert gate.state is GateState.PASSED
    assert the_gate(session, dossier).stage is Stage.FINAL_AUTHORITY
    assert duty.state is AssignmentState.DECIDED
    entered = next(
        entry
        for entry in events.timeline(session, dossier.id)
        if entry.kind is EventKind.OPINION_ENTERED
    )
    assert (entered.actor_id, entered.facts["person"]) == (
        country["alice"].id,
        str(country["member1"].id),
    )
    assert entered.facts["dated_on"] == "2024-11-24"
    assert entered.texts == {"reason": "Đồng ý như tờ trình"}


def test_the_paper_may_be_kept_as_a_scan(session: Session, tmp_path: Path) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    duty = duty_of(session, country, dossier, "member1")
    paper = Scan(name="C:\\phieu.pdf", content=b"%PDF-1.7 phieu")
    opinion = enter(session, country, duty, folder=tmp_path, scan=paper)
    assert (opinion.scan_name, opinion.scan_media_type) == ("phieu.pdf", "application/pdf")
    assert [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()] == [paper.content]
    other = duty_of(session, country, dossier, "member2")
    with pytest.raises(FileTypeNotAllowed):
        enter(session, country, other, folder=tmp_path, scan=Scan(name="a.exe", content=b"MZ"))


@pytest.mark.parametrize("who", ["chair", "minister", "member2", "auditor"])
def test_only_the_secretary_and_the_secretariat_enter_opinions(session: Session, who: str) -> None:
    country = a_country(session)
    duty = duty_of(session, country, a_dossier(session, country, OPEN), "member1")
    with pytest.raises(NotAllowedHere):
        enter(session, country, duty, by=who)
    with pytest.raises(GateNotFound):
        enter(session, country, duty, by="dan")
    enter(session, country, duty, by="secretariat")


@pytest.mark.parametrize(
    ("award", "wrong", "refusal"),
    [
        (OPEN, {"choice": None}, OpinionMissing),
        (OPEN, {"choice": Choice.RETURN}, ChoiceNotOffered),
        (OPEN, {"dated_on": TODAY + timedelta(days=1)}, DatedAhead),
        (SECRET, {"choice": Choice.PASS}, OpinionSealed),
    ],
)
def test_what_does_not_fit_the_ballot_is_refused(
    session: Session, award: str, wrong: dict[str, object], refusal: type[Refusal]
) -> None:
    country = a_country(session)
    duty = duty_of(session, country, a_dossier(session, country, award), "member1")
    with pytest.raises(refusal):
        enter(session, country, duty, **wrong)  # type: ignore[arg-type]


def test_nobody_votes_twice_in_person_and_in_writing(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    duty = duty_of(session, country, dossier, "member1")
    decide_as(session, dossier, person_id=country["member1"].id)
    with pytest.raises(NotAwaited):
        enter(session, country, duty)
    pass_gate(session, dossier)
    with pytest.raises(GateAlreadyClosed):
        enter(session, country, duty)
    signing = active(session, dossier)[0][0]
    with pytest.raises(CouncilsOnly):
        enter(session, country, signing)


@pytest.mark.parametrize("by", ["member1", "alice"])
def test_a_struck_opinion_counts_no_more_and_the_member_is_asked_again(
    session: Session, by: str
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    gate, duty = the_gate(session, dossier), duty_of(session, country, dossier, "member1")
    enter(session, country, duty, Choice.REJECT)
    with pytest.raises(NotAllowedHere):
        strike(session, country, duty, "member2")
    anew = strike(session, country, duty, by)
    assert duty.state is AssignmentState.UNDONE
    assert (anew.person_id, anew.state) == (duty.person_id, AssignmentState.ACTIVE)
    assert gates.tallies(session, [gate])[gate.id].no == 0
    with pytest.raises(OpinionNotThere):
        strike(session, country, duty, by)
    decide_as(session, dossier, person_id=country["member1"].id)
    assert gates.tallies(session, [gate])[gate.id].yes == 1
    assert [
        entry.actor_id
        for entry in events.timeline(session, dossier.id)
        if entry.kind is EventKind.OPINION_STRUCK
    ] == [country[by].id]


def test_a_settled_gate_keeps_its_opinions(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    duty = duty_of(session, country, dossier, "member1")
    enter(session, country, duty)
    pass_gate(session, dossier)
    with pytest.raises(GateAlreadyClosed):
        strike(session, country, duty, "member1")


def test_sealed_envelopes_are_opened_together_once_all_others_have_voted(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, SECRET)
    gate = the_gate(session, dossier)
    for name in ("member1", "member2"):
        enter(session, country, duty_of(session, country, dossier, name), None)
    with pytest.raises(BallotsOutstanding):
        open_all(session, country, gate, 2, 0)
    for name in ("chair", "member3", "member4"):
        decide_as(session, dossier, person_id=country[name].id)
    assert the_gate(session, dossier) == gate
    for yes, no in ((1, 0), (2, 1), (3, -1)):
        with pytest.raises(EnvelopesMiscounted):
            open_all(session, country, gate, yes, no)
    assert open_all(session, country, gate, 1, 1).state is GateState.PASSED
    history = events.timeline(session, dossier.id)
    settled = next(entry for entry in history if entry.kind is EventKind.GATE_SETTLED)
    assert (settled.facts["members"], settled.facts["yes"], settled.facts["no"]) == (5, 4, 1)
    opened = next(entry for entry in history if entry.kind is EventKind.ENVELOPES_OPENED)
    assert opened.facts == {"gate": "unit:1", "envelopes": 2}
    with pytest.raises(GateAlreadyClosed):
        open_all(session, country, gate, 1, 1)


def test_there_must_be_envelopes_to_open(session: Session) -> None:
    country = a_country(session)
    for number, award in enumerate((OPEN, SECRET)):
        dossier = a_dossier(session, country, award, number=f"{number}/TTr")
        with pytest.raises(OpinionNotThere):
            open_all(session, country, the_gate(session, dossier), 0, 0)


def test_an_envelope_may_be_struck_while_it_is_sealed(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, SECRET)
    gate, duty = the_gate(session, dossier), duty_of(session, country, dossier, "member1")
    enter(session, country, duty, None)
    assert opinions.count_at(session, gate.id) == 1
    strike(session, country, duty, "member1")
    assert opinions.count_at(session, gate.id) == 0
    pass_gate(session, dossier)
    assert gate.state is GateState.PASSED
