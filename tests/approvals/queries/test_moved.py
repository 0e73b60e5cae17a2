"""What moved until now, as the pictures show it, of small states that can be counted by hand."""

from sqlmodel import Session

from approvals.commands.count_flow import count_flow
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.queries import moved
from approvals.queries.moved import Flow, Range
from approvals.queries.stuck import Scope
from core.clock import local_date
from models.enums import Choice, Stage
from models.open_dossiers import FlowByDay, UsualAge
from tests.approvals.queries.test_pictures import ALL, DAY, LATER, TODAY, came, looked_at
from tests.builders import MINISTRY, NOW, a_country, a_dossier, decide_as, pass_gate
from tests.listing import seen_by


def test_the_flow_says_where_they_were_on_each_day(session: Session) -> None:
    country = a_country(session)
    passed, back, gone, _ = came(session, country, 3, 3, 3, 1)
    pass_gate(session, passed, now=LATER - 2 * DAY)
    pass_gate(session, passed, now=LATER)
    decide_as(session, back, Choice.RETURN, person_id=country["chair"].id, now=LATER - DAY)
    alice = country["alice"].id
    withdraw(session, Withdraw(dossier_id=gone.id, person_id=alice), now=LATER - DAY)
    looked_at(session)
    viewer = seen_by(session, country, "secretariat")
    seen = moved.flow(session, viewer, ALL, today=TODAY)
    nowhere = [0, 0, 0, 0, 0]
    assert seen == Flow(
        days=[TODAY - n * DAY for n in (4, 3, 2, 1, 0)],
        ended=[0, 0, 0, 1, 2],
        at={
            Stage.UNIT: [0, 3, 2, 1, 1],
            Stage.BLOC: nowhere,
            Stage.CENTRAL_BOARD: nowhere,
            Stage.FINAL_AUTHORITY: [0, 0, 1, 1, 0],
        },
        returned=[0, 0, 0, 1, 1],
    )
    left = moved.throughput(session, viewer, ALL, today=TODAY)
    assert len(left.weeks) == moved.WEEKS
    assert left.weeks[-1] <= TODAY < left.weeks[-1] + 7 * DAY
    assert sum(left.left[Stage.UNIT]) == 3
    assert sum(left.left[Stage.FINAL_AUTHORITY]) == 1
    assert left.dossiers == 4


def test_a_long_flow_goes_by_weeks_and_begins_with_what_was_there(session: Session) -> None:
    country = a_country(session)
    long_ago, submitted = a_dossier(session, country), 370
    session.flush()
    count_flow(session)
    assert long_ago
    viewer = seen_by(session, country, "secretariat")
    today = local_date(NOW + submitted * DAY)
    year = moved.flow(session, viewer, ALL, today=today)
    assert (len(year.days), year.days[1] - year.days[0], year.days[-1]) == (53, 7 * DAY, today)
    assert set(year.at[Stage.UNIT]) == {1}
    assert country.campaign is not None
    campaign = moved.flow(session, viewer, Scope(campaign=country.campaign.slug), today=today)
    assert campaign.days[0] < local_date(NOW) <= campaign.days[1]
    assert campaign.at[Stage.UNIT] == [0] + [1] * (len(campaign.days) - 1)


def test_what_weeks_come_to_is_what_days_come_to(session: Session) -> None:
    """Whatever the step, the last point counts everything once, and none before its day."""
    country = a_country(session)
    body, campaign = country.bodies[MINISTRY].id, country.campaign
    assert campaign is not None
    for back in range(0, 140, 3):
        fields = {"stage": Stage.UNIT, "campaign_id": campaign.id, "body_id": body}
        for step in ("submitted", "came"):
            row = FlowByDay.model_validate(
                fields | {"day": TODAY - back * DAY, "step": step, "award_code": "x", "dossiers": 1}
            )
            session.add(row)
    session.flush()
    viewer = seen_by(session, country, "secretariat")
    seen = moved.flow(session, viewer, ALL, today=TODAY)
    expected = [sum(TODAY - back * DAY <= day for back in range(0, 140, 3)) for day in seen.days]
    assert len(seen.days) < 30
    assert seen.at[Stage.UNIT] == expected
    assert not any(seen.returned)


def test_ranges_are_told_where_enough_were_decided(session: Session) -> None:
    took = {"in_50_percent": 8.2 * DAY, "in_85_percent": 21 * DAY, "in_95_percent": 30.5 * DAY}
    session.add(UsualAge(stage=Stage.UNIT, award_code="", closed=20, **took))
    session.add(UsualAge(stage=Stage.BLOC, award_code="", closed=19, **took))
    session.add(UsualAge(stage=Stage.UNIT, award_code="bk-bo", closed=500, **took))
    session.flush()
    assert moved.ranges(session, ALL) == {Stage.UNIT: Range(9, 21, 31)}
    assert moved.ranges(session, Scope(stage=Stage.BLOC)) == {}
    assert moved.ranges(session, Scope(award="bk-bo")).keys() == {Stage.UNIT}
    assert moved.ranges(session, Scope(award="bk-ttg")) == {}
