"""Where dossiers are and why they do not move, for people and for scripts."""

import pytest
from sqlalchemy import Engine, delete

from approvals.queries import dossiers
from core.database import transaction
from models.engine import Wake
from models.enums import Choice
from tests.builders import NOW, a_country, a_dossier, active, decide_as, pass_gate
from tests.cli.conftest import Command
from tests.opening import everybody_opens


@pytest.fixture(autouse=True)
def two_dossiers(engine: Engine) -> None:
    """One overdue since long ago, and one returned by the council's chair."""
    with transaction(engine) as session:
        country = a_country(session)
        late = a_dossier(session, country, number="1/TTr-BTP", name="Cao Thị Quỳnh")
        everybody_opens(session, late)
        returned = a_dossier(session, country, number="2/TTr-BTP", name="Lò Văn Páo")
        chair = next(p for a, p in active(session, returned) if a.role == "chair")
        decide_as(session, returned, Choice.RETURN, person_id=chair.id, reason="Thiếu biên bản")
    heed(engine)


def heed(engine: Engine) -> None:
    """As the engine does when it has looked at every dossier."""
    with transaction(engine) as session:
        session.execute(delete(Wake))


def test_the_list_says_who_has_each_and_why_it_does_not_move(bangvang: Command) -> None:
    overdue, returned = bangvang("dossier", "list", "--json").json
    assert list(overdue) == [
        *("code", "nominee", "award", "state", "stage", "round", "holders", "due", "stuck", "why")
    ]
    assert overdue["code"] == f"HS-{NOW.year}-000001"
    assert len(overdue["holders"]) == 5
    assert overdue["stuck"] == "quorum_short"
    assert overdue["why"].startswith("It was due on ")
    assert (returned["state"], returned["holders"], returned["due"], returned["stuck"]) == (
        "returned",
        [],
        None,
        "waiting_for_unit",
    )


def test_the_list_is_narrowed(bangvang: Command) -> None:
    def found(*options: str) -> list[str]:
        return [row["nominee"] for row in bangvang("dossier", "list", *options, "--json").json]

    assert found("--search", "quynh") == ["Cao Thị Quỳnh"]
    assert found("--state", "returned") == ["Lò Văn Páo"]
    assert found("--overdue") == ["Cao Thị Quỳnh"]
    assert found("--award", "cstdtq") == []
    assert found("--stage", "unit", "--sort", "name") == ["Lò Văn Páo", "Cao Thị Quỳnh"]
    assert bangvang("dossier", "list", "--award", "cstdtq").out == "No dossier found.\n"


def test_one_dossier_is_shown_with_its_history(bangvang: Command) -> None:
    shown = bangvang("dossier", "show", f"HS-{NOW.year}-000002", "--json").json
    assert (shown["state"], shown["stuck"]) == ("returned", "waiting_for_unit")
    assert shown["history"][0]["event"] == "dossier.submitted"
    assert shown["history"][-1]["reason"] == "Thiếu biên bản"
    printed = bangvang("dossier", "show", f"hs-{NOW.year}-000002").out
    assert "Thiếu biên bản" in printed


def test_a_vacant_seat_is_why(bangvang: Command, engine: Engine) -> None:
    bangvang("person", "deactivate", "minister@bangvang.example")
    with transaction(engine) as session:
        found = dossiers.by_code(session, f"HS-{NOW.year}-000001")
        assert found is not None
        pass_gate(session, found)
    heed(engine)
    (row,) = bangvang("dossier", "list", "--search", "quynh", "--json").json
    assert (row["stage"], row["stuck"]) == ("final_authority", "seat_vacant")


def test_an_engine_that_does_not_run_is_why(bangvang: Command, engine: Engine) -> None:
    with transaction(engine) as session:
        found = dossiers.by_code(session, f"HS-{NOW.year}-000001")
        assert found is not None
        pass_gate(session, found)
    (row,) = bangvang("dossier", "list", "--search", "quynh", "--json").json
    assert row["stuck"] == "engine_not_running"


def test_an_unknown_code_is_refused(bangvang: Command) -> None:
    answer = bangvang("dossier", "show", "HS-1999-000001", "--json")
    assert (answer.code, answer.json["code"]) == (1, "dossier_not_found")
