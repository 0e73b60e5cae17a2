"""Whoever has a stuck dossier is reminded, of one or of many at once."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, holding
from api.nonces import OwnForm
from api.pages.stuck_scope import StuckLook
from api.web import web_of
from approvals.commands.urge import URGING, Urge, urge
from approvals.domain.mail_habits import Habits
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from notifications import announcing
from notifications.posting import usual_habits

router = APIRouter(include_in_schema=False)
_MOST = 100  # of one form


@router.post("/stuck/remind", dependencies=[holding(*URGING), OwnForm])
def remind_chosen(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    look: StuckLook,
    one: Annotated[list[str] | None, Form()] = None,
    only: Annotated[str, Form()] = "",
) -> Response:
    """Each in a transaction of its own: one that cannot be reminded of stops no other.

    The mails leave with the next mail sweep: there may be hundreds.
    """
    usual = usual_habits(web_of(request).settings)
    codes = [only] if only else list(dict.fromkeys(one or ()))[:_MOST]
    reminded = left = 0
    for code in codes:
        done = attempt(partial(_remind, viewer=viewer, code=code, usual=usual, now=now))
        if isinstance(done, Refusal):
            left += 1
        else:
            reminded += 1
    back = look.address(cursor=look.cursor)
    counts = f"reminded={reminded}&left={left}"
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{counts}#list", status_code=303)


def _remind(
    session: Session, *, viewer: Viewer, code: str, usual: Habits, now: datetime
) -> list[UUID]:
    """The mails that were queued. Raises what `urge` raises."""
    dossier = visible_dossier(session, viewer, code)
    command = Urge(dossier_id=dossier.id, by_person_id=viewer.person.id)
    asked = urge(session, command, now=now)
    if asked:
        return announcing.remind(session, asked, now=now, usual=usual)
    return announcing.remind_unit(session, dossier.id, now=now, usual=usual)
