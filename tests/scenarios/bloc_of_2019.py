"""The internal-affairs bloc through 2019, by the commands people use: real bodies, invented people.

The eight members, their head and deputy are those of the bloc's half-year conference of 2019.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

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
from approvals.commands.bloc.write_agreement import WriteAgreement, write_agreement
from approvals.commands.submit import Nomination, Submit, submit
from approvals.queries import bodies
from approvals.queries.bloc.years import BlocYear, bloc_year_by_id
from cli.demo_country import enter_country, enter_seat
from core.clock import local_date, local_moment
from models.bloc_year import Recommendation, ReportRound
from models.bodies import Body, Person
from models.dossiers import Dossier
from models.enums import Choice, NomineeKind, Office, ReportPeriod
from models.rules import Campaign
from tests.builders import decide_as, pass_gate

YEAR = 2019
BLOC = "khoi-noi-chinh-trung-uong"
HEAD, DEPUTY = "vien-ksnd-toi-cao", "bo-cong-an"
_FIRST, _LAST = date(YEAR, 2, 18), date(YEAR, 12, 27)
_COUNCIL = (
    (Office.COUNCIL_CHAIR, "Trưởng"),
    (Office.COUNCIL_MEMBER, "Một"),
    (Office.SECRETARY, "Văn"),
)


@dataclass
class Bloc2019:
    """`now` is the moment of what is done next; `lists` numbers what members submit."""

    session: Session
    campaign: Campaign
    found: BlocYear
    now: datetime = field(default_factory=lambda: local_moment(_FIRST, 9))
    lists: Iterator[int] = field(default_factory=lambda: count(1))

    def on(self, month: int, day: int) -> None:
        self.now = local_moment(date(YEAR, month, day), 9)

    @property
    def members(self) -> list[str]:
        return [one.body.slug for one in self.found.members]

    def id_of(self, slug: str) -> UUID:
        member = self.found.named(slug)
        assert member is not None
        return member.body.id

    def holder(self, slug: str, office: Office = Office.HEAD) -> Person:
        body = bodies.body_by_slug(self.session, slug)
        assert body is not None
        return bodies.holders(self.session, office, on=local_date(self.now), body_id=body.id)[0]

    def acts(self, slug: str) -> dict[str, Any]:
        """The head of a member does something in the bloc's year."""
        person_id = self.holder(slug).id
        return {"bloc_id": self.found.bloc.id, "year": YEAR, "by_person_id": person_id}

    def own(self, slug: str) -> dict[str, Any]:
        return {**self.acts(slug), "member_id": self.id_of(slug)}

    def agree(self) -> None:
        text = "Thi đua hoàn thành xuất sắc nhiệm vụ năm 2019"
        command = WriteAgreement(**self.acts(HEAD), text=text, dated_on=local_date(self.now))
        write_agreement(self.session, command, now=self.now)
        for slug in self.members:
            sign_agreement(self.session, SignAgreement(**self.own(slug)), now=self.now)

    def register(self, award: str, kind: NomineeKind, count: int = 1) -> None:
        """Every member, by number."""
        until = OpenRegistration(**self.acts(HEAD), until=date(YEAR, 3, 31))
        open_registration(self.session, until, now=self.now)
        for slug in self.members:
            wish = Register(**self.own(slug), award_code=award, kind=kind, count=count)
            register(self.session, wish, now=self.now)

    def report(self, period: ReportPeriod, *missing: str) -> ReportRound:
        """All but the missing report; the head closes what was merged."""
        asking = OpenReports(**self.acts(HEAD), period=period, due_on=local_date(self.now))
        asked = open_reports(self.session, asking, now=self.now)
        for slug in self.members:
            if slug not in missing:
                said = SendReport(**self.own(slug), round_id=asked.id, results=f"{slug}: đạt")
                send_report(self.session, said, now=self.now)
        final = DraftReport(
            **self.acts(HEAD),
            round_id=asked.id,
            results="Các thành viên hoàn thành nhiệm vụ",
            obstacles="",
            proposals="Đổi mới thủ tục đề nghị, xét khen thưởng",
        )
        return close_report(self.session, final, now=self.now)

    def recommend(self, award: str, *in_favour_of: str) -> Recommendation:
        """Every member may be recommended; all vote for these alone, and none on itself."""
        everybody = [self.id_of(slug) for slug in self.members]
        opening = OpenVote(**self.acts(HEAD), award_code=award, candidate_ids=everybody)
        vote = open_vote(self.session, opening, now=self.now)
        for slug in self.members:
            choices = {
                self.id_of(other): other in in_favour_of for other in self.members if other != slug
            }
            ballot = CastVote(**self.own(slug), recommendation_id=vote.id, choices=choices)
            cast_vote(self.session, ballot, now=self.now)
        leader = self.id_of(in_favour_of[0])
        closing = CloseVote(
            **self.acts(HEAD), recommendation_id=vote.id, leader_id=leader, note="Bốc thăm"
        )
        return close_vote(self.session, closing, now=self.now)

    def elect(self, head: str, deputy: str) -> None:
        """For next year: the posts rotate."""
        votes = len(self.members)
        election = Elect(
            **self.acts(HEAD),
            held_on=local_date(self.now),
            votes_cast=votes,
            head_id=self.id_of(head),
            head_votes=votes,
            deputy_id=self.id_of(deputy),
            deputy_votes=votes - 1,
        )
        elect(self.session, election, now=self.now)

    def nominate(self, slug: str, award: str, *names: str, kind: NomineeKind) -> list[Dossier]:
        """A member's list of them, in its order."""
        nominations = tuple(
            Nomination(
                kind=kind,
                name=name,
                award_code=award,
                position="Vụ Tổng hợp" if kind is NomineeKind.INDIVIDUAL else "",
                achievements="Hoàn thành xuất sắc nhiệm vụ năm 2019.",
            )
            for name in names
        )
        command = Submit(
            body_id=self.id_of(slug),
            campaign_id=self.campaign.id,
            number=f"{next(self.lists)}/TTr",
            dated_on=local_date(self.now),
            submitted_by_id=self.holder(slug).id,
            nominations=nominations,
        )
        filed = submit(self.session, command, now=self.now)
        rows = select(Dossier).where(Dossier.submission_id == filed.id).order_by(Dossier.code)
        return list(self.session.exec(rows))

    def pass_gates(self, dossier: Dossier, times: int = 1) -> None:
        """A week lies between two gates."""
        for _ in range(times):
            self.now += timedelta(days=7)
            pass_gate(self.session, dossier, now=self.now)

    def decide(self, dossier: Dossier, choice: Choice, reason: str) -> None:
        """Whoever's turn it is."""
        decide_as(self.session, dossier, choice, reason=reason, now=self.now)


def the_bloc_of_2019(session: Session) -> Bloc2019:
    """The bodies and people of the examples; members without a council there are given one."""
    campaign = enter_country(session, first_day=_FIRST, today=_LAST, advance=lambda: None)
    bloc = bodies.body_by_slug(session, BLOC)
    assert bloc is not None
    year = Bloc2019(session, campaign, bloc_year_by_id(session, bloc.id, YEAR))
    for member in year.found.members:
        if not bodies.holders(session, Office.SECRETARY, on=_FIRST, body_id=member.body.id):
            _give_council(session, member.body, year.now)
    return year


def _give_council(session: Session, body: Body, now: datetime) -> None:
    for office, name in _COUNCIL:
        seat = {
            "body": body.slug,
            "office": office,
            "name": f"Lê Hội {name} {body.symbol}",
            "email": f"{office}@{body.slug}.example",
            "title": "",
        }
        enter_seat(session, seat, now=now)
