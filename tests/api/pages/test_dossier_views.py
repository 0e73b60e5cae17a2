"""The list of dossiers as its reader wants it: columns chosen, views kept under names."""

import re
from html import unescape

from httpx2 import Response
from sqlmodel import select

from api.pages.dossier_columns import Column
from core.database import transaction
from models.searches import SavedSearch, Searched
from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.scene import Scene

VIEW = "state=returned&sort=waiting&col=body&col=waiting"


def headings(shown: Response) -> list[str]:
    head = shown.text.partition("<thead>")[2].partition("</thead>")[0]
    return re.findall(r"<th[^>]*>([^<]+)</th>", head)


def views(shown: Response) -> dict[str, str]:
    """The links above the list, by their names."""
    above = shown.text.partition('<nav class="views"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', above)
    return {name: unescape(url) for url, name in found}


def removal(shown: Response) -> str:
    (found,) = re.findall(r'action="(/dossiers/views/[^"]+/removal)"', shown.text)
    return str(found)


def test_usual_columns_are_shown_until_others_are_chosen(scene: Scene) -> None:
    filed(scene)
    usual = headings(seen_by(scene, "alice", "/dossiers"))
    assert usual[0] == "Đối tượng đề nghị"
    assert len(usual) == 6
    chosen = scene.client.get("/dossiers?col=waiting&col=kind&col=nonsense")
    assert headings(chosen) == ["Đối tượng đề nghị", "Loại", "Số ngày đã chờ"]
    assert headings(scene.client.get("/dossiers?col=nonsense")) == usual


def test_every_column_can_be_shown_at_once(scene: Scene) -> None:
    passed(scene, filed(scene))
    names = list(Column)
    shown = seen_by(scene, "secretariat", "/dossiers?" + "&".join(f"col={name}" for name in names))
    assert len(headings(shown)) == 1 + len(names)
    assert "Chuyên viên, Vụ Pháp luật" in shown.text
    for name in names:
        assert f'name="col" value="{name}" checked' in shown.text


def test_filters_pages_and_files_keep_the_columns(scene: Scene) -> None:
    filed(scene)
    shown = seen_by(scene, "alice", "/dossiers?q=quynh&col=waiting")
    assert '<input type="hidden" name="col" value="waiting">' in shown.text
    assert '<input type="hidden" name="q" value="quynh">' in shown.text
    assert "/dossiers/export.csv?q=quynh&amp;col=waiting" in shown.text


def test_a_view_is_kept_under_a_name_and_stands_above_the_list(scene: Scene) -> None:
    filed(scene)
    as_(scene, "alice")
    fields = {"parameters": VIEW + "&nonsense=1&page=x"}
    saved = send(scene, "/dossiers/views", fields | {"name": " Chờ  bổ sung "})
    assert saved.url.query.decode() == VIEW
    assert views(saved) == {"Tất cả": "/dossiers", "Chờ bổ sung": f"/dossiers?{VIEW}"}
    assert 'aria-current="page">Chờ bổ sung</a>' in saved.text
    assert views(seen_by(scene, "chair", "/dossiers")) == {}


def test_saving_under_the_same_name_replaces_it(scene: Scene) -> None:
    as_(scene, "alice")
    send(scene, "/dossiers/views", {"parameters": VIEW, "name": "Việc của tôi"})
    shown = send(scene, "/dossiers/views", {"parameters": "stage=bloc", "name": "Việc của tôi"})
    assert views(shown)["Việc của tôi"] == "/dossiers?stage=bloc"


def test_a_deleted_view_can_be_kept_after_all(scene: Scene) -> None:
    as_(scene, "alice")
    kept = send(scene, "/dossiers/views", {"parameters": VIEW, "name": "Chờ bổ sung"})
    gone = send(scene, removal(kept), {})
    assert gone.status_code == 200
    assert "Đã xóa “Chờ bổ sung”" in gone.text
    assert views(gone) == {}
    assert f'name="parameters" value="{VIEW.replace("&", "&amp;")}"' in gone.text
    back = send(scene, "/dossiers/views", {"parameters": VIEW, "name": "Chờ bổ sung"})
    assert "Chờ bổ sung" in views(back)


def test_nobody_deletes_what_somebody_else_kept(scene: Scene) -> None:
    as_(scene, "alice")
    address = removal(send(scene, "/dossiers/views", {"parameters": VIEW, "name": "A"}))
    as_(scene, "chair")
    assert send(scene, address, {}).status_code == 404
    assert "A" in views(seen_by(scene, "alice", "/dossiers"))


def test_a_view_needs_a_name(scene: Scene) -> None:
    as_(scene, "alice")
    refused = send(scene, "/dossiers/views", {"parameters": VIEW, "name": " "})
    assert (refused.status_code, 'id="name-error"' in refused.text) == (422, True)
    assert '<option value="returned" selected>' in refused.text


def test_auditors_searches_and_views_keep_apart(scene: Scene) -> None:
    as_(scene, "auditor")
    send(scene, "/audit/searches", {"parameters": "person=binh", "name": "Của tôi"})
    send(scene, "/dossiers/views", {"parameters": "stage=bloc", "name": "Của tôi"})
    with transaction(scene.engine) as session:
        kept = {one.searched: one.parameters for one in session.exec(select(SavedSearch)).all()}
    assert kept == {Searched.DECISIONS: "person=binh", Searched.DOSSIERS: "stage=bloc"}
    assert "/audit?person=binh" not in seen_by(scene, "auditor", "/dossiers").text
    assert "stage=bloc" not in seen_by(scene, "auditor", "/audit").text
