"""Figures of a made-up year: counted by SQL as somebody would count them with pen and paper."""

from collections import Counter
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
from core.clock import local_date
from models.commendation import AwardKind
from models.enums import BodyKind, DossierState, NomineeKind, Office
from tests.builders import MINISTRY, NOW, TODAY, Country
from tests.listing import seen_by
from tests.made_up_year import AWARDS, YEAR, Fact, a_country_with_a_unit, a_year


@pytest.fixture
def country(session: Session) -> Country:
    return a_country_with_a_unit(session)


@pytest.fixture
def facts(session: Session, country: Country) -> list[Fact]:
    return a_year(session, country)


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
    assert unsaid == [Figures.FIELDS]
