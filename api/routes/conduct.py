"""Putting dossiers on hold and releasing them; taking awards back."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.bearer import Writer
from api.dependencies import Now, Transaction
from api.once import Repeatable
from api.openapi import json_router, repeatable
from api.schemas.conduct import (
    HoldIn,
    HoldOut,
    RecoveryIn,
    ReleaseIn,
    RevocationDecisionIn,
    RevocationIn,
    RevocationOut,
)
from api.schemas.words import Code
from approvals.commands.decide_revocation import DecideRevocation, decide_revocation
from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.note_recovery import NoteRecovery, note_recovery
from approvals.commands.propose_revocation import ProposeRevocation, propose_revocation
from approvals.commands.release_hold import ReleaseHold, release_hold
from approvals.domain.refusals import deciding, holding, missing, revoking
from approvals.queries import holds
from approvals.queries.dossier_page import visible_dossier

router: APIRouter = json_router("dossiers")


@router.post(
    "/dossiers/{code}/holds",
    status_code=201,
    response_model=HoldOut,
    responses=repeatable(
        deciding.ActionNotAllowed,
        missing.DossierNotFound,
        holding.HoldDocumentMissing,
        holding.HoldNotProvided,
        deciding.NotAllowedHere,
    ),
)
def hold_dossier(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code, wanted: HoldIn, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """Put a dossier on hold while something is verified. The same cause again changes nothing."""

    def effect() -> HoldOut:
        command = PlaceHold(
            dossier_id=visible_dossier(session, writer, code).id,
            placed_by_id=writer.person.id,
            **wanted.model_dump(),
        )
        return HoldOut.model_validate(place_hold(session, command, now=now))

    return once.answer(effect, status=201)


@router.post(
    "/dossiers/{code}/holds/{hold_id}/release",
    response_model=HoldOut,
    responses=repeatable(missing.DossierNotFound, holding.HoldNotFound, deciding.NotAllowedHere),
)
def release_dossier(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    hold_id: UUID,
    wanted: ReleaseIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Release a hold, with what came of it. The dossier goes on once none is left."""

    def effect() -> HoldOut:
        dossier = visible_dossier(session, writer, code)
        known = holds.hold(session, hold_id)
        if known is None or known.dossier_id != dossier.id:
            raise holding.HoldNotFound
        command = ReleaseHold(
            hold_id=hold_id, released_by_id=writer.person.id, **wanted.model_dump()
        )
        return HoldOut.model_validate(release_hold(session, command, now=now))

    return once.answer(effect)


@router.post(
    "/dossiers/{code}/revocation",
    status_code=201,
    response_model=RevocationOut,
    responses=repeatable(
        deciding.ActionNotAllowed,
        revoking.ConcludedAhead,
        revoking.ConclusionMissing,
        missing.DossierNotFound,
        deciding.NotAllowedHere,
        revoking.RevocationStands,
    ),
)
def propose_to_revoke(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    wanted: RevocationIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Propose to take an award back, by a competent body's conclusion."""

    def effect() -> RevocationOut:
        command = ProposeRevocation(
            dossier_id=visible_dossier(session, writer, code).id,
            proposed_by_id=writer.person.id,
            **wanted.model_dump(),
        )
        return RevocationOut.model_validate(propose_revocation(session, command, now=now))

    return once.answer(effect, status=201)


@router.put(
    "/dossiers/{code}/revocation/decision",
    response_model=RevocationOut,
    responses=repeatable(
        deciding.ActionNotAllowed,
        missing.DossierNotFound,
        deciding.NotAllowedHere,
        revoking.RefusalUnexplained,
        revoking.RevocationDecided,
        revoking.RevocationNotFound,
        revoking.RevocationNumberMissing,
    ),
)
def decide_on_revocation(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    said: RevocationDecisionIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Take the award back, or let it stand: for the head of the body that gave it."""

    def effect() -> RevocationOut:
        command = DecideRevocation(
            dossier_id=visible_dossier(session, writer, code).id,
            person_id=writer.person.id,
            **said.model_dump(),
        )
        return RevocationOut.model_validate(decide_revocation(session, command, now=now))

    return once.answer(effect)


@router.post(
    "/dossiers/{code}/revocation/recovery",
    response_model=RevocationOut,
    responses=repeatable(
        missing.DossierNotFound,
        deciding.NotAllowedHere,
        revoking.RecoveredBefore,
        revoking.RevocationNotFound,
    ),
)
def note_what_was_returned(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    wanted: RecoveryIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Note the day on which object and money of a revoked award were returned."""

    def effect() -> RevocationOut:
        command = NoteRecovery(
            dossier_id=visible_dossier(session, writer, code).id,
            recovered_on=wanted.recovered_on,
            person_id=writer.person.id,
        )
        return RevocationOut.model_validate(note_recovery(session, command, now=now))

    return once.answer(effect)
