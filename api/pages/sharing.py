"""What is the same for all who see every dossier is made once, until a dossier changes."""

from collections.abc import Callable, Hashable
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends
from starlette.requests import Request

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.web import web_of
from approvals.commands.survey import surveyed
from core.clock import local_date

T = TypeVar("T")


class Sharing(Protocol):
    """Makes a part of a page, or has it from whoever asked for the same just before.

    `depends_on` is all that the part depends on besides the dossiers, the reader's language and
    the day.
    """

    def __call__(self, depends_on: Hashable, make: Callable[[], T]) -> T: ...


def sharing(request: Request, session: Transaction, viewer: CurrentViewer, now: Now) -> Sharing:
    """What is made for somebody who sees some dossiers only is never handed on."""
    version = surveyed(session, now=now)
    if version is None or not viewer.national:
        return alone
    shared, common = web_of(request).shared, (version, local_date(now), language_of(request))

    def of_all(depends_on: Hashable, make: Callable[[], T]) -> T:
        return shared.get((common, depends_on), make)

    return of_all


def alone(depends_on: Hashable, make: Callable[[], T]) -> T:  # noqa: ARG001 -- as `Sharing`
    """For an answer that nobody else gets."""
    return make()


Shares = Annotated[Sharing, Depends(sharing)]
