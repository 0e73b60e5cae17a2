"""Bodies, people and seats are entered, listed and ended from the command line."""

import pytest
from sqlalchemy import Engine

from core.database import transaction
from tests.builders import MINISTRY, a_country
from tests.cli.conftest import Command


@pytest.fixture
def country(engine: Engine) -> None:
    with transaction(engine) as session:
        a_country(session)


def test_a_body_a_person_and_a_seat_are_entered_and_listed(bangvang: Command) -> None:
    ministry = ("body", "add", "bo-y-te", "Bộ Y tế", "--kind", "ministry", "--symbol", "BYT")
    assert bangvang(*ministry).out == "Bộ Y tế (bo-y-te) is entered.\n"
    unit = ("body", "add", "cuc-quan-ly-duoc", "Cục Quản lý Dược", "--kind", "unit")
    assert bangvang(*unit, "--parent", "bo-y-te", "--since", "1/2/2020").code == 0
    bangvang("person", "add", "Lò Thị Mai", "Mai@BoYTe.example")
    bangvang("seat", "add", "bo-y-te", "secretary", "mai@boyte.example", "--title", "Văn thư")

    assert [body["slug"] for body in bangvang("body", "list", "--json").json] == [
        "bo-y-te",
        "cuc-quan-ly-duoc",
    ]
    assert [b["since"] for b in bangvang("body", "list", "--kind", "unit", "--json").json] == [
        "2020-02-01"
    ]
    assert [
        p["email"] for p in bangvang("person", "list", "--search", "lo thi", "--json").json
    ] == ["mai@boyte.example"]
    (seat,) = bangvang("seat", "list", "--body", "bo-y-te", "--json").json
    assert (seat["person"], seat["office"], seat["title"]) == ("Lò Thị Mai", "secretary", "Văn thư")


def test_adding_again_changes_nothing(bangvang: Command) -> None:
    for name in ("Bộ Y tế", "Bộ Y tế mới"):
        assert bangvang("body", "add", "bo-y-te", name, "--kind", "ministry").code == 0
    assert [body["name"] for body in bangvang("body", "list", "--json").json] == ["Bộ Y tế"]


def test_a_dry_run_keeps_nothing_and_says_so(bangvang: Command) -> None:
    answer = bangvang("body", "add", "bo-y-te", "Bộ Y tế", "--kind", "ministry", "--dry-run")
    assert (answer.code, answer.err) == (0, "Dry run: nothing was kept.\n")
    assert bangvang("body", "list").out == "No body found.\n"


@pytest.mark.usefixtures("country")
def test_whoever_leaves_is_no_longer_active(bangvang: Command) -> None:
    bangvang("person", "deactivate", "alice@bangvang.example")
    (person,) = bangvang("person", "list", "--search", "alice@", "--json").json
    assert person["active"] is False
    assert bangvang("seat", "list", "--email", "alice@bangvang.example", "--json").json == []
    past = bangvang("seat", "list", "--email", "alice@bangvang.example", "--past", "--json").json
    assert len(past) == 1


@pytest.mark.usefixtures("country")
def test_a_seat_ends_on_its_last_day_and_not_before_it_began(bangvang: Command) -> None:
    of_alice = ("seat", "list", "--email", "alice@bangvang.example", "--past", "--json")
    (seat,) = bangvang(*of_alice).json
    early = bangvang("seat", "end", seat["id"], "--last-day", "31/12/2019", "--json")
    assert (early.code, early.json["code"]) == (1, "seat_ends_too_early")
    assert bangvang("seat", "end", seat["id"], "--last-day", "2024-11-30").code == 0
    assert [each["until"] for each in bangvang(*of_alice).json] == ["2024-11-30"]
    unknown = bangvang("seat", "end", "01a20653-305c-79f5-a8cd-138425acd6e7", "--json")
    assert unknown.json["code"] == "seat_not_found"


@pytest.mark.usefixtures("country")
def test_a_bloc_has_one_head_a_year(bangvang: Command) -> None:
    join = ("body", "join", "khoi-noi-chinh", MINISTRY, "--year", "2030")
    assert bangvang(*join, "--role", "head").code == 0
    other = ("body", "join", "khoi-noi-chinh", "thanh-tra-chinh-phu", "--year", "2030")
    assert bangvang(*other, "--role", "head", "--json").json["code"] == "bloc_has_head"
    assert bangvang(*other, "--role", "deputy").code == 0
    found = bangvang("body", "members", "khoi-noi-chinh", "--year", "2030", "--json").json
    assert [(member["slug"], member["role"]) for member in found] == [
        (MINISTRY, "head"),
        ("thanh-tra-chinh-phu", "deputy"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("person", "add", "Lò Thị Mai", "mai at boyte"), "email_invalid"),
        (("person", "deactivate", "nobody@bangvang.example"), "person_not_found"),
        (("seat", "add", "khong-co", "head", "nobody@bangvang.example"), "body_not_found"),
        (("body", "add", "a", "A", "--kind", "unit", "--parent", "khong-co"), "body_not_found"),
        (("body", "members", "khong-co"), "body_not_found"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_code(
    bangvang: Command, words: tuple[str, ...], code: str
) -> None:
    answer = bangvang(*words, "--json")
    assert (answer.code, answer.json["code"]) == (1, code)


def test_a_day_that_is_none_is_explained(bangvang: Command) -> None:
    answer = bangvang("body", "add", "a", "A", "--kind", "unit", "--since", "31/2/2025")
    assert answer.code != 0
    assert "“31/2/2025” is no day" in " ".join(answer.err.replace("│", " ").split())
