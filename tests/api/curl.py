"""Just enough of curl to run the examples of the documentation against a test client."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fastapi.testclient import TestClient
from httpx2 import Response

_BLOCK = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"\$([A-Z]+)")


@dataclass(slots=True)
class Command:
    """One command line of curl."""

    method: str = "GET"
    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None

    def run(self, client: TestClient) -> Response:
        return client.request(self.method, self.url, headers=self.headers, content=self.content)


def commands(page: Path, variables: Mapping[str, str], folder: Path) -> Iterator[Command]:
    """The examples of a page, in order; `@name` is a file in the folder."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in re.split(r"^(?=curl )", block, flags=re.MULTILINE):
            if line.strip():
                filled = _VARIABLE.sub(lambda found: variables[found[1]], line)
                yield _parsed(shlex.split(filled.replace("\\\n", " ")), folder)


def _parsed(words: list[str], folder: Path) -> Command:
    program, *rest = words
    assert program == "curl", f"the examples are of curl, not of {program}"
    command, given = Command(), iter(rest)
    for word in given:
        match word:
            case "-s" | "-i":
                pass
            case "-X":
                command.method = next(given)
            case "-H":
                name, _, value = next(given).partition(": ")
                command.headers[name] = value
            case "-d":
                command.content = next(given).encode()
            case "--data-binary":
                command.content = (folder / next(given).removeprefix("@")).read_bytes()
            case _:
                command.url = word
    return command
