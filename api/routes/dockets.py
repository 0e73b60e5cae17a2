"""Dockets: the lists of sittings, filled by whoever keeps them, decided on by whoever is asked."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.bearer import Reader, Writer
from api.dependencies import Now, Transaction
from api.listing import Listed, PageAsked
from api.once import Repeatable
from api.openapi import json_router, refuses, repeatable
from api.pages.rendering import sentence
from api.refusals import CursorNotUsable
from api.schemas.dockets import (
    AdditionIn,
    ChangedDocket,
    DecidedDossierOut,
    DocketDecisionIn,
    DocketDecisionOut,
    DocketIn,
    DocketOut,
    RemovalIn,
    WholeDocket,
)
from api.web import web_of
from approvals.commands.add_to_docket import AddToDocket, add_to_docket
from approvals.commands.decide import Receipt, decide_all
from approvals.commands.open_docket import OpenDocket, open_docket
from approvals.commands.take_off_docket import TakeOffDocket, take_off_docket
from approvals.domain.refusals import deciding, listing, missing
from approvals.queries import dockets, inbox
from approvals.queries.visibility import Viewer
from core.refusal import Refusal

router: APIRouter = json_router("dockets")
Answers = dict[str, Receipt | Refusal]


@router.get("/dockets", responses=refuses(CursorNotUsable))
def list_dockets(session: Transaction, viewer: Reader, asked: PageAsked) -> Listed[DocketOut]:
    """The sittings of your bodies, the latest first."""
    page = dockets.dockets(
        session, viewer, asked.cursor(dockets.LATEST_FIRST.name), limit=asked.limit
    )
    return asked.listed(page, DocketOut.of)


@router.post(
    "/dockets",
    status_code=201,
    response_model=DocketOut,
    responses=repeatable(missing.BodyNotFound, deciding.NotAllowedHere),
)
def call_sitting(
    called: DocketIn, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """Open the docket of a sitting; it begins empty."""

    def effect() -> DocketOut:
        command = OpenDocket(person_id=writer.person.id, **called.model_dump())
        opened = open_docket(session, command, now=now)
        return _shown(session, writer, opened.id)

    return once.answer(effect, status=201)


@router.get("/dockets/{docket_id}", responses=refuses(missing.DocketNotFound))
def get_docket(docket_id: UUID, session: Transaction, viewer: Reader) -> WholeDocket:
    """One docket with its dossiers, in the order in which they are taken."""
    row = dockets.docket(session, viewer, docket_id)
    return WholeDocket.with_items(row, dockets.agenda(session, viewer, docket_id))


@router.post(
    "/dockets/{docket_id}/additions",
    response_model=ChangedDocket,
    responses=repeatable(
        listing.DocketFull, missing.DocketNotFound, deciding.NotAllowedHere, listing.NothingToAdd
    ),
)
def add_dossiers(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    docket_id: UUID,
    addition: AdditionIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Put dossiers that wait before the body on the docket."""

    def effect() -> ChangedDocket:
        command = AddToDocket(
            docket_id=docket_id, person_id=writer.person.id, wanted=addition.wanted()
        )
        count = add_to_docket(session, command, now=now)
        return ChangedDocket(count=count, docket=_shown(session, writer, docket_id))

    return once.answer(effect)


@router.post(
    "/dockets/{docket_id}/removals",
    response_model=ChangedDocket,
    responses=repeatable(missing.DocketNotFound, deciding.NotAllowedHere),
)
def remove_dossiers(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    docket_id: UUID,
    removal: RemovalIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Take dossiers off the docket; where they are judged they stay."""

    def effect() -> ChangedDocket:
        command = TakeOffDocket(
            docket_id=docket_id,
            person_id=writer.person.id,
            codes=tuple(removal.dossiers),
            submission_id=removal.submission_id,
        )
        count = take_off_docket(session, command, now=now)
        return ChangedDocket(count=count, docket=_shown(session, writer, docket_id))

    return once.answer(effect)


@router.post(
    "/dockets/{docket_id}/decisions",
    response_model=DocketDecisionOut,
    responses=repeatable(missing.DocketNotFound),
)
def decide_docket(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    docket_id: UUID,
    request: Request,
    said: DocketDecisionIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Decide on dossiers of a docket: each is recorded, or refused, for itself.

    A dossier that has changed since the version you read is refused (`dossier_changed`), and keeps
    no other from being recorded. Sent again, nothing is decided twice. A token is worth a mailed
    link: where the rules ask for more, decide in the browser.
    """

    def effect() -> DocketDecisionOut:
        dockets.docket(session, writer, docket_id)
        codes = [one.dossier for one in said.dossiers]
        assignments = inbox.duties_on(session, writer, docket_id, codes)
        waived = web_of(request).settings.login_waived
        commands = said.commands(assignments, writer.person.id, login_waived=waived)
        found = decide_all(session, list(commands.values()), now=now)
        answers: Answers = dict(zip(commands, found, strict=True))
        return DocketDecisionOut.of(
            [
                DecidedDossierOut.of(
                    code,
                    answers.get(code, missing.DossierNotFound(dossier=code)),
                    partial(sentence, request),
                )
                for code in codes
            ]
        )

    return once.answer(effect)


def _shown(session: Session, viewer: Viewer, docket_id: UUID) -> DocketOut:
    return DocketOut.of(dockets.docket(session, viewer, docket_id))
