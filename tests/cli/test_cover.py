"""`bangvang cover`: entered, listed and ended."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.clock import local_date, now
from core.database import transaction
from models.enums import Office
from tests.builders import MINISTRY, a_country, a_person_in
from tests.cli.conftest import Command

ABSENT, ACTING = "minister@bangvang.example", "deputy@bangvang.example"


@pytest.fixture(autouse=True)
def _country(engine: Engine) -> None:
    with transaction(engine) as session:
        country = a_country(session)
        a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)


def test_a_cover_is_entered_listed_and_ended(bangvang: Command) -> None:
    until = f"{local_date(now()) + timedelta(days=4):%d/%m/%Y}"
    added = ("cover", "add", ABSENT, ACTING, "--until", until, "--body", MINISTRY)
    assert bangvang(*added, "--dry-run").code == 0
    assert bangvang("cover", "list").out == "Nobody acts for anybody.\n"
    assert bangvang(*added).out.startswith(f"{ACTING} acts for {ABSENT} from ")
    (cover,) = bangvang("cover", "list", "--email", ACTING, "--json").json
    assert (cover["absent"], cover["acting"], cover["body"]) == (ABSENT, ACTING, MINISTRY)
    end = ("cover", "end", cover["id"], "--by")
    assert bangvang(*end, ACTING, "--json").json["code"] == "cover_not_found"
    assert bangvang(*end, "secretariat@bangvang.example").code == 0
    assert bangvang("cover", "list", "--json").json == []


def test_an_absence_is_listed_until_somebody_acts_or_they_are_back(bangvang: Command) -> None:
    until = f"{local_date(now()) + timedelta(days=4):%d/%m/%Y}"
    away = ("cover", "away", ABSENT, "--until", until)
    assert bangvang(*away, "--dry-run").code == 0
    assert bangvang(*away).out.startswith(f"{ABSENT} is away from ")
    (absence,) = bangvang("cover", "list", "--email", ABSENT, "--json").json
    assert (absence["absent"], absence["acting"]) == (ABSENT, None)
    back = ("cover", "back", absence["id"], "--by")
    assert bangvang(*back, ACTING, "--json").json["code"] == "absence_not_found"
    assert bangvang(*back, ABSENT).code == 0
    assert bangvang("cover", "list", "--json").json == []
    bangvang(*away)
    assert bangvang("cover", "add", ABSENT, ACTING, "--until", until).code == 0
    (cover,) = bangvang("cover", "list", "--json").json
    assert cover["acting"] == ACTING


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((ABSENT, "nobody@bangvang.example"), "person_not_found"),
        ((ABSENT, ACTING, "--body", "khong-co"), "body_not_found"),
        ((ABSENT, ACTING, "--by", ACTING), "not_allowed_here"),
        ((ABSENT, "dan@bangvang.example"), "cover_without_seat"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_code(
    bangvang: Command, words: tuple[str, ...], code: str
) -> None:
    until = f"{local_date(now()):%d/%m/%Y}"
    answer = bangvang("cover", "add", *words, "--until", until, "--json")
    assert (answer.code, answer.json["code"]) == (1, code)
