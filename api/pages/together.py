"""Deciding on many dossiers at once: a verdict for all, exceptions, a summary, one action."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, ProofShown, Transaction
from api.languages import language_of
from api.long_forms import LongFormRoute
from api.nonces import FormIsOurs
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.inbox_search import InboxSearch
from api.pages.offers import all_give_the_award, counted, offers_for_all, rows_of, words_of
from api.pages.recording import Recording
from api.pages.rendering import formats, live_page, page, refusal_in
from api.pages.typed import LONGEST_REASON
from api.pages.verdicts import Verdicts, VerdictsOfForm, shown_now
from api.refusals import FormStale
from api.web import engine_of, web_of
from approvals.domain.assurance import asked_at, ensure_proved, strictest, suffices
from approvals.queries import dockets, inbox, series
from approvals.queries.inbox import Duty
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.dockets import Docket
from models.document_kinds import DocumentKind
from models.enums import AssignmentState, Assurance, Proof

router = APIRouter(include_in_schema=False, route_class=LongFormRoute)
_CHOSEN = "chosen"  # only what is ticked, be it nothing

# What is decided on, on which docket, and the next number of the series of whoever awards.
Together = tuple[Sequence[Duty], Docket | None, str | None]


@router.get("/inbox/decide")
def consider(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    proof: ProofShown,
    search: InboxSearch,
    one: Annotated[list[str] | None, Query()] = None,
    of: str = "",
) -> HTMLResponse:
    """All that fits the search, or what was chosen of it."""
    chosen = {id_ for text in one or () if (id_ := uuid_in(text)) is not None}
    if of == _CHOSEN and not chosen:
        duties: Sequence[Duty] = ()
    else:
        duties = inbox.together(session, viewer, search.narrowing, chosen)
    typed = Verdicts(shown=shown_now(duties), docket_id=search.narrowing.docket_id)
    return _form(request, _together(session, viewer, duties, typed), typed, proof)


@router.post("/inbox/decide")
def decide_together(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    proof: ProofShown,
    now: Now,
    ours: FormIsOurs,
    said: VerdictsOfForm,
) -> Response:
    """Check the form, show what it comes to, and record it once that is confirmed."""

    def read(session: Session) -> Together:
        return _together(session, viewer, inbox.duties(session, viewer, list(said.shown)), said)

    found = attempt(read)
    if isinstance(found, Refusal):
        raise found
    duties, *_ = found
    if not duties or said.step == "change":
        return _form(request, _waiting(found), said, proof)
    refusals = list(_faults(request, duties, said, proof)) if ours else [FormStale()]
    if refusals:
        return _form(request, _waiting(found), said, proof, refusals)
    if said.step != "send":
        return _summary(request, _waiting(found), said)
    commands = said.commands(
        duties,
        viewer.person.id,
        proof=proof,
        login_waived=web_of(request).settings.login_waived,
    )
    return _live(request, found, Recording(engine_of(request), commands, now))


def _together(session: Session, viewer: Viewer, duties: Sequence[Duty], said: Verdicts) -> Together:
    docket = dockets.docket(session, viewer, said.docket_id).docket if said.docket_id else None
    bodies = {duty.line.gate.body_id for duty in duties} if all_give_the_award(duties) else set()
    number = series.upcoming(session, bodies, DocumentKind.DECISION, on=viewer.on)
    return duties, docket, number


def _waiting(together: Together) -> Together:
    """Without those that were decided, closed or handed over meanwhile."""
    duties, docket, number = together
    active = AssignmentState.ACTIVE
    return [duty for duty in duties if duty.line.assignment.state is active], docket, number


def _asked(request: Request, duties: Sequence[Duty]) -> Assurance:
    """What the strictest of the gates asks of whoever decides at all of them."""
    waived = web_of(request).settings.login_waived
    return strictest(asked_at(duty.rule, login_waived=waived) for duty in duties)


def _faults(
    request: Request, duties: Sequence[Duty], said: Verdicts, proof: Proof
) -> Iterator[Refusal]:
    try:
        ensure_proved(proof, _asked(request, duties))
    except Refusal as refusal:
        yield refusal
    yield from said.faults(duties)


def _here(request: Request, docket: Docket | None) -> str:
    """Where this very page is to be had again, as it was before anything was filled in."""
    if request.method == "GET":
        return str(request.url.replace(scheme="", netloc=""))
    return f"/inbox/decide?docket={docket.id}" if docket else "/inbox"


def _form(
    request: Request,
    together: Together,
    typed: Verdicts,
    proof: Proof,
    refusals: Sequence[Refusal] = (),
) -> HTMLResponse:
    duties, docket, number = together
    asked, here = _asked(request, duties), _here(request, docket)
    written = formats(language_of(request))
    return form_page(
        request,
        "together.html",
        *refusals,
        here=here,
        back=here,
        still_asked=None if suffices(proof, asked) else asked,
        docket=docket,
        typed=typed,
        offers=offers_for_all(duties, written, number),
        rows=rows_of(duties, typed, written),
        most=inbox.TOGETHER,
        longest_reason=LONGEST_REASON,
    )


def _summary(request: Request, together: Together, said: Verdicts) -> HTMLResponse:
    duties, docket, number = together
    written = formats(language_of(request))
    rows = rows_of(duties, said, written)
    return page(
        request,
        "together_summary.html",
        here=_here(request, docket),
        docket=docket,
        typed=said,
        takes_number=number is not None and said.take_number,
        counts=counted(rows),
        rows=rows,
    )


def _live(request: Request, together: Together, recording: Recording) -> Response:
    duties, docket, _ = together
    language = language_of(request)
    return live_page(
        request,
        "together_done.html",
        docket=docket,
        recording=recording,
        words=words_of(duties, formats(language)),
        duties={duty.line.assignment.id: duty for duty in duties},
        why=lambda refusal: refusal_in(language, refusal),
    )
