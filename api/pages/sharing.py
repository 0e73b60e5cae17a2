"""What is the same for all who see every dossier is made once, until what it tells of changes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends
from starlette.requests import Request

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.shared import Shared
from api.web import web_of
from approvals.commands.survey import surveyed
from approvals.queries.open_dossiers import Version
from core.clock import local_date

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sharing:
    """Makes a part of a page, or has it from whoever asked for the same just before.

    `depends_on` is all that the part depends on besides the dossiers, the reader's language and
    the day.
    """

    shared: Shared
    version: Version
    common: Hashable

    def __call__(self, depends_on: Hashable, make: Callable[[], T]) -> T:
        """Until a dossier changes, or the flow is counted anew."""
        return self.shared.get((self.version, self.common, depends_on), make)

    def counted(self, depends_on: Hashable, make: Callable[[], T]) -> T:
        """Of the flow and the usual ages alone: until they are counted anew."""
        return self.shared.get((self.version.flow, self.common, depends_on), make)


class Alone:
    """For an answer that nobody else gets."""

    def __call__(self, depends_on: Hashable, make: Callable[[], T]) -> T:  # noqa: ARG002 -- as `Sharing`
        return make()

    counted = __call__


def sharing(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now
) -> Sharing | Alone:
    """What is made for somebody who sees some dossiers only is never handed on."""
    version = surveyed(session, now=now)
    if version is None or not viewer.national:
        return Alone()
    return Sharing(web_of(request).shared, version, (local_date(now), language_of(request)))


Shares = Annotated[Sharing | Alone, Depends(sharing)]
