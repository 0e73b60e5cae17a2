"""The morning's sweep: looks at what changed, tells the secretariat once, sends it."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine, text

from core import clock
from core.clock import local_moment
from core.database import transaction
from flows.morning_brief import morning_brief, tell_due
from flows.sweeping import Swept
from notifications.delivery import deliver
from tests.flows.dossiers import filed

WEDNESDAY = date(2025, 2, 26)  # long after what is filed here was due


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both clocks say so: the sweep's, and the one that delivering reads as it goes."""
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setitem(deliver.__kwdefaults__ or {}, "now", lambda: moment)


@pytest.mark.usefixtures("wiring")
def test_the_brief_is_of_what_is_so_now_and_is_sent_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(engine, count=2)
    at(local_moment(WEDNESDAY, 7), monkeypatch)
    said = morning_brief.fn()
    assert said.is_completed()
    assert said.message == "mail: 1 found, 1 done, 0 lost, 0 failed"
    assert tell_due() == Swept()
    with transaction(engine) as session:
        mails = session.execute(text('SELECT "to", subject FROM local_mail')).all()
    assert [tuple(mail) for mail in mails] == [
        ("secretariat@bangvang.example", "Hồ sơ sáng 26/02: 2 đang vướng")
    ]


@pytest.mark.usefixtures("wiring")
def test_before_seven_nobody_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(engine)
    at(local_moment(WEDNESDAY, 6), monkeypatch)
    assert tell_due() == Swept()
