"""The flow that seals: quiet where nothing waits, and loud where nothing may be signed."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core import clock
from core.clock import local_date, local_moment
from flows.seal import seal, seal_now, tell_due
from flows.sweeping import Swept
from flows.wiring import Wiring
from tests.flows.dossiers import filed, passed


def test_it_seals_publishes_and_tells_auditors_once(
    engine: Engine, wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = local_moment(local_date(clock.now()) - timedelta(days=1), 12)  # mail is due by now
    monkeypatch.setattr(clock, "now", lambda: noon)
    filed(engine)
    assert seal_now().done > 0
    assert seal_now() == Swept(found=0, done=0)
    assert tell_due() == Swept(found=1, done=1)
    assert tell_due() == Swept()
    assert (wiring.settings.home / "checkpoints" / "log.txt").exists()


def test_it_fails_with_a_sentence_where_nothing_may_be_signed(
    engine: Engine, wiring: Wiring
) -> None:
    [dossier] = filed(engine)
    seal_now()
    file = wiring.settings.home / "checkpoints" / "log.txt"
    file.write_text("x\n9\nAAAA\n\n— x AAAA\n\n", encoding="utf-8")
    passed(engine, dossier)
    said = seal.fn()
    assert said.is_failed()
    assert "cannot be read" in str(said.message)
