"""The web's access log."""

import logging

from cli.web import WithoutTokens


def test_a_mailed_link_is_not_readable_in_the_access_log() -> None:
    path = "/r/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
    record = logging.LogRecord(
        "uvicorn.access", logging.INFO, "", 0, "%s %s %d", ("GET", path, 303), None
    )
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "GET /r/*** 303"
