"""Lists between being checked and being submitted: kept on disk for a while, under a ticket.

Nothing of them is in the database. A ticket is signed, names its person, and runs out.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote
from uuid import UUID

from api.web import Web
from approvals.commands.attach import path_of, store

LIVES = timedelta(hours=2)
_PURPOSE = "incoming list"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A list that was checked, and what its author calls it."""

    name: str
    content: bytes


def keep(web: Web, incoming: Incoming, person_id: UUID, *, now: datetime) -> str:
    """Keep a list and return its ticket. Lists nobody submitted in time go away."""
    folder = _folder(web)
    _forget_old(folder, now=now)
    sha256 = hashlib.sha256(incoming.content).hexdigest()
    store(folder, sha256, incoming.content)
    path_of(folder, sha256).touch()  # it may have been here already, nearly run out
    value = f"{person_id.hex}.{sha256}.{quote(incoming.name[-100:], safe='')}"
    return web.cookies.sign(_PURPOSE, value, until=now + LIVES)


def find(web: Web, ticket: str, person_id: UUID, *, now: datetime) -> Incoming | None:
    """The list of a ticket; None for a forged, foreign or late one."""
    value = web.cookies.signed_value(_PURPOSE, ticket, now=now)
    if value is None:
        return None
    holder, sha256, name = value.split(".", 2)
    path = path_of(_folder(web), sha256)
    if holder != person_id.hex or not path.is_file():
        return None
    return Incoming(unquote(name), path.read_bytes())


def _folder(web: Web) -> Path:
    return web.settings.home / "incoming"


def _forget_old(folder: Path, *, now: datetime) -> None:
    """Twice as long as a ticket lives, since a list may be checked again meanwhile."""
    oldest = (now - 2 * LIVES).timestamp()
    for path in folder.glob("*/*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
