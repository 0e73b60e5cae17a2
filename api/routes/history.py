"""A dossier's past for programs: what it was at any moment."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.bearer import Reader
from api.dependencies import Now, Transaction
from api.openapi import json_router, refuses
from api.pages.history import moment_in
from api.schemas.dossier_then import DossierThenOut
from api.schemas.words import Code
from approvals.commands.read_history import note_read
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.replaying import NothingYet
from approvals.domain.refusals.searching import MomentUnclear
from approvals.history.history_page import Asked, history_of
from approvals.queries.dossier_page import visible_dossier
from models.enums import Office

router: APIRouter = json_router("dossiers")

_LONGEST = 40
When = Annotated[
    str,
    Query(
        max_length=_LONGEST,
        description="The number of an event, or a moment as RFC 3339 writes it. Without: now.",
        examples=["12", "2026-11-20T09:30:00+07:00"],
    ),
]


@router.get("/dossiers/{code}/state", responses=refuses(DossierNotFound, MomentUnclear, NothingYet))
def get_dossier_state(
    code: Code, session: Transaction, viewer: Reader, now: Now, at: When = ""
) -> DossierThenOut:
    """A dossier as it was after an event, or at a moment, told by its events alone.

    A number beyond the last event means the last one. When an auditor asks, the journal notes it.
    """
    dossier = visible_dossier(session, viewer, code)
    asked = _asked(at)
    found = history_of(session, viewer, code, asked)
    if found.too_early and asked.moment is not None:
        raise NothingYet(moment=asked.moment)
    if viewer.holds(Office.AUDITOR):
        note_read(session, viewer.person.id, dossier, found.entry.seq, now)
    return DossierThenOut.of(found.then)


def _asked(at: str) -> Asked:
    if not at:
        return Asked()
    if at.isascii() and at.isdigit():
        return Asked(at=int(at))
    moment = moment_in(at)
    if moment is None:
        raise MomentUnclear(moment=at)
    return Asked(moment=moment)
