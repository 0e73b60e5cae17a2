"""Lists between being checked and being submitted: for a while, and for their own person."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from api import incoming
from api.incoming import LIVES, Incoming
from api.web import Web, make_web
from core.ids import uuid7
from core.settings import Settings
from tests.builders import NOW

ALICE, DAN = uuid7(), uuid7()
LIST = Incoming("danh sách số 1.xlsx", b"PK list")


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return make_web(Settings(home=tmp_path))


def test_a_list_is_found_by_its_ticket_until_it_runs_out(web: Web) -> None:
    ticket = incoming.keep(web, LIST, ALICE, now=NOW)
    assert incoming.find(web, ticket, ALICE, now=NOW + LIVES - timedelta(seconds=1)) == LIST
    assert incoming.find(web, ticket, ALICE, now=NOW + LIVES) is None
    assert incoming.find(web, ticket, DAN, now=NOW) is None
    assert incoming.find(web, ticket[:-1], ALICE, now=NOW) is None


def test_lists_nobody_submitted_go_away(web: Web, tmp_path: Path) -> None:
    ticket = incoming.keep(web, LIST, ALICE, now=NOW)
    (kept,) = (path for path in (tmp_path / "incoming").rglob("*") if path.is_file())
    long_ago = (NOW - 3 * LIVES).timestamp()
    os.utime(kept, (long_ago, long_ago))
    incoming.keep(web, Incoming("b.xlsx", b"PK another"), ALICE, now=NOW)
    assert incoming.find(web, ticket, ALICE, now=NOW) is None
