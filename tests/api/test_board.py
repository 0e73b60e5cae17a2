"""The board for Grafana asks for figures that there are."""

import json
import re
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from core.settings import Settings
from tests.source_code import ROOT

BOARD = Path(ROOT) / "deploy/grafana/bangvang.json"


def test_the_board_shows_figures_that_are_told(settings: Settings) -> None:
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = [panel["gridPos"] for panel in panels]
    assert all(at["x"] + at["w"] <= 24 for at in places)  # columns of a board
    expressions = " ".join(target["expr"] for panel in panels for target in panel["targets"])
    app = create_app(settings)
    with TestClient(app, base_url=settings.base_url, client=("127.0.0.1", 50000)) as client:
        client.get("/livez")
        told = client.get("/metrics").text
    asked = set(re.findall(r"bangvang_\w+", expressions))
    assert asked <= set(re.findall(r"^bangvang_\w+", told, re.MULTILINE))
    gauges = set(re.findall(r"^# TYPE (bangvang_\w+) gauge", told, re.MULTILINE))
    assert gauges - {"bangvang_request_seconds_created"} - {"bangvang_unsealed_events"} <= asked
