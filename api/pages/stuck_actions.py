"""What helps is done, for one stuck dossier or for many at once."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, holding
from api.nonces import OwnForm
from api.pages.dossier_search import word_in
from api.pages.stuck_scope import StuckLook
from api.pages.why import placed
from api.web import web_of
from approvals.commands.escalate import EscalateNow, escalate_now
from approvals.commands.look_again import LookAgain, look_again
from approvals.commands.urge import URGING, Urge, urge
from approvals.domain.mail_habits import Habits
from approvals.domain.refusals.urging import NobodyAbove, StuckByAnother
from approvals.domain.remedies import Remedy
from approvals.queries import dossier_list, standing
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.dossiers import Dossier
from notifications import announcing
from notifications.posting import usual_habits

router = APIRouter(include_in_schema=False)
_MOST = 100  # of one form


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, when; `usual`: the habits of people who have not said when mail may come."""

    viewer: Viewer
    now: datetime
    usual: Habits


@router.post("/stuck/actions", dependencies=[holding(*URGING), OwnForm])
def act_on_chosen(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    look: StuckLook,
    one: Annotated[list[str] | None, Form()] = None,
    only: Annotated[str, Form()] = "",
) -> Response:
    """Each line says `remedy:code`, as the page offered it: nothing else is done to it.

    Each in a transaction of its own: one that cannot be helped stops no other. The mails leave with
    the next mail sweep: there may be hundreds.
    """
    hand = Hand(viewer, now, usual_habits(web_of(request).settings))
    offers = [only] if only else list(dict.fromkeys(one or ()))[:_MOST]
    done = Counter(_done(attempt, hand, *offer.split(":", 1)) for offer in offers if ":" in offer)
    counts = {name: str(count) for name, count in done.items()}
    back = look.address(cursor=look.cursor, **counts)
    return RedirectResponse(f"{back}#list", status_code=303)


def _done(attempt: Attempting, hand: Hand, remedy: str, code: str) -> str:
    """What was done, as the page's address counts it; `left` where nothing was."""
    offered = word_in(Remedy, remedy)
    if offered is None or offered not in AT_A_CLICK:
        return "left"
    done = attempt(partial(_act, hand=hand, offered=offered, code=code))
    if isinstance(done, NobodyAbove):  # those asked are all there is to turn to
        done = attempt(partial(_act, hand=hand, offered=offered, code=code, by=_remind))
    return "left" if isinstance(done, Refusal) else done


def _act(
    session: Session,
    *,
    hand: Hand,
    offered: Remedy,
    code: str,
    by: "Act | None" = None,
) -> str:
    """Raises what the command raises, and `StuckByAnother` where another thing helps by now."""
    dossier = visible_dossier(session, hand.viewer, code)
    rows = dossier_list.of_ids(session, hand.viewer, [dossier.id])
    found = standing.stuck(session, placed(rows), now=hand.now).get(dossier.id)
    if found is None or found.cause.remedy is not offered:
        raise StuckByAnother(dossier=dossier.code)
    return (by or AT_A_CLICK[offered])(session, dossier, hand)


def _remind(session: Session, dossier: Dossier, hand: Hand) -> str:
    command = Urge(dossier_id=dossier.id, by_person_id=hand.viewer.person.id)
    asked = urge(session, command, now=hand.now)
    if asked:
        announcing.remind(session, asked, now=hand.now, usual=hand.usual)
    else:
        announcing.remind_unit(session, dossier.id, now=hand.now, usual=hand.usual)
    return "reminded"


def _escalate(session: Session, dossier: Dossier, hand: Hand) -> str:
    by_id = hand.viewer.person.id
    command = EscalateNow(dossier_id=dossier.id, by_person_id=by_id)
    gate_id = escalate_now(session, command, now=hand.now)
    if not announcing.stands_still(
        session, gate_id, asked_by_id=by_id, now=hand.now, usual=hand.usual
    ):
        raise NobodyAbove(dossier=dossier.code)
    return "escalated"


def _look_again(session: Session, dossier: Dossier, hand: Hand) -> str:
    command = LookAgain(dossier_id=dossier.id, by_person_id=hand.viewer.person.id)
    look_again(session, command, now=hand.now)
    return "looked"


Act = Callable[[Session, Dossier, Hand], str]
AT_A_CLICK: Mapping[Remedy, Act] = {
    Remedy.REMIND: _remind,
    Remedy.SEND_AGAIN: _remind,
    Remedy.ASK_UNIT: _remind,
    Remedy.ESCALATE: _escalate,
    Remedy.RECONCILE: _look_again,
}
