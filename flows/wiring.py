"""What flows work with, built once for a process: settings, database, mailer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from approvals.domain.mail_habits import Habits
from core.database import connect, transaction
from core.postgres import database_urls
from core.settings import Settings
from notifications.mailers import mailer_for
from notifications.mailers.port import Mailer
from notifications.posting import usual_habits

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Wiring:
    settings: Settings
    database_url: str
    database: Engine
    mailer: Mailer

    @property
    def usual(self) -> Habits:
        """When mail comes to people who have not said when it may."""
        return usual_habits(self.settings)


_built: list[Wiring] = []


def wire(settings: Settings, *, mailer: Mailer | None = None) -> Wiring:
    """Build this process's wiring; a second call replaces the first."""
    unwire()
    url = database_urls(settings).ours
    database = connect(url)
    _built.append(Wiring(settings, url, database, mailer or mailer_for(settings, database)))
    return _built[0]


def unwire() -> None:
    """Close what was built."""
    while _built:
        _built.pop().database.dispose()


def wired() -> Wiring:
    """The wiring; from the environment where nobody built it, as under `prefect worker start`."""
    return _built[0] if _built else wire(Settings())


def transact(work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do `work` in one transaction."""
    with transaction(wired().database) as session:
        return work(session, *args, **kwargs)


async def transact_aside(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do `work` in one transaction, in a thread: the event loop goes on."""
    return await asyncio.to_thread(lambda: transact(work, *args, **kwargs))
