"""The list of submissions: the viewer's own, with how far they are."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.domain.refusals.missing import SubmissionNotFound
from approvals.queries.submission_list import Progress, submission, submissions
from models.enums import Choice, DossierState
from tests.builders import (
    NOW,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    decide_as,
    pass_gate,
)
from tests.counting import statements
from tests.listing import seen_by

LATER = NOW + timedelta(days=90)


def numbers(session: Session, country: Country, name: str, **others: str) -> list[str]:
    page = submissions(session, seen_by(session, country, name), now=NOW, **others)  # type: ignore[arg-type]
    return [row.submission.number for row in page.rows]


def test_the_newest_comes_first_and_only_ones_own(session: Session) -> None:
    country = a_country(session)
    for day, number in enumerate(("1/TTr-BTP", "2/TTr-BTP", "3/TTr-BTP")):
        a_submission(session, country, number=number, now=NOW + timedelta(days=day))
    assert numbers(session, country, "alice") == ["3/TTr-BTP", "2/TTr-BTP", "1/TTr-BTP"]
    assert numbers(session, country, "dan") == []


@pytest.mark.parametrize(
    "narrowed", [{"search": "2/ttr"}, {"search": "bo tu phap"}, {"campaign": "nam-2024"}]
)
def test_it_is_found_by_number_body_and_campaign(
    session: Session, narrowed: dict[str, str]
) -> None:
    country = a_country(session)
    a_submission(session, country, number="2/TTr-BTP")
    assert numbers(session, country, "secretariat", **narrowed) == ["2/TTr-BTP"]
    assert numbers(session, country, "dan", **narrowed) == []


@pytest.mark.parametrize("narrowed", [{"search": "%"}, {"campaign": "nam-1999"}])
def test_what_does_not_fit_is_not_shown(session: Session, narrowed: dict[str, str]) -> None:
    country = a_country(session)
    a_submission(session, country)
    assert numbers(session, country, "secretariat", **narrowed) == []


def test_progress_counts_what_the_viewer_may_see(session: Session) -> None:
    country = a_country(session)
    filed = a_submission(session, country, a_nomination(name="An"), a_nomination(name="Bình"))
    other = a_dossier(session, country, number="2/TTr")
    decide_as(session, other, Choice.RETURN, person_id=country["chair"].id)
    row = submission(session, seen_by(session, country, "alice"), filed.id, now=LATER)
    assert row.progress == Progress({DossierState.UNDER_REVIEW: 2}, overdue=2)
    assert (row.progress.total, row.progress.ended) == (2, 0)
    assert (row.body.name, row.filed_by.name) == ("Bộ Tư pháp", "Nguyễn Thị An")


def test_a_reviewer_counts_only_what_came_to_them(session: Session) -> None:
    country = a_country(session)
    filed = a_submission(session, country, a_nomination("cstdtq"), a_nomination("bk-bo"))
    with pytest.raises(SubmissionNotFound):
        submission(session, seen_by(session, country, "appraiser"), filed.id, now=NOW)
    award = a_dossier(session, country, "cstdtq", number="2/TTr")
    pass_gate(session, award)
    row = submission(session, seen_by(session, country, "appraiser"), award.submission_id, now=NOW)
    assert row.progress.total == 1


@pytest.mark.parametrize("key", ["", "no-uuid", "\x00", "01939f2c-0000-7000-8000-000000000001"])
def test_a_foreign_submission_is_as_unknown_as_none(session: Session, key: str) -> None:
    country = a_country(session)
    filed = a_submission(session, country)
    dan = seen_by(session, country, "dan")
    for wanted in (key, filed.id):
        with pytest.raises(SubmissionNotFound):
            submission(session, dan, wanted, now=NOW)


@pytest.mark.parametrize("many", [1, 3, 20])
def test_a_page_takes_the_same_number_of_queries_however_long(session: Session, many: int) -> None:
    country = a_country(session)
    for number in range(many):
        a_submission(session, country, number=f"{number}/TTr")
    viewer = seen_by(session, country, "alice")
    with statements(session.connection()) as sent:
        page = submissions(session, viewer, now=NOW)
    assert (len(page.rows), len(sent)) == (many, 2)
