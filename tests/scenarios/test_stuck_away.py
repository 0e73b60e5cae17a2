"""Somebody is away, and nobody acts for them until somebody is named."""

from datetime import timedelta

import pytest

from core.clock import local_date
from core.database import transaction
from models.enums import Office
from tests.api.browser import Form
from tests.builders import MINISTRY, a_person_in
from tests.scenarios.days import Days

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def deputy(days: Days) -> str:
    with transaction(days.scene.engine) as session:
        country = days.scene.country
        person = a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)
        return str(person.id)


def test_away_uncovered_and_somebody_is_named_from_the_dashboard(days: Days, deputy: str) -> None:
    client, dossier = days.scene.client, days.at_the_minister()
    days.opens("minister", dossier)
    today = local_date(days.now)
    first, last = today + DAY, today + 4 * DAY
    days.sends("/cover/new", acting_id="nobody", starts_on=f"{first}", ends_on=f"{last}")
    assert days.why(dossier) == ""
    days.later(DAY)
    away = f"Phạm Quang Cường vắng mặt đến hết ngày {last:%d/%m/%Y}, chưa có ai thay."
    assert days.why(dossier) == away
    form = client.get(days.leads_to(dossier))
    fields = Form(form.text, "/cover/new").fields
    assert (fields["person"], fields["starts_on"], fields["ends_on"]) == (
        days.scene.country["minister"].email,
        f"{first}",
        f"{last}",
    )
    named = days.sends("/cover/new", **fields | {"acting_id": deputy})
    assert named.url.path == "/cover"
    assert "chưa có ai thay" not in named.text
    assert days.why(dossier) == ""


def test_who_comes_back_is_away_no_more(days: Days) -> None:
    dossier = days.at_the_minister()
    days.opens("minister", dossier)
    today = local_date(days.now)
    last = today + 2 * DAY
    days.sends("/cover/new", acting_id="nobody", starts_on=f"{today}", ends_on=f"{last}")
    assert "chưa có ai thay" in days.why(dossier)
    days.later(3 * DAY)
    assert days.why(dossier) == ""
