"""The API's own page, and what is vendored for pages."""

import re
from hashlib import sha256

from fastapi.testclient import TestClient

from api.assets import FOLDER

VENDOR = FOLDER / "vendor"


def test_the_api_is_shown_without_anything_from_elsewhere(client: TestClient) -> None:
    shown = client.get("/api/docs")
    assert shown.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', shown.text)
    assert addresses
    assert all(address.startswith("/") for address in addresses)
    assert "<script>" not in shown.text
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_what_is_vendored_is_what_was_taken() -> None:
    written = (VENDOR / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^([0-9a-f]{64})  (.*)", written, re.MULTILINE)
    sums = {name: digest for digest, name in lines}
    there = {
        path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.suffix in {".js", ".css", ".woff2"}
    }
    assert sums == there
