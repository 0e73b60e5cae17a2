"""A bloc's year as its members live it, for tests of what the record and the pages say."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.administer import add_bloc_member
from approvals.commands.bloc.add_report_file import AddReportFile, add_report_file
from approvals.commands.bloc.answer_matter import AnswerMatter, answer_matter
from approvals.commands.bloc.cast_vote import CastVote, cast_vote
from approvals.commands.bloc.close_report import close_report
from approvals.commands.bloc.close_vote import CloseVote, close_vote
from approvals.commands.bloc.draft_report import DraftReport
from approvals.commands.bloc.elect import Elect, elect
from approvals.commands.bloc.open_registration import OpenRegistration, open_registration
from approvals.commands.bloc.open_reports import OpenReports, open_reports
from approvals.commands.bloc.open_vote import OpenVote, open_vote
from approvals.commands.bloc.register import Register, register
from approvals.commands.bloc.send_report import SendReport, send_report
from approvals.commands.bloc.sign_agreement import SignAgreement, sign_agreement
from approvals.commands.bloc.unregister import Unregister, unregister
from approvals.commands.bloc.write_agreement import WriteAgreement, write_agreement
from approvals.queries.bloc import reports
from models.bloc_year import Recommendation
from models.enums import BlocRole, NomineeKind, Office, ReportPeriod
from tests.builders import BLOC, MINISTRY, NOW, TODAY, Country, a_person_in

INSPECTORATE = "thanh-tra-chinh-phu"  # the bloc's head this year


def with_inspector(session: Session, country: Country) -> Country:
    """The head of the body that heads the bloc, besides whoever the builders know."""
    office = Office.HEAD
    a_person_in(session, country, "inspector", "Doãn Văn Rạng", INSPECTORATE, office)
    return country


def one_more_member(session: Session, country: Country, slug: str) -> str:
    """With a head, by whose short name they vote."""
    bloc, member = country.bodies[BLOC].slug, BlocRole.MEMBER
    add_bloc_member(
        session, bloc_slug=bloc, member_slug=slug, year=TODAY.year, role=member, now=NOW
    )
    a_person_in(session, country, "minister_too", "Mai Văn Thuế", slug, Office.HEAD)
    return "minister_too"


def by(country: Country, name: str, year: int = TODAY.year) -> dict[str, Any]:
    """Somebody acts in the bloc's year."""
    return {
        "bloc_id": country.bodies[BLOC].id,
        "year": year,
        "by_person_id": country[name].id,
    }


def id_of(country: Country, slug: str) -> UUID:
    return country.bodies[slug].id


def a_vote(session: Session, country: Country, *candidates: str) -> Recommendation:
    """On the Government's emulation flag; both members unless said otherwise."""
    ids = [id_of(country, slug) for slug in candidates or (MINISTRY, INSPECTORATE)]
    command = OpenVote(**by(country, "bloc_head"), award_code="co-cp", candidate_ids=ids)
    return open_vote(session, command, now=NOW)


def votes(
    session: Session, country: Country, vote: Recommendation, name: str, slug: str, **choices: bool
) -> None:
    """`ministry=True, inspectorate=False`; nobody votes on their own body."""
    named = {"ministry": MINISTRY, "inspectorate": INSPECTORATE}
    command = CastVote(
        **by(country, name),
        recommendation_id=vote.id,
        member_id=id_of(country, slug),
        choices={id_of(country, named[one]): yes for one, yes in choices.items()},
    )
    cast_vote(session, command, now=NOW)


def a_whole_year(session: Session, country: Country, folder: Path) -> None:
    """Every event there is of a bloc's year."""
    with_inspector(session, country)
    ministry = id_of(country, MINISTRY)
    written = WriteAgreement(**by(country, "bloc_head"), text="Thi đua", dated_on=TODAY)
    write_agreement(session, written, now=NOW)
    sign_agreement(session, SignAgreement(**by(country, "minister"), member_id=ministry), now=NOW)
    until = OpenRegistration(**by(country, "bloc_head"), until=TODAY + timedelta(days=9))
    open_registration(session, until, now=NOW)
    wish = Register(
        **by(country, "alice"),
        member_id=ministry,
        award_code="bk-ttg",
        kind=NomineeKind.INDIVIDUAL,
        name="Cao Thị Quỳnh",
    )
    entered = register(session, wish, now=NOW)
    unregister(session, Unregister(**by(country, "alice"), registration_id=entered.id), now=NOW)
    _vote(session, country)
    _report(session, country, folder)
    election = Elect(
        **by(country, "bloc_head"),
        held_on=TODAY,
        votes_cast=2,
        head_id=ministry,
        head_votes=2,
        deputy_id=id_of(country, INSPECTORATE),
        deputy_votes=1,
    )
    elect(session, election, now=NOW)


def _vote(session: Session, country: Country) -> None:
    third = one_more_member(session, country, "bo-tai-chinh")
    vote = a_vote(session, country, MINISTRY, INSPECTORATE)
    votes(session, country, vote, "minister", MINISTRY, inspectorate=True)
    votes(session, country, vote, "inspector", INSPECTORATE, ministry=True)
    votes(session, country, vote, third, "bo-tai-chinh", ministry=True, inspectorate=True)
    closing = CloseVote(
        **by(country, "bloc_head"),
        recommendation_id=vote.id,
        leader_id=id_of(country, MINISTRY),
        note="Bốc thăm",
    )
    close_vote(session, closing, now=NOW)


def _report(session: Session, country: Country, folder: Path) -> None:
    asking = OpenReports(**by(country, "bloc_head"), period=ReportPeriod.YEAR, due_on=TODAY)
    asked = open_reports(session, asking, now=NOW)
    own = {**by(country, "alice"), "round_id": asked.id, "member_id": id_of(country, MINISTRY)}
    sections: dict[str, Any] = {"results": "Tốt", "obstacles": "Thiếu", "proposals": "Sửa đổi"}
    send_report(session, SendReport(**own, **sections), now=NOW)
    file = AddReportFile(**own, name="a.pdf", content=b"%PDF-1.7 x")
    add_report_file(session, file, folder=folder, limit_mb=1, now=NOW)
    final = DraftReport(**by(country, "bloc_head"), round_id=asked.id, **sections)
    close_report(session, final, now=NOW)
    session.flush()
    matter, _ = reports.matters_of(session, [asked.id])
    answer = AnswerMatter(
        matter_id=matter.id, by_person_id=country["secretariat"].id, answer="Đã ghi nhận"
    )
    answer_matter(session, answer, now=NOW)
