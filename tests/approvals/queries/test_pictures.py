"""What the pictures of the dashboard show, of small states that can be counted by hand."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.commands.count_flow import count_flow
from approvals.commands.survey import survey
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.queries import moved, pictures
from approvals.queries.moved import Flow, Range
from approvals.queries.pictures import AgeCount, StageAge
from approvals.queries.stuck import Scope
from core.clock import local_date
from models.bodies import Body
from models.dossiers import Dossier
from models.enums import Choice, Stage
from models.open_dossiers import FlowByDay, UsualAge
from tests.builders import MINISTRY, NOW, Country, a_country, a_dossier, decide_as, pass_gate
from tests.counting import statements
from tests.listing import seen_by

DAY = timedelta(days=1)
LATER = NOW + 10 * DAY
TODAY = local_date(LATER)
ALL = Scope()


def came(session: Session, country: Country, *days_ago: int, award: str = "bk-bo") -> list[Dossier]:
    """Dossiers at the ministry's council since so many days."""
    found = [
        a_dossier(session, country, award, number=f"{award} {n}/TTr", now=LATER - days * DAY)
        for n, days in enumerate(days_ago)
    ]
    session.flush()
    return found


def looked_at(session: Session) -> None:
    session.flush()
    survey(session, now=LATER)
    count_flow(session)


def test_ages_are_counted_in_calendar_days(session: Session) -> None:
    country = a_country(session)
    came(session, country, 0, 3, 3, 9)
    moved_on = a_dossier(session, country, number="9/TTr", now=NOW)
    pass_gate(session, moved_on, now=LATER - 2 * DAY)
    looked_at(session)
    viewer = seen_by(session, country, "secretariat")
    counted = pictures.ages(pictures.open_counts(session, viewer, ALL, today=TODAY))
    assert [(one.stage, one.days, one.dossiers) for one in counted] == [
        (Stage.UNIT, 0, 1),
        (Stage.UNIT, 3, 2),
        (Stage.UNIT, 9, 1),
        (Stage.FINAL_AUTHORITY, 2, 1),
    ]
    tomorrow = pictures.ages(
        pictures.open_counts(session, viewer, Scope(stage=Stage.UNIT), today=TODAY + DAY)
    )
    assert [one.days for one in tomorrow] == [1, 4, 10]


@pytest.mark.parametrize(
    ("days", "half"), [((4,), 4), ((1, 9), 1), ((1, 2, 9), 2), ((1, 2, 9, 9), 2)]
)
def test_a_stage_is_summed_up(days: tuple[int, ...], half: int) -> None:
    counted = [AgeCount(Stage.BLOC, day, 1, int(day == 9)) for day in days]
    oldest, stuck = max(days), days.count(9)
    summed = StageAge(Stage.BLOC, len(days), stuck, half, oldest)
    assert pictures.by_stage(counted) == [summed]


def test_dots_are_the_same_dossiers_the_oldest_first(session: Session) -> None:
    country = a_country(session)
    young, old = came(session, country, 1, 5)
    looked_at(session)
    dots = pictures.dots(session, seen_by(session, country, "auditor"), ALL, today=TODAY)
    assert [(dot.code, dot.days) for dot in dots] == [(old.code, 5), (young.code, 1)]


def test_where_they_wait_and_all_others_together(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    country = a_country(session)
    came(session, country, 2, 4, 8)
    returned, passed = came(session, country, 3, 6, award="cstdtq")
    person_id = country["chair"].id
    decide_as(session, returned, Choice.RETURN, person_id=person_id, now=LATER)
    pass_gate(session, passed, now=LATER - DAY)
    looked_at(session)
    viewer = seen_by(session, country, "secretariat")
    before = {body.slug: body for body in country.bodies.values()}
    where = session.get_one(Dossier, passed.id).stage

    def shown() -> list[tuple[Body | None, Stage, int, int, int]]:
        rows = pictures.waiting(session, pictures.open_counts(session, viewer, ALL, today=TODAY))
        return [(row.body, row.stage, row.dossiers, row.days, row.bodies) for row in rows]

    (ministry, *rest), (other, *others) = shown()
    assert ministry is before[MINISTRY]
    assert rest == [Stage.UNIT, 3, 4, 1]
    assert other is not None
    assert other is not ministry
    assert others == [where, 1, 1, 1]
    monkeypatch.setattr(pictures, "BODIES", 1)
    assert shown() == [(ministry, Stage.UNIT, 3, 4, 1), (None, where, 1, 1, 1)]


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


@pytest.mark.parametrize(
    ("scope", "dossiers"),
    [
        (Scope(award="bk-bo"), 2),
        (Scope(award="cstdtq"), 1),
        (Scope(body=MINISTRY), 3),
        (Scope(body="bo-tai-chinh"), 0),
        (Scope(campaign="nam-2024"), 3),
        (Scope(campaign="nam-2023"), 0),
        (Scope(stage=Stage.UNIT), 3),
        (Scope(stage=Stage.BLOC), 0),
    ],
)
def test_a_scope_narrows_each_picture(session: Session, scope: Scope, dossiers: int) -> None:
    country = a_country(session)
    came(session, country, 1, 2)
    came(session, country, 4, award="cstdtq")
    looked_at(session)
    viewer = seen_by(session, country, "secretariat")
    assert counted(session, country, "secretariat", scope) == [dossiers] * 3
    flow = moved.flow(session, viewer, scope, today=TODAY)
    submitted = flow.at[scope.stage or Stage.UNIT][-1] if flow.days else 0
    assert submitted == dossiers


def test_nobody_sees_what_is_not_theirs(session: Session) -> None:
    country = a_country(session)
    came(session, country, 1, 2)
    looked_at(session)
    for name, dossiers in (("alice", 2), ("dan", 0)):
        viewer = seen_by(session, country, name)
        assert counted(session, country, name, ALL) == [dossiers] * 3
        flow = moved.flow(session, viewer, ALL, today=TODAY)
        assert bool(flow.days) is (dossiers > 0)


def test_each_picture_asks_the_same_whatever_there_is(session: Session) -> None:
    country = a_country(session)
    viewer = seen_by(session, country, "secretariat")
    asked = []
    for days in ((1,), (2, 3, 4)):
        came(session, country, *days, award="bk-bo" if len(days) == 1 else "cstdtq")
        looked_at(session)
        with statements(session.connection()) as seen:
            open_now = pictures.open_counts(session, viewer, ALL, today=TODAY)
            pictures.waiting(session, open_now)
            pictures.dots(session, viewer, ALL, today=TODAY)
            moved.flow(session, viewer, ALL, today=TODAY)
            moved.throughput(session, viewer, ALL, today=TODAY)
        asked.append(len(seen))
    assert asked == [6, 6]


def counted(session: Session, country: Country, name: str, scope: Scope) -> list[int]:
    """How many dossiers each picture of what is open shows to somebody."""
    viewer = seen_by(session, country, name)
    open_now = pictures.open_counts(session, viewer, scope, today=TODAY)
    ages, waiting = pictures.ages(open_now), pictures.waiting(session, open_now)
    dots = pictures.dots(session, viewer, scope, today=TODAY)
    return [sum(one.dossiers for one in ages), len(dots), sum(one.dossiers for one in waiting)]
