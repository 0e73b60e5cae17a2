"""Clients of an application that runs: left alone, each request would start a loop of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient


@contextmanager
def started(app: FastAPI) -> Iterator[FastAPI]:
    """The application, connected, in the loop that its clients share."""
    with TestClient(app) as first:
        app.state.portal = first.portal
        yield app


def a_client(app: FastAPI, base_url: str, **others: Any) -> TestClient:  # noqa: ANN401 -- as TestClient takes them
    """Another browser or program, with cookies of its own."""
    client = TestClient(app, base_url=base_url, **others)
    client.portal = app.state.portal
    return client
