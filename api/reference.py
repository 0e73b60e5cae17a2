"""Writes docs/reference/openapi.json and refusals.md from the code: `make docs`."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from api.app import create_app
from api.explained import all_explained
from core.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
_ABOUT = """\
# Refusals

Every code that the web and the JSON API may answer with. A code never changes once released. The
JSON API says it as [problem details](api.md#when-something-is-refused); pages say the sentence.
‹Words in such brackets› stand for facts, which the API also sends by name.

This page is written from the refusals' own templates and `api/statuses.py` by `make docs`.

| code | status | tiếng Việt | English |
|---|---|---|---|
"""


def openapi() -> str:
    """The API's description, in JSON."""
    app = create_app(Settings(secret_key=SecretStr("not a key, since nothing is served")))
    return json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"


def refusals() -> str:
    """The page, in Markdown."""
    return _ABOUT + "".join(f"{row}\n" for row in _rows())


def write() -> None:
    (FOLDER / "openapi.json").write_text(openapi(), encoding="utf-8")
    (FOLDER / "refusals.md").write_text(refusals(), encoding="utf-8")


def _rows() -> Iterator[str]:
    for one in all_explained():
        vietnamese, english = (one.sentence_in(language) for language in ("vi", "en"))
        yield f"| `{one.code}` | {one.status} | {vietnamese} | {english} |"


if __name__ == "__main__":
    write()
