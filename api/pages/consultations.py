"""The public's pages: who is proposed for what, and a form for comments. Nobody signs in.

Comments are shown to nobody here, only how many there are.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Now, PossibleViewer, Transaction
from api.limits import Limit, PerNetwork, count, network_of
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rendering import page
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, TextTooLong, TooManyRequests
from approvals.commands.open_consultation import may_consult
from approvals.commands.receive_comment import ReceiveComment, receive_comment
from approvals.domain.refusals.consulting import ConsultationNotFound, NothingToConsultOn
from approvals.queries import bodies, consultations
from approvals.queries.consultations import Listed
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from core.vietnamese import clean
from models.bodies import Body
from models.consultations import Consultation, PublicComment

router = APIRouter(include_in_schema=False, dependencies=[PerNetwork])
COMMENTS = Limit(20, timedelta(hours=1))  # from a network: a whole ministry may stand behind it
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form says. `website` is a field that people do not see: who fills it is none."""

    dossier: str = ""
    text: str = ""
    name: str = ""
    contact: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A consultation with what its page shows; `all_of` are all whom a comment may be about."""

    consultation: Consultation
    body: Body
    all_of: list[Listed]
    found: list[Listed]
    may_judge: bool

    def runs(self, now: datetime) -> bool:
        one = self.consultation
        return one.opens_on <= local_date(now) <= one.closes_on


def read_comment(
    dossier: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    contact: Annotated[str, Form()] = "",
    website: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(
        clean(dossier),
        clean_lines(text),
        clean(name)[:_LONGEST_NAME],
        clean(contact)[:_LONGEST_NAME],
        website,
    )


@router.get("/consultations")
def list_consultations(
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,  # noqa: ARG001 -- for the page's frame
    now: Now,
) -> HTMLResponse:
    posted = consultations.posted(session, today=local_date(now))
    return page(request, "consultations.html", posted=posted)


@router.get("/consultations/{number}")
def show_consultation(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,
    now: Now,
    number: str,
    q: str = "",
    receipt: str = "",
    about: str = "",
) -> HTMLResponse:
    shown = _shown(session, viewer, number, clean(q), now=now)
    known = consultations.by_receipt(session, clean(receipt)) if receipt else None
    if known is not None and known.consultation_id != shown.consultation.id:
        known = None
    return _page(request, shown, Typed(dossier=clean(about)), now=now, search=clean(q), known=known)


@router.post("/consultations/{number}")
def comment(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: PossibleViewer,
    now: Now,
    ours: FormIsOurs,
    number: str,
    typed: Annotated[Typed, Depends(read_comment)],
) -> Response:
    """Take a comment. Whoever fills the hidden field gets the same answer, and nothing is kept."""
    shown = attempt(lambda session: _shown(session, viewer, number, "", now=now))
    if isinstance(shown, Refusal):
        raise shown
    here = f"/consultations/{shown.consultation.number}"
    if typed.website:
        return RedirectResponse(f"{here}?receipt=YK#comment", status_code=303)
    work = partial(_receive, shown=shown, typed=typed, now=now)
    fault = _fault(shown, typed, ours=ours) or _counted(request, now=now)
    done = attempt(work) if fault is None else fault
    if isinstance(done, Refusal):
        return _page(request, shown, typed, now=now, fault=done)
    return RedirectResponse(f"{here}?receipt={done.receipt}#comment", status_code=303)


def _fault(shown: Shown, typed: Typed, *, ours: bool) -> Refusal | None:
    if not ours:
        return FormStale()
    if len(typed.text) > LONGEST_REASON:
        return TextTooLong(limit=LONGEST_REASON).at("text")
    return None if _about(shown, typed) else NothingToConsultOn()


def _about(shown: Shown, typed: Typed) -> UUID | None:
    found = (one.dossier.id for one in shown.all_of if one.dossier.code == typed.dossier)
    return next(found, None)


def _counted(request: Request, *, now: datetime) -> TooManyRequests | None:
    """What was typed stays on the page, for when there is room again."""
    try:
        count(request, f"comment {network_of(request)}", COMMENTS, now=now)
    except TooManyRequests as refused:
        return refused
    return None


def _receive(session: Session, *, shown: Shown, typed: Typed, now: datetime) -> PublicComment:
    about = _about(shown, typed)
    if about is None:
        raise NothingToConsultOn
    command = ReceiveComment(
        consultation_id=shown.consultation.id,
        dossier_id=about,
        text=typed.text,
        name=typed.name,
        contact=typed.contact,
    )
    return receive_comment(session, command, now=now)


def _shown(
    session: Session, viewer: Viewer | None, number: str, search: str, *, now: datetime
) -> Shown:
    """Raises `ConsultationNotFound`: before its first day it is there for nobody."""
    one = consultations.by_number(session, clean(number))
    if one is None or one.withdrawn_at is not None or one.opens_on > local_date(now):
        raise ConsultationNotFound
    body = bodies.body(session, one.body_id)
    if body is None:
        raise ConsultationNotFound
    all_of = consultations.listed(session, one.id)
    found = consultations.listed(session, one.id, search=search) if search else all_of
    may_judge = viewer is not None and may_consult(viewer, one.body_id)
    return Shown(one, body, all_of, found, may_judge)


def _page(  # noqa: PLR0913 -- what the page shows
    request: Request,
    shown: Shown,
    typed: Typed,
    *,
    now: datetime,
    search: str = "",
    known: PublicComment | None = None,
    fault: Refusal | None = None,
) -> HTMLResponse:
    shown_as = form_page(
        request,
        "consultation.html",
        fault,
        here=f"/consultations/{shown.consultation.number}",
        shown=shown,
        runs=shown.runs(now),
        typed=replace(typed, website=""),
        search=search,
        known=known,
        comments=sum(one.comments for one in shown.all_of),
        longest=LONGEST_REASON,
    )
    if shown.runs(now):  # all other pages ask search engines to stay away
        shown_as.headers["X-Robots-Tag"] = "all"
    return shown_as
