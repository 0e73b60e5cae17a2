"""The API's description of itself: every name once, every reference there, every verb explained."""

from collections.abc import Iterator
from typing import Any

from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.openapi import PREFIX
from core.settings import Settings

DESCRIPTION = create_app(Settings(secret_key=SecretStr("x" * 32))).openapi()
OPERATIONS = [
    (path, method, operation)
    for path, operations in DESCRIPTION["paths"].items()
    for method, operation in operations.items()
]


def references(part: object) -> Iterator[str]:
    """Every `$ref`, however deep."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def found(reference: str) -> Any:  # noqa: ANN401 -- any JSON
    part: Any = DESCRIPTION
    for name in reference.removeprefix("#/").split("/"):
        part = part[name]
    return part


def test_it_is_served_and_tells_of_the_json_api_alone(client: TestClient) -> None:
    assert client.get("/openapi.json").json() == DESCRIPTION
    assert [path for path in DESCRIPTION["paths"] if not path.startswith(PREFIX)] == []


def test_every_reference_leads_somewhere() -> None:
    assert all(found(reference) for reference in references(DESCRIPTION))


def test_every_operation_has_a_name_a_tag_and_words_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(names) == len(set(names))
    tags = {tag["name"] for tag in DESCRIPTION["tags"]}
    assert {tag for _, _, operation in OPERATIONS for tag in operation["tags"]} == tags
    assert all(operation["summary"] and operation["description"] for *_, operation in OPERATIONS)


def test_every_operation_needs_a_token() -> None:
    assert all(operation["security"] == [{"token": []}] for *_, operation in OPERATIONS)


def test_what_is_read_may_be_polled_and_what_is_written_repeated() -> None:
    for path, method, operation in OPERATIONS:
        headers = {p["name"] for p in operation["parameters"] if p["in"] == "header"}
        wanted = "If-None-Match" if method == "get" else "Idempotency-Key"
        assert wanted in headers, path
        assert ("304" in operation["responses"]) == (method == "get"), path


def test_refusals_are_described_as_problems() -> None:
    for path, _, operation in OPERATIONS:
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], path
