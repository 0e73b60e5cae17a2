"""Figures of a made-up year: counted by SQL as somebody would count them with pen and paper."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlmodel import Session

from approvals.domain.counted import Basis, Counted, Level, Work
from approvals.domain.figures import Column, Figures, Listed, Named, Share, Table
from approvals.queries import dossier_list
from approvals.queries.dossier_filters import Filters
from approvals.queries.figures import work
from approvals.queries.figures.tables import table
from core.clock import local_date, local_moment
from models.bodies import Body
from models.commendation import AwardKind
from models.dossiers import Dossier, Nominee, Submission
from models.enums import BodyKind, DossierState, GateMethod, GateState, NomineeKind, Office, Stage
from models.gates import Gate
from tests.builders import MINISTRY, NOW, TODAY, Country, a_country
from tests.listing import seen_by

DOSSIERS = 240
YEAR = TODAY.year
AWARDS = {
    "bk-ttg": Level.STATE,
    "co-cp": Level.STATE,
    "bk-bo": Level.MINISTRY,
    "ldtt": Level.GRASSROOTS,
}
BODIES = (MINISTRY, "bo-tai-chinh", "cuc-tha")
ENDED = (DossierState.AWARDED, DossierState.DECLINED, DossierState.WITHDRAWN, DossierState.REVOKED)
OPEN = (DossierState.UNDER_REVIEW, DossierState.RETURNED)


class Fact:
    """One dossier as this test knows it."""

    def __init__(self, drawn: Random, country: Country, place: int) -> None:
        self.place = place
        self.list = place // 4
        self.body = country.bodies[BODIES[self.list % len(BODIES)]]
        self.award = drawn.choice(list(AWARDS))
        self.kind = drawn.choice(list(AwardKind))
        self.recipient = drawn.choice(list(NomineeKind))
        self.direct = self.recipient is NomineeKind.INDIVIDUAL and drawn.random() < 0.5
        self.state = drawn.choice([*OPEN, *ENDED, DossierState.AWARDED])
        self.filed = NOW - timedelta(hours=drawn.randrange(24 * 700))
        if place == 0:  # in Việt Nam the year has begun, in UTC it has not
            self.filed = local_moment(TODAY.replace(month=1, day=1))
        self.judged = self.filed + timedelta(hours=drawn.randrange(24 * 30))
        self.due = drawn.choice([None, 5, 20])

    @property
    def closed(self) -> datetime | None:
        return self.judged if self.state in ENDED else None

    @property
    def late(self) -> bool:
        return self.due is not None and self.judged >= self.filed + timedelta(days=self.due)

    def nominee(self) -> Nominee:
        name = f"Người thứ {self.place}"
        return Nominee(
            kind=self.recipient,
            name=name,
            direct_worker=self.direct,
            sort_key=name,
            search_key=name,
        )

    def dossier(self, submission: Submission, nominee: Nominee) -> Dossier:
        return Dossier(
            code=f"HS-{YEAR}-{self.place:06}",
            submission_id=submission.id,
            nominee_id=nominee.id,
            rule_set_id="nd98-2023" if self.place % 2 else "nd91-2017",
            award_code=self.award,
            award_kind=self.kind,
            state=self.state,
            stage=Stage.UNIT,
            submitted_at=self.filed,
            changed_at=self.judged,
            closed_at=self.closed,
        )

    def gate(self, dossier: Dossier) -> Gate:
        return Gate(
            dossier_id=dossier.id,
            body_id=self.body.id,
            stage=Stage.UNIT,
            round=1,
            method=GateMethod.BALLOT,
            members=5,
            state=GateState.PASSED,
            opened_at=self.filed,
            closed_at=self.judged,
            due_at=None if self.due is None else self.filed + timedelta(days=self.due),
        )


@pytest.fixture
def country(session: Session) -> Country:
    made = a_country(session)
    made.bodies["cuc-tha"] = Body(
        slug="cuc-tha",
        kind=BodyKind.UNIT,
        name="Cục Thi hành án dân sự",
        parent_id=made.bodies[MINISTRY].id,
        valid_from=TODAY - timedelta(days=900),
        sort_key="cuc",
        search_key="cuc",
    )
    session.add(made.bodies["cuc-tha"])
    session.flush()  # submissions refer to it
    return made


@pytest.fixture
def facts(session: Session, country: Country) -> list[Fact]:
    drawn = Random(2019)  # noqa: S311 -- the same year each time
    found = [Fact(drawn, country, place) for place in range(DOSSIERS)]
    assert country.campaign
    submissions = [
        Submission(
            body_id=one.body.id,
            campaign_id=country.campaign.id,
            number=f"{one.list}/TTr",
            dated_on=TODAY,
            submitted_by_id=country["alice"].id,
            submitted_at=NOW,
        )
        for one in found[::4]
    ]
    nominees = [one.nominee() for one in found]
    dossiers = [
        one.dossier(submissions[one.list], nominee)
        for one, nominee in zip(found, nominees, strict=True)
    ]
    gates = [one.gate(dossier) for one, dossier in zip(found, dossiers, strict=True)]
    for rows in (submissions, nominees, dossiers, gates):
        session.add_all(rows)
        session.flush()  # the next refer to them
    return found


def made(session: Session, country: Country, figures: Figures, who: str = "secretariat") -> Table:
    return table(session, seen_by(session, country, who), figures, YEAR, today=TODAY)


def total(shown: Table, column: object) -> int | Share | None:
    assert shown.total is not None
    return shown.total[list(shown.columns).index(column)].value  # type: ignore[arg-type]


def listed(session: Session, country: Country, who: str, at: Listed) -> int:
    only = Filters(counted=at.counted, body=at.body, award=at.award)
    return dossier_list.count(session, seen_by(session, country, who), only, now=NOW)


def test_what_tables_count_is_what_there_is(
    session: Session, country: Country, facts: list[Fact]
) -> None:
    filed = [one for one in facts if local_date(one.filed).year == YEAR]
    given = [
        one
        for one in facts
        if one.state is DossierState.AWARDED and local_date(one.judged).year == YEAR
    ]
    for figures, level in (
        (Figures.STATE_AWARDS, Level.STATE),
        (Figures.MINISTRY_AWARDS, Level.MINISTRY),
    ):
        shown = made(session, country, figures)
        here = [one for one in given if AWARDS[one.award] is level]
        assert here
        assert total(shown, Column.TOTAL) == len(here)
        by_award = Counter(one.award for one in here)
        assert {
            row.heading.key: row.cells[0].value
            for row in shown.rows
            if row.depth == 0 and isinstance(row.heading, Named)
        } == by_award
        for kind in AwardKind:
            assert total(shown, kind) == sum(one.kind is kind for one in here)
        assert total(shown, Work.DIRECT) == sum(one.direct for one in here)

    shares = made(session, country, Figures.SHARES)
    assert {row.heading: row.cells[0].value for row in shares.rows} == {
        kind: sum(one.kind is kind for one in filed) for kind in AwardKind
    }
    assert total(shares, Column.TOTAL) == len(filed)

    own = sum(
        AWARDS[one.award] is Level.GRASSROOTS
        or (AWARDS[one.award] is Level.MINISTRY and one.body.kind is BodyKind.MINISTRY)
        for one in filed
    )
    assert total(made(session, country, Figures.AUTHORITY), Column.SHARE_OWN) == Share(
        own, len(filed)
    )

    people = [one for one in filed if one.recipient is NomineeKind.INDIVIDUAL]
    direct = made(session, country, Figures.DIRECT)
    assert total(direct, Column.SHARE_DIRECT) == Share(
        sum(one.direct for one in people), len(people)
    )
    assert sum(row.depth == 1 for row in direct.rows) == len({one.list for one in people})

    judged = [one for one in facts if local_date(one.judged).year == YEAR]
    timely = made(session, country, Figures.TIMELINESS)
    limited = [one for one in judged if one.due is not None]
    assert total(timely, Column.GATES) == len(judged)
    assert total(timely, Column.SHARE_IN_TIME) == Share(
        sum(not one.late for one in limited), len(limited)
    )

    still = [one for one in facts if one.closed is None]
    backlog = made(session, country, Figures.BACKLOG)
    assert backlog.total is not None
    bounds = [0, 30, 90, 180, 365, 10_000]
    ages = [(TODAY - local_date(one.filed)).days for one in still]
    assert [cell.value for cell in backlog.total] == [
        len(still),
        *(sum(begins <= age < ends for age in ages) for begins, ends in pairwise(bounds)),
    ]


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("who", ["secretariat", "alice"])
def test_parts_add_up_and_a_figure_counts_the_dossiers_of_its_list(
    session: Session, country: Country, who: str
) -> None:
    drawn = Random(1)  # noqa: S311 -- the same figures each time
    for figures in Figures:
        shown = made(session, country, figures, who)
        cells = [cell for row in shown.rows for cell in row.cells] + list(shown.total or ())
        for place, whole in enumerate(shown.total or ()):
            parts = [row.cells[place].value for row in shown.rows if row.depth == 0]
            if isinstance(whole.value, int) and shown.columns[place] is not Column.HALF:
                assert sum(part for part in parts if isinstance(part, int)) == whole.value
        linked = [(cell.listed, cell.value) for cell in cells if cell.listed]
        for at, value in drawn.sample(linked, min(25, len(linked))):
            assert (figures, at, listed(session, country, who, at)) == (figures, at, value)


def test_others_see_the_figures_of_their_own_bodies_alone(
    session: Session, country: Country, facts: list[Fact]
) -> None:
    theirs = made(session, country, Figures.AUTHORITY, "dan")
    assert [row.heading.key for row in theirs.rows if isinstance(row.heading, Named)] == [
        "bo-tai-chinh"
    ]
    own = made(session, country, Figures.AUTHORITY, "alice")
    keys = {row.heading.key for row in own.rows if isinstance(row.heading, Named)}
    assert keys == {MINISTRY, "cuc-tha"}
    filed = Counted(basis=Basis.FILED, year=YEAR)
    assert listed(session, country, "dan", Listed(filed, body=MINISTRY)) == 0
    viewer = seen_by(session, country, "dan")
    first = min(local_date(one.filed) for one in facts if one.body.slug == "bo-tai-chinh").year
    assert list(work.years(session, viewer, today=TODAY)) == list(range(YEAR, first - 1, -1))


def test_bodies_and_officers_as_far_as_they_are_recorded(
    session: Session, country: Country
) -> None:
    bodies = made(session, country, Figures.BODIES)
    assert [(row.heading, *(cell.value for cell in row.cells)) for row in bodies.rows] == [
        (BodyKind.MINISTRY, 3, 1),
        (BodyKind.UNIT, 1, 0),
    ]
    officers = made(session, country, Figures.OFFICERS)
    assert [(row.heading, *(cell.value for cell in row.cells)) for row in officers.rows] == [
        (Office.SECRETARY, 2, None, None),
        (Office.APPRAISER, 1, None, None),
        (Office.SECRETARIAT, 1, None, None),
    ]
    [mine] = made(session, country, Figures.OFFICERS, "dan").rows[:1]
    assert mine.cells[0].value == 1


def test_what_is_not_recorded_is_said(session: Session, country: Country) -> None:
    unsaid = [figures for figures in Figures if made(session, country, figures).not_recorded]
    assert unsaid == [Figures.MOVEMENTS, Figures.FIELDS]
