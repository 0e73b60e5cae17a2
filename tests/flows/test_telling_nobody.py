"""What goes wrong in flows is told by type and place: neither logs nor Prefect quote anybody."""

import asyncio
from typing import Any, NoReturn, cast
from uuid import UUID

import pytest

from core.ids import uuid7
from flows import relay
from flows.deployments import Deployments
from flows.occupancy import Occupancy
from flows.relay import Relay
from flows.sweeping import Swept, sweep
from flows.wiring import WorkBroke, telling_nobody
from tests.core.test_logging import ADDRESS, NAME, hostile
from tests.logs import logs_as_in_use


def test_an_item_that_cannot_be_swept_is_named_by_its_id() -> None:
    item = uuid7()

    def handle(_: UUID) -> NoReturn:
        raise hostile()

    with logs_as_in_use() as written:
        assert sweep("try", [item], handle) == Swept(found=1, failed=1)
    assert str(item) in written.getvalue()
    assert "IntegrityError 23505" in written.getvalue()
    _quotes_nobody(written.getvalue())


def test_a_dossier_that_cannot_be_served_is_named_by_its_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dossier = uuid7()

    async def waiting(*_: object, **__: object) -> list[UUID]:
        return [dossier]

    class Hostile:
        async def take(self, _: UUID) -> NoReturn:
            raise hostile()

        def forget(self) -> None:
            """As of deployments."""

    async def a_round() -> None:
        away = cast("Any", Hostile())
        served = Relay(away, cast("Occupancy", away), cast("Deployments", away))
        await served.round()
        await served.settle(within=5)

    monkeypatch.setattr(relay, "transact_aside", waiting)
    with logs_as_in_use() as written:
        asyncio.run(a_round())
    assert "dossier not served" in written.getvalue()
    assert str(dossier) in written.getvalue()
    assert "IntegrityError 23505" in written.getvalue()
    _quotes_nobody(written.getvalue())


def test_what_a_flow_raises_and_prefect_shows_quotes_nobody() -> None:
    here = "IntegrityError 23505 at tests/flows/test_telling_nobody.py"
    with pytest.raises(WorkBroke, match=here) as raised, telling_nobody():
        raise hostile()
    _quotes_nobody(str(raised.value))
    assert raised.value.__suppress_context__


def _quotes_nobody(text: str) -> None:
    assert ADDRESS not in text
    assert NAME not in text
