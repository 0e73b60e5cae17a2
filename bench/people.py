"""Everybody of a small country at their programs and browsers: they file, decide and read."""

from collections.abc import Mapping
from itertools import count
from queue import Empty, SimpleQueue
from random import Random
from threading import Lock
from typing import Any

import httpx
from sqlalchemy import Engine

from api.cookies import SESSION
from api.web import make_web
from bench.peak import A_LIST
from core.clock import local_date, now
from core.settings import Settings
from models.enums import SessionKind
from tests.api.programs import token_of
from tests.builders import MINISTRY, Country

_PAGES = ("/inbox", "/dossiers", "/dossiers?q=cao", "/submissions", "/stuck")
_READERS = ("alice", "chair", "appraiser", "board_head", "secretariat")


class People:
    """Alice hands in lists, everybody asked decides what they find, readers look at pages."""

    def __init__(self, client: httpx.Client, tokens: Mapping[str, str], filed: Any) -> None:  # noqa: ANN401 -- JSON
        self._client, self._tokens, self._filed = client, tokens, filed
        self._numbers, self._deciders = count(1), count()
        self._duties: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._readers, self._draw, self._lock = count(), Random(2), Lock()  # noqa: S311 -- likewise

    def file(self) -> httpx.Response:
        number = next(self._numbers)
        nominations = [
            {"kind": "individual", "name": f"Cao Thị {number} {place}", "award_code": "bk-bo",
             "position": f"Chuyên viên, phòng {number} {place}"}
            for place in range(A_LIST)
        ]  # fmt: skip
        said = self._filed | {"number": f"{number}/TTr-BTP", "nominations": nominations}
        return self._api("alice", "POST", "/api/v1/submissions", json=said)

    def decide(self) -> httpx.Response | None:
        """The next duty that somebody has; None when nobody has any."""
        name, url = self._next_duty()
        if not url:
            return None
        shown = self._api(name, "GET", url)
        if shown.is_error:
            return shown
        said = {"choice": "pass", "reason": "Đủ điều kiện."}
        etag = {"If-Match": shown.headers["ETag"]}
        return self._api(name, "PUT", f"{url}/decision", json=said, headers=etag)

    def read(self) -> httpx.Response:
        place = next(self._readers)
        name = _READERS[place % len(_READERS)]
        page = _PAGES[place % (len(_PAGES) if name in {"secretariat", "board_head"} else 4)]
        return self._client.get(page, headers={"Cookie": self._tokens[f"{name} browser"]})

    def _next_duty(self) -> tuple[str, str]:
        """Duties are looked for by whoever finds none left, each person's list at a time."""
        with self._lock:
            names = [name for name in self._tokens if " " not in name]
            for _ in names:
                try:
                    return self._duties.get_nowait()
                except Empty:
                    name = names[next(self._deciders) % len(names)]
                    found = self._api(name, "GET", "/api/v1/me/assignments").json()["items"]
                    for duty in found:
                        self._duties.put((name, duty["url"]))
        return "", ""

    def _api(self, name: str, method: str, url: str, **sent: Any) -> httpx.Response:  # noqa: ANN401 -- as httpx takes it
        headers = {"Authorization": f"Bearer {self._tokens[name]}"} | sent.pop("headers", {})
        return self._client.request(method, url, headers=headers, **sent)


def people_of(client: httpx.Client, settings: Settings, engine: Engine, country: Country) -> People:
    """Everybody of the country, with tokens of their own."""
    cookie = make_web(settings).cookies.name(SESSION)
    tokens = {name: token_of(engine, settings, person) for name, person in country.people.items()}
    for name in _READERS:
        browser = token_of(engine, settings, country[name], SessionKind.BROWSER)
        tokens[f"{name} browser"] = f"{cookie}={browser}"
    assert country.campaign is not None  # noqa: S101 -- `a_country` enters one
    filed = {
        "body_id": str(country.bodies[MINISTRY].id),
        "campaign_id": str(country.campaign.id),
        "dated_on": local_date(now()).isoformat(),
    }
    return People(client, tokens, filed)
