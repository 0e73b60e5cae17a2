"""The dashboard of a past day: its address, its neighbours, who may see it."""

import re
from datetime import timedelta

from core.clock import local_date, now
from core.database import transaction
from tests.api.desk import seen_by
from tests.api.scene import Scene
from tests.builders import a_dossier, pass_gate

TODAY = local_date(now())


def test_a_day_is_reached_by_its_address_and_leads_to_its_neighbours(scene: Scene) -> None:
    three_days = timedelta(days=3)
    with transaction(scene.engine) as session:
        dossier = a_dossier(session, scene.country, now=now() - three_days)
        pass_gate(session, dossier, now=now())
    first = TODAY - three_days
    shown = seen_by(scene, "auditor", f"/audit/day?on={first + timedelta(days=1)}").text
    assert re.findall(r'rel="(?:prev|next)" href="([^"]+)"', shown) == [
        f"/audit/day?on={first}",
        f"/audit/day?on={first + timedelta(days=2)}",
    ]
    assert "Trần Văn Bình" in shown
    assert f'href="/dossiers/{dossier.code}/history?moment=' in shown
    today = seen_by(scene, "auditor", "/audit/day").text
    assert "Phạm Quang Cường" in today
    assert f'href="/audit?from={TODAY}&amp;to={TODAY}">4</a>' in today
    for on in ("1900-01-01", f"{first}"):
        shown = seen_by(scene, "auditor", f"/audit/day?on={on}").text
        assert ('rel="prev"' in shown, f'value="{first}"' in shown) == (False, True)
    assert 'rel="next"' not in seen_by(scene, "auditor", "/audit/day?on=2199-01-01").text
    assert seen_by(scene, "secretariat", "/audit/day").status_code == 403


def test_before_the_first_dossier_there_is_nothing(scene: Scene) -> None:
    shown = seen_by(scene, "auditor", "/audit/day?on=2020-01-01")
    assert (shown.status_code, "Không có hồ sơ nào đang xét" in shown.text) == (200, True)
