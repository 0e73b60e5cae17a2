"""What a bloc does in its year: who may, when, and what comes of it. Votes: test_bloc_votes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from approvals.commands.bloc.close_report import close_report
from approvals.commands.bloc.draft_report import DraftReport
from approvals.commands.bloc.elect import Elect, elect
from approvals.commands.bloc.open_registration import OpenRegistration, open_registration
from approvals.commands.bloc.open_reports import OpenReports, open_reports
from approvals.commands.bloc.register import Register, register
from approvals.commands.bloc.send_report import SendReport, send_report
from approvals.commands.bloc.sign_agreement import SignAgreement, sign_agreement
from approvals.commands.bloc.write_agreement import WriteAgreement, write_agreement
from approvals.commands.erase import Erase, erase
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.refusals import blocs as refused
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries.bloc import registrations, reports, years
from approvals.queries.dossiers import nominee_of
from approvals.queries.events import timeline
from approvals.queries.journal import JOURNAL
from approvals.queries.visibility import viewer_of
from models.bodies import Body
from models.dossiers import Dossier
from models.enums import BlocRole, MatterKind, NomineeKind, ReportPeriod
from tests.bloc_year import (
    INSPECTORATE,
    by,
    id_of,
    with_inspector,
)
from tests.builders import BLOC, MINISTRY, NOW, TODAY, Country, a_country, a_dossier

YEAR = TODAY.year


@pytest.fixture
def country(session: Session) -> Country:
    return with_inspector(session, a_country(session))


def election(country: Country, name: str = "inspector", **others: object) -> Elect:
    fields: dict[str, object] = {
        "held_on": TODAY,
        "votes_cast": 2,
        "head_id": id_of(country, MINISTRY),
        "head_votes": 2,
        "deputy_id": id_of(country, INSPECTORATE),
        "deputy_votes": 2,
    } | others
    return Elect(**by(country, name), **fields)  # type: ignore[arg-type]


def test_an_election_makes_next_years_members_with_their_new_roles(
    session: Session, country: Country
) -> None:
    elect(session, election(country), now=NOW)
    bloc = id_of(country, BLOC)
    roles = {one.member_id: one.role for one in years.memberships(session, bloc, YEAR + 1)}
    assert roles == {
        id_of(country, MINISTRY): BlocRole.HEAD,
        id_of(country, INSPECTORATE): BlocRole.DEPUTY,
    }
    with pytest.raises(refused.AlreadyElected):
        elect(session, election(country), now=NOW)


def test_an_election_is_entered_by_the_heads_desk_and_must_add_up(
    session: Session, country: Country
) -> None:
    with pytest.raises(NotAllowedHere):
        elect(session, election(country, "minister"), now=NOW)
    with pytest.raises(refused.ElectionMiscounted):
        elect(session, election(country, votes_cast=3), now=NOW)
    with pytest.raises(refused.OneBodyTwice):
        elect(session, election(country, deputy_id=id_of(country, MINISTRY)), now=NOW)
    with pytest.raises(refused.MemberUnknown):
        elect(session, election(country, head_id=id_of(country, "bo-tai-chinh")), now=NOW)


def test_members_heads_sign_and_then_the_text_stands(session: Session, country: Country) -> None:
    signing = SignAgreement(**by(country, "minister"), member_id=id_of(country, MINISTRY))
    with pytest.raises(refused.AgreementMissing):
        sign_agreement(session, signing, now=NOW)
    text = WriteAgreement(**by(country, "bloc_head"), text="Thi đua", dated_on=TODAY)
    write_agreement(session, text, now=NOW)
    write_agreement(session, replace(text, text="Thi đua tốt"), now=NOW)
    signed = sign_agreement(session, signing, now=NOW)
    assert sign_agreement(session, signing, now=NOW + timedelta(days=1)) == signed
    with pytest.raises(refused.AgreementSettled):
        write_agreement(session, text, now=NOW)
    with pytest.raises(NotAllowedHere):  # a secretary does not sign
        sign_agreement(session, replace(signing, by_person_id=country["alice"].id), now=NOW)


def a_wish(country: Country, **others: object) -> Register:
    fields: dict[str, object] = {
        "member_id": id_of(country, MINISTRY),
        "award_code": "bk-bo",
        "kind": NomineeKind.INDIVIDUAL,
        "name": "Cao Thị Quỳnh",
    } | others
    return Register(**by(country, "alice"), **fields)  # type: ignore[arg-type]


def in_bloc(session: Session, country: Country, dossier: Dossier) -> Body | None:
    nominee, filed_by = nominee_of(session, dossier), id_of(country, MINISTRY)
    return registrations.registered_in(session, dossier, nominee, filed_by=filed_by, year=YEAR)


def test_members_register_until_the_last_day_and_a_nomination_then_fits(
    session: Session, country: Country
) -> None:
    with pytest.raises(refused.RegistrationNotOpen):
        register(session, a_wish(country), now=NOW)
    until = OpenRegistration(**by(country, "bloc_head"), until=TODAY)
    open_registration(session, until, now=NOW)
    dossier = a_dossier(session, country)
    assert in_bloc(session, country, dossier) is None
    register(session, a_wish(country), now=NOW)
    session.flush()
    assert in_bloc(session, country, dossier) == country.bodies[BLOC]
    with pytest.raises(refused.RegistrationOver):
        register(session, a_wish(country), now=NOW + timedelta(days=1))


def test_whoever_may_not_see_a_dossier_learns_no_code_of_it(
    session: Session, country: Country
) -> None:
    dossier, member = a_dossier(session, country), id_of(country, MINISTRY)
    codes = {}
    for name in ("alice", "inspector"):
        viewer = viewer_of(session, country[name].id, on=TODAY)
        assert viewer is not None
        [wish] = registrations.nominated(session, viewer, member, YEAR)
        codes[name] = wish.code
    assert codes == {"alice": dossier.code, "inspector": ""}


def sections(**said: str) -> dict[str, Any]:
    return {"results": "Tốt", "obstacles": "", "proposals": ""} | said


def test_reports_are_asked_for_sent_merged_and_sent_up(session: Session, country: Country) -> None:
    asking = OpenReports(
        **by(country, "bloc_head"), period=ReportPeriod.HALF_YEAR, due_on=TODAY + timedelta(days=9)
    )
    asked = open_reports(session, asking, now=NOW)
    with pytest.raises(refused.ReportAlreadyAsked):
        open_reports(session, asking, now=NOW)
    owing = reports.missing(session, due_by=asked.due_on)
    assert {body.slug for _, body in owing} == {MINISTRY, INSPECTORATE}
    own = {**by(country, "alice"), "round_id": asked.id, "member_id": id_of(country, MINISTRY)}
    with pytest.raises(refused.ResultsMissing):
        send_report(session, SendReport(**own, **sections(results=" ")), now=NOW)
    send_report(session, SendReport(**own, **sections()), now=NOW)
    sent = send_report(session, SendReport(**own, **sections(obstacles="Thiếu người")), now=NOW)
    assert sent.obstacles == "Thiếu người"
    owing = reports.missing(session, due_by=asked.due_on)
    assert {body.slug for _, body in owing} == {INSPECTORATE}
    final = sections(obstacles="Thiếu người\n\nThiếu kinh phí", proposals="Sửa tiêu chí")
    draft = DraftReport(**by(country, "bloc_head"), round_id=asked.id, **final)
    close_report(session, draft, now=NOW)
    session.flush()
    raised = [(one.kind, one.text) for one in reports.matters_of(session, [asked.id])]
    assert raised == [
        (MatterKind.OBSTACLE, "Thiếu người"),
        (MatterKind.OBSTACLE, "Thiếu kinh phí"),
        (MatterKind.PROPOSAL, "Sửa tiêu chí"),
    ]
    with pytest.raises(refused.ReportClosed):
        send_report(session, SendReport(**own, **sections()), now=NOW)


def test_another_members_report_is_nobody_elses_to_send(session: Session, country: Country) -> None:
    asking = OpenReports(**by(country, "bloc_head"), period=ReportPeriod.YEAR, due_on=TODAY)
    asked = open_reports(session, asking, now=NOW)
    theirs = SendReport(
        **by(country, "alice"),
        round_id=asked.id,
        member_id=id_of(country, INSPECTORATE),
        **sections(),
    )
    with pytest.raises(NotAllowedHere):
        send_report(session, theirs, now=NOW)
    stranger = {**by(country, "dan"), "member_id": id_of(country, "bo-tai-chinh")}
    with pytest.raises(refused.MemberUnknown):
        send_report(session, SendReport(**stranger, round_id=asked.id, **sections()), now=NOW)


def test_a_bloc_is_seen_by_its_members_and_the_board(session: Session, country: Country) -> None:
    seen = {}
    for name in ("alice", "bloc_member", "auditor", "dan"):
        viewer = viewer_of(session, country[name].id, on=TODAY)
        assert viewer is not None
        seen[name] = [one.bloc.slug for one in years.blocs(session, viewer, YEAR)]
    assert seen == {"alice": [BLOC], "bloc_member": [BLOC], "auditor": [BLOC], "dan": []}


def test_who_was_registered_is_erased_with_the_nominee(session: Session, country: Country) -> None:
    until = OpenRegistration(**by(country, "bloc_head"), until=TODAY)
    open_registration(session, until, now=NOW)
    entered = register(session, a_wish(country), now=NOW)
    dossier = a_dossier(session, country)
    session.flush()
    wish = Withdraw(dossier_id=dossier.id, person_id=country["alice"].id, reason="Nhầm")
    withdraw(session, wish, now=NOW)
    erasing = Erase(
        ground="Theo yêu cầu",
        approved_by_id=country["administrator"].id,
        nominee_id=dossier.nominee_id,
    )
    erase(session, erasing, now=NOW + timedelta(days=1))
    session.refresh(entered)
    told = [one for one in timeline(session, JOURNAL) if "registration" in one.facts]
    assert (entered.name, [one.texts for one in told]) == ("", [{}])
