"""Evidence through the API: taken by what it is, given to whom it concerns."""

from hashlib import sha256

import pytest

from models.dossiers import Dossier
from tests.api.routes.conftest import ActAs

PDF = b"%PDF-1.7\n" + "Báo cáo thành tích".encode()


def test_a_file_is_added_and_read_again(act_as: ActAs, dossier: Dossier) -> None:
    alice, path = act_as("alice"), f"dossiers/{dossier.code}/attachments"
    added = alice.send(f"{path}?name=Báo cáo.pdf&paper=achievement_report", PDF)
    assert added.status_code == 201, added.text
    assert added.json() | {"id": "", "url": "", "added_at": ""} == {
        "id": "",
        "url": "",
        "name": "Báo cáo.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": sha256(PDF).hexdigest(),
        "paper": "achievement_report",
        "added_at": "",
    }
    assert alice.get(f"dossiers/{dossier.code}").json()["attachments"] == [added.json()]
    read = act_as("chair").get(added.headers["Location"])
    assert (read.status_code, read.content) == (200, PDF)
    assert read.headers["Content-Type"] == "application/pdf"
    assert read.headers["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in read.headers["Content-Security-Policy"]
    etag = {"If-None-Match": read.headers["ETag"]}
    assert act_as("chair").get(added.headers["Location"], headers=etag).status_code == 304


def test_the_same_content_again_is_the_same_file(act_as: ActAs, dossier: Dossier) -> None:
    alice, path = act_as("alice"), f"dossiers/{dossier.code}/attachments"
    first = alice.send(f"{path}?name=a.pdf", PDF, headers={"Idempotency-Key": "k1"})
    assert alice.send(f"{path}?name=a.pdf", PDF).json() == first.json()
    replayed = alice.send(f"{path}?name=a.pdf", PDF, headers={"Idempotency-Key": "k1"})
    assert replayed.headers["Idempotency-Replayed"] == "true"
    assert replayed.json() == first.json()
    other = alice.send(f"{path}?name=a.pdf", PDF + b"2", headers={"Idempotency-Key": "k1"})
    assert other.json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.pdf", b"", 422, "file_empty"),
        ("a.exe", b"MZ\x90\x00", 415, "file_type_not_allowed"),
        ("a.pdf", b"not a PDF", 415, "file_type_not_allowed"),
        ("a.pdf", PDF + bytes(1024 * 1024), 413, "file_too_large"),
        ("a.pdf", PDF + bytes(3 * 1024 * 1024), 413, "request_too_large"),
    ],
)
def test_what_is_not_evidence_is_refused(  # noqa: PLR0913, PLR0917 -- a row of a table
    act_as: ActAs, dossier: Dossier, name: str, content: bytes, status: int, code: str
) -> None:
    refused = act_as("alice").send(f"dossiers/{dossier.code}/attachments?name={name}", content)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert act_as("alice").get(f"dossiers/{dossier.code}").json()["attachments"] == []


def test_files_of_dossiers_one_may_not_see_do_not_exist(act_as: ActAs, dossier: Dossier) -> None:
    path = f"dossiers/{dossier.code}/attachments?name=a.pdf"
    added = act_as("alice").send(path, PDF)
    refused = act_as("dan").get(added.json()["url"])
    assert (refused.status_code, refused.json()["code"]) == (404, "attachment_not_found")
    assert act_as("dan").send(path, PDF).json()["code"] == "dossier_not_found"
    assert act_as("chair").send(path, PDF).json()["code"] == "not_allowed_here"
