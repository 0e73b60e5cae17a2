"""What is the same for all who see every dossier is made once, until a dossier changes."""

from collections.abc import Callable, Hashable
from typing import Annotated

from fastapi import Depends
from markupsafe import Markup
from starlette.requests import Request

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.web import web_of
from approvals.commands.survey import surveyed
from core.clock import local_date

Sharing = Callable[[Hashable, Callable[[], Markup]], Markup]


def sharing(request: Request, session: Transaction, viewer: CurrentViewer, now: Now) -> Sharing:
    """Makes a part of a page, or has it from whoever asked for the same just before.

    Its first argument is all that the part depends on besides the dossiers, the reader's language
    and the day. What is made for somebody who sees some dossiers only is never handed on.
    """
    version = surveyed(session, now=now)
    if version is None or not viewer.national:
        return alone
    shared, common = web_of(request).shared, (version, local_date(now), language_of(request))
    return lambda depends_on, make: shared.text((common, depends_on), make)


def alone(_depends_on: Hashable, make: Callable[[], Markup]) -> Markup:
    """For an answer that nobody else gets."""
    return make()


Shares = Annotated[Sharing, Depends(sharing)]
