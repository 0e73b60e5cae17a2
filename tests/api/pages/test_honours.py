"""The roll of honour: read by anybody; who does not wish to be named is off it."""

from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.scene import Scene


def test_anybody_finds_an_award_until_the_nominee_objects(scene: Scene) -> None:
    scene.client.cookies.clear()
    assert "Chưa có ai" in scene.client.get("/honours").text
    dossier = filed(scene, name="Nguyễn Thị Ánh", email="anh@botuphap.example")
    passed(scene, dossier)
    passed(scene, dossier)
    here = f"/honours/{dossier.code}"

    listed = scene.client.get("/honours?name=nguyen+thi+anh&year=x")
    assert ("Nguyễn Thị Ánh" in listed.text, here in listed.text) == (True, True)
    assert "noindex" in listed.headers["X-Robots-Tag"]
    assert "Không có ai khớp" in scene.client.get("/honours?name=khong+ai").text
    shown = scene.client.get(f"{here}?lang=en")
    assert '<meta property="og:title" content="Nguyễn Thị Ánh: ' in shown.text
    assert "Certificate of Merit of a ministry or province" in shown.text
    for private in ("anh@botuphap.example", "Hoàn thành xuất sắc nhiệm vụ hai năm"):
        assert private not in shown.text + listed.text
    assert 'href="/honours"' in scene.client.get("/sign-in").text

    page = seen_by(scene, "secretariat", f"/dossiers/{dossier.code}").text
    form = f"/dossiers/{dossier.code}/honour"
    assert (form in page, here in page) == (True, True)
    assert "Bảng vàng" in scene.client.get(form).text
    assert send(scene, form, {"ground": " ", "shown": "no"}).status_code == 422
    assert send(scene, form, {"ground": "x" * 4001, "shown": "no"}).status_code == 422
    done = send(scene, form, {"ground": "Người được khen đề nghị", "shown": "no"})
    assert "Đã thôi nêu tên trên Bảng vàng" in done.text
    assert scene.client.get(here).status_code == 404
    assert form not in seen_by(scene, "alice", f"/dossiers/{dossier.code}").text
    as_(scene, "secretariat")
    send(scene, form, {"ground": "Người được khen đồng ý", "shown": "yes"})
    assert scene.client.get(here).status_code == 200
