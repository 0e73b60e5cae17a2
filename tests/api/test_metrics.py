"""What Prometheus is told, and whom it is told."""

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from api.app import create_app
from core.settings import Settings
from tests.api.scene import Scene

TOKEN = "a token of its own"  # noqa: S105 -- nobody's


def figures(told: str) -> dict[tuple[str, ...], float]:
    """Each value by its name and its labels' values."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


def test_the_figures_name_no_dossier_and_nobody(scene: Scene) -> None:
    scene.at_the_minister()
    code = scene.filed(number="110/TTr-BTP").code
    assert scene.client.get("/metrics").status_code == 404  # from another machine
    assert scene.client.get(f"/dossiers/{code}", follow_redirects=False).status_code == 303
    settings = scene.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        assert client.get("/metrics").status_code == 404
        client.get(f"/dossiers/{code}", follow_redirects=False)
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert code not in answer.text
    found = figures(answer.text)
    assert found["bangvang_mail_unfinished", "queued"] > 0
    assert found["bangvang_unsealed_events",] > 0
    assert found["bangvang_oldest_wake_seconds",] >= 0
    assert found["bangvang_engine_up",] == 0
    assert found["bangvang_open_votes_last_day", "pass"] == 4
    seen = ("bangvang_request_seconds_count", "GET", "/dossiers/{code}", "3xx")
    assert found[seen] == 1


def test_this_machine_reads_them_without_a_token(settings: Settings) -> None:
    app = create_app(settings)
    with TestClient(app, base_url=settings.base_url, client=("127.0.0.1", 50000)) as client:
        assert figures(client.get("/metrics").text)["bangvang_overdue_dossiers",] == 0
