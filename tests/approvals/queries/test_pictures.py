"""What the pictures of the dashboard show, of small states that can be counted by hand."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from approvals.commands.count_flow import count_flow
from approvals.commands.survey import survey
from approvals.queries import moved, pictures
from approvals.queries.pictures import AgeCount, StageAge
from approvals.queries.stuck import Scope
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Body
from models.dossiers import Dossier
from models.enums import Choice, Stage
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


def open_ages(
    session: Session, viewer: Viewer, scope: Scope = ALL, *, today: date = TODAY
) -> list[AgeCount]:
    return pictures.ages(pictures.open_counts(session, viewer, scope, today=today))


def test_ages_are_counted_in_calendar_days(session: Session) -> None:
    country = a_country(session)
    came(session, country, 0, 3, 3, 9)
    moved_on = a_dossier(session, country, number="9/TTr", now=NOW)
    pass_gate(session, moved_on, now=LATER - 2 * DAY)
    looked_at(session)
    viewer = seen_by(session, country, "secretariat")
    counted = open_ages(session, viewer)
    assert [(one.stage, one.days, one.dossiers) for one in counted] == [
        (Stage.UNIT, 0, 1),
        (Stage.UNIT, 3, 2),
        (Stage.UNIT, 9, 1),
        (Stage.FINAL_AUTHORITY, 2, 1),
    ]
    tomorrow = open_ages(session, viewer, Scope(stage=Stage.UNIT), today=TODAY + DAY)
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
    dots = pictures.dots(session, viewer, scope, today=TODAY)
    waiting = pictures.waiting(session, open_now)
    return [sum(one.dossiers for one in each) for each in (open_now, waiting)] + [len(dots)]
