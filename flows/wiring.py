"""What flows work with, built once for a process: settings, database, mailer."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from approvals.domain.mail_habits import Habits
from core.database import connect, transaction
from core.postgres import database_urls
from core.settings import Settings
from core.withholding import Quotable, described
from notifications.mailers import mailer_for
from notifications.mailers.port import Mailer
from notifications.posting import usual_habits

P = ParamSpec("P")
T = TypeVar("T")


class WorkBroke(Quotable):
    """Our own work failed: says where, and nothing of whom it was about."""


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


@contextmanager
def telling_nobody() -> Iterator[None]:
    """Prefect logs, keeps and shows the text of what a flow raises: it gets one without names.

    A silent database passes: whoever waits for it must know it, and parameters are not in its text.
    """
    try:
        yield
    except (OperationalError, Quotable):
        raise
    except Exception as problem:  # noqa: BLE001 -- of whatever kind
        raise WorkBroke(described(problem)) from None


def transact(work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do `work` in one transaction."""
    with telling_nobody(), transaction(wired().database) as session:
        return work(session, *args, **kwargs)


async def transact_aside(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do `work` in one transaction, in a thread: the event loop goes on."""
    return await asyncio.to_thread(lambda: transact(work, *args, **kwargs))
