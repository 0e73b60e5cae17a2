"""A whole year of the internal-affairs bloc of 2019, from its agreement to its year report.

What the report says in figures is counted once more here, in plain SQL.
"""

from dataclasses import asdict
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session

from approvals.commands.decide_revocation import DecideRevocation, decide_revocation
from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.propose_revocation import ProposeRevocation, propose_revocation
from approvals.commands.release_hold import ReleaseHold, release_hold
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.bloc_figures import Figures, total
from approvals.history.comparing import tables_against_events
from approvals.queries.bloc.figures import figures, reported
from approvals.queries.bloc.years import bloc_year_by_id
from models.conduct import HoldCause, HoldOutcome, RevocationGround
from models.dossiers import Dossier
from models.enums import BlocRole, Choice, DossierState, NomineeKind, Office, ReportPeriod
from tests.scenarios.bloc_of_2019 import DEPUTY, HEAD, YEAR, Bloc2019, the_bloc_of_2019

pytestmark = pytest.mark.scenario
JUSTICE, INSPECTORATE, COURT = "bo-tu-phap", "thanh-tra-chinh-phu", "toa-an-nd-toi-cao"
PERSON, COLLECTIVE = NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE
PRIME_MINISTER, BOARD = "thu-tuong", "ban-tdkt-trung-uong"


def test_a_year_of_the_internal_affairs_bloc(session: Session) -> None:
    year = the_bloc_of_2019(session)
    assert (len(year.members), year.members[:2]) == (8, [HEAD, DEPUTY])
    year.agree()
    year.on(3, 4)
    year.register("bk-ttg", PERSON, count=2)
    year.on(7, 30)
    half = year.report(ReportPeriod.HALF_YEAR, COURT)
    assert total(reported(session, half.id).values()) == Figures(registered=16)

    ended = _nominations(year)
    year.on(12, 26)
    year.elect(DEPUTY, JUSTICE)
    final = year.report(ReportPeriod.YEAR)
    by_sql = _by_sql(year)
    _revoked(year, ended["revoked"])

    counted = reported(session, final.id)
    assert total(counted.values()) == Figures(
        registered=16, awarded=4, declined=1, withdrawn=1, under_way=1, returned=1, held=1
    )
    assert {slug: asdict(counted[year.id_of(slug)]) for slug in year.members} == by_sql
    # The report stays as it was closed; counted anew, the award that was taken back is.
    now = figures(session, year.found)
    assert total(now.values()) == Figures(
        registered=16,
        awarded=3,
        declined=1,
        withdrawn=1,
        under_way=1,
        revoked=1,
        returned=1,
        held=1,
    )
    following = bloc_year_by_id(session, year.found.bloc.id, YEAR + 1)
    assert following.members[0].body.slug == DEPUTY
    assert following.members[0].role is BlocRole.HEAD
    session.flush()
    assert list(tables_against_events(session)) == []


def _nominations(year: Bloc2019) -> dict[str, Dossier]:
    """The flag of who leads the bloc and six people's awards; each meets something else."""
    session = year.session
    year.on(9, 3)
    vote = year.recommend("co-cp", JUSTICE)
    assert vote.leader_id == year.id_of(JUSTICE)
    (flag,) = year.nominate(JUSTICE, "co-cp", "Vụ Pháp luật hình sự", kind=COLLECTIVE)
    year.pass_gates(flag, times=4)
    assert (flag.state, flag.decision_number) == (DossierState.AWARDED, None)

    year.on(9, 4)
    first, second = year.nominate(JUSTICE, "bk-ttg", "Cao Thị Quỳnh", "Bế Văn Sơn", kind=PERSON)
    year.pass_gates(first)
    _held(year, first)
    year.pass_gates(first, times=2)
    year.on(9, 5)
    year.pass_gates(second)
    _returned(year, second)
    year.pass_gates(second, times=2)

    year.on(9, 6)
    third, fourth = year.nominate(INSPECTORATE, "bk-ttg", "Lò Thị Mến", "Vi Văn Đức", kind=PERSON)
    year.pass_gates(third, times=3)
    year.on(9, 9)
    while fourth.state is DossierState.UNDER_REVIEW:  # until a majority of the council says no
        year.decide(fourth, Choice.REJECT, "Chưa đủ thành tích")
    (fifth,) = year.nominate(COURT, "bk-ttg", "Sùng A Páo", kind=PERSON)
    gone = Withdraw(dossier_id=fifth.id, person_id=year.holder(COURT).id, reason="Đề nghị năm sau")
    withdraw(session, gone, now=year.now)
    (sixth,) = year.nominate(DEPUTY, "bk-ttg", "Hà Văn Kiên", kind=PERSON)
    states = [one.state for one in (first, second, third, fourth, fifth, sixth)]
    assert states == [
        DossierState.AWARDED,
        DossierState.AWARDED,
        DossierState.AWARDED,
        DossierState.DECLINED,
        DossierState.WITHDRAWN,
        DossierState.UNDER_REVIEW,
    ]
    return {"revoked": third}


def _held(year: Bloc2019, dossier: Dossier) -> None:
    by = year.holder(BOARD, Office.SECRETARIAT).id
    placing = PlaceHold(
        dossier_id=dossier.id,
        cause=HoldCause.COMPLAINT,
        document="12/TB-TTr",
        reason="Có đơn khiếu nại, đang xác minh",
        placed_by_id=by,
    )
    hold = place_hold(year.session, placing, now=year.now)
    released = ReleaseHold(
        hold_id=hold.id, outcome=HoldOutcome.CLEARED, reason="Không có vi phạm", released_by_id=by
    )
    release_hold(year.session, released, now=year.now)


def _returned(year: Bloc2019, dossier: Dossier) -> None:
    year.decide(dossier, Choice.PASS, "Đã thẩm định, còn thiếu xác nhận")
    year.decide(dossier, Choice.RETURN, "Bổ sung xác nhận sáng kiến")
    assert dossier.state is DossierState.RETURNED
    again = Resubmit(
        dossier_id=dossier.id, person_id=year.holder(JUSTICE).id, note="Đã bổ sung xác nhận"
    )
    resubmit(year.session, again, now=year.now)


def _revoked(year: Bloc2019, dossier: Dossier) -> None:
    session, gave = year.session, year.holder(PRIME_MINISTER).id
    proposal = ProposeRevocation(
        dossier_id=dossier.id,
        ground=RevocationGround.FALSE_ACHIEVEMENTS,
        conclusion_number="45/KL-TTr",
        concluded_on=date(YEAR, 12, 20),
        reason="Kê khai sáng kiến của người khác",
        proposed_by_id=year.holder(INSPECTORATE).id,
    )
    propose_revocation(session, proposal, now=year.now)
    decision = DecideRevocation(
        dossier_id=dossier.id,
        person_id=gave,
        revoke=True,
        decision_number="1700/QĐ-TTg",
        reason="Theo kết luận thanh tra",
    )
    decide_revocation(session, decision, now=year.now)


_SQL = {
    "registered": "SELECT sum(count) FROM registration WHERE member_id = :member",
    "under_way": """
        SELECT count(*) FROM of_member
        WHERE body_id = :member AND state IN ('under_review', 'returned')""",
    "awarded": "SELECT count(*) FROM of_member WHERE body_id = :member AND state = 'awarded'",
    "declined": "SELECT count(*) FROM of_member WHERE body_id = :member AND state = 'declined'",
    "withdrawn": "SELECT count(*) FROM of_member WHERE body_id = :member AND state = 'withdrawn'",
    "revoked": "SELECT count(*) FROM of_member WHERE body_id = :member AND state = 'revoked'",
    "returned": """
        SELECT count(*) FROM event JOIN of_member ON chain_id = of_member.id
        WHERE body_id = :member AND kind = 'dossier.returned'""",
    "held": """
        SELECT count(DISTINCT chain_id) FROM event JOIN of_member ON chain_id = of_member.id
        WHERE body_id = :member AND kind = 'hold.placed'""",
}
_OF_MEMBER = """
    CREATE TEMPORARY VIEW of_member AS
    SELECT dossier.*, body_id FROM dossier JOIN submission ON submission.id = submission_id"""


def _by_sql(year: Bloc2019) -> dict[str, dict[str, int]]:
    year.session.flush()
    year.session.execute(text(_OF_MEMBER))
    return {
        slug: {
            name: year.session.execute(text(sql), {"member": year.id_of(slug)}).scalar_one()
            for name, sql in _SQL.items()
        }
        for slug in year.members
    }
