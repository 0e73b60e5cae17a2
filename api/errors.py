"""The one table from refusals to HTTP, and how a refusal is answered: a page, or problem+json."""

from collections.abc import Mapping
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import refusals as web
from api.audit_statuses import AUDIT_STATUS
from api.pages.rendering import page, sentence
from api.problems import headers_of, misread, problem
from api.register_statuses import REGISTER_STATUS
from api.sealing_statuses import SEALING_STATUS
from api.web import web_of
from approvals.domain import undoing
from approvals.domain.refusals import (
    addresses,
    covering,
    deciding,
    filing,
    listing,
    missing,
    opinions,
    proving,
    replaying,
)
from approvals.intake import refusals as intake
from core.refusal import Refusal

_LOG = structlog.get_logger()

# Not found, forbidden, in conflict with what is so by now, not acceptable as it was put.
STATUS: Mapping[type[Refusal], int] = {
    missing.AssignmentNotFound: 404,
    missing.AttachmentNotFound: 404,
    missing.BodyNotFound: 404,
    missing.CampaignNotFound: 404,
    missing.DocketNotFound: 404,
    covering.CoverNotFound: 404,
    missing.DossierNotFound: 404,
    missing.GateNotFound: 404,
    proving.LinkNotUsable: 404,
    replaying.NothingYet: 404,
    missing.PasskeyNotFound: 404,
    missing.PersonNotFound: 404,
    missing.RuleSetNotFound: 404,
    missing.SubmissionNotFound: 404,
    web.PageNotFound: 404,
    proving.CodeTriesUsedUp: 403,
    proving.FreshCodeNeeded: 403,
    proving.LoginNeeded: 403,
    proving.PasskeyNotUsable: 403,
    deciding.NotAllowedHere: 403,
    deciding.NotAsked: 403,
    deciding.NotEligible: 403,
    web.FormStale: 403,
    web.FromElsewhere: 403,
    web.ReportUnsigned: 403,
    deciding.ActionNotAllowed: 409,
    addresses.AddressTaken: 409,
    addresses.AddressWorks: 409,
    deciding.AlreadyAsked: 409,
    deciding.AlreadyDecided: 409,
    deciding.BallotAlreadyCast: 409,
    opinions.BallotsOutstanding: 409,
    filing.CampaignClosed: 409,
    covering.CoverActsForOthers: 409,
    covering.CoverIsAway: 409,
    covering.CoverOverlaps: 409,
    covering.DecidedByAnother: 409,
    filing.FileAlreadySubmitted: 409,
    listing.DocketFull: 409,
    deciding.GateAlreadyClosed: 409,
    filing.NoBloc: 409,
    deciding.NobodyToAsk: 409,
    filing.NoMinistry: 409,
    filing.NoRuleSetInForce: 409,
    listing.NothingToAdd: 409,
    deciding.NotYourTurn: 409,
    undoing.NothingToUndo: 409,
    undoing.TooLateToUndo: 409,
    filing.RuleSetChanged: 409,
    filing.SubmissionNumberTaken: 409,
    opinions.CouncilsOnly: 409,
    opinions.NotAwaited: 409,
    opinions.OpinionNotThere: 409,
    deciding.DossierChanged: 412,
    filing.FileTooLarge: 413,
    intake.WorkbookTooLarge: 413,
    web.ReportTooLarge: 413,
    web.RequestTooLarge: 413,
    filing.FileTypeNotAllowed: 415,
    intake.WorkbookNotXlsx: 415,
    covering.CoverDaysWrong: 422,
    covering.CoverWithoutSeat: 422,
    covering.NobodyCoversThemselves: 422,
    covering.NothingToCover: 422,
    filing.AwardUnknown: 422,
    deciding.ChoiceNotOffered: 422,
    proving.CodeWrong: 422,
    opinions.DatedAhead: 422,
    opinions.EnvelopesMiscounted: 422,
    filing.FileEmpty: 422,
    opinions.OpinionMissing: 422,
    opinions.OpinionSealed: 422,
    filing.NothingNominated: 422,
    addresses.QuietHoursUnclear: 422,
    deciding.ReasonNeeded: 422,
    filing.RecipientNotAllowed: 422,
    filing.RuleSetInvalid: 422,
    intake.CellsToCorrect: 422,
    intake.BodyUnclear: 422,
    intake.CampaignUnclear: 422,
    intake.DayMissing: 422,
    intake.HeaderNotFound: 422,
    intake.NumberMissing: 422,
    intake.SubmitterUnclear: 422,
    intake.WorkbookEncrypted: 422,
    intake.WorkbookNotCalculated: 422,
    intake.WorkbookUnreadable: 422,
    web.AddressUnclear: 422,
    web.InputMalformed: 422,
    web.SignInCodeWrong: 422,
    web.AccountUnknown: 403,
    web.AnotherAccount: 409,
    web.ProviderSilent: 503,
    web.SignInNotConfirmed: 403,
    web.AnswerMissing: 422,
    web.CodeMissing: 422,
    web.TextTooLong: 422,
    web.FileMissing: 422,
    web.FileGone: 410,
    web.WhyMissing: 422,
    web.NoteMissing: 422,
    web.PaperDayMissing: 422,
    web.SuccessorMissing: 422,
    web.VotesMissing: 422,
    web.TitleMissing: 422,
    web.SittingDayMissing: 422,
    web.CursorNotUsable: 422,
    web.IdempotencyKeyReused: 422,
    web.HostUnknown: 421,
    web.MethodNotAllowed: 405,
    web.EnteredMeanwhile: 409,
    web.RequestStillRunning: 409,
    web.SignInNeeded: 401,
    web.TokenNeeded: 401,
    web.TokenNotUsable: 401,
    web.VersionNeeded: 428,
    web.TooManyRequests: 429,
    web.Overloaded: 503,
    web.Broken: 500,
    **SEALING_STATUS,
    **AUDIT_STATUS,
    **REGISTER_STATUS,
}


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal. One that is not in the table is a fault of ours."""
    return STATUS.get(type(refusal), 500)


def wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def answer(request: Request, refusal: Refusal) -> Response:
    """What a refusal looks like to whoever asked: a person, or a program."""
    if wants_json(request):
        return problem(refusal, status=status_of(refusal), detail=sentence(request, refusal))
    if isinstance(refusal, web.SignInNeeded):
        return RedirectResponse(_sign_in_for(request), status_code=303)
    status = status_of(refusal)
    response = page(
        request,
        "refused.html",
        status=status,
        refused=sentence(request, refusal),
        status_code=status,
    )
    response.headers.update(headers_of(refusal, status))
    return response


def answer_refusals(app: FastAPI) -> None:
    """Have every refusal, and every fault, answered here."""

    @app.exception_handler(Refusal)
    def refused(request: Request, refusal: Refusal) -> Response:
        return answer(request, refusal)

    @app.exception_handler(HTTPException)
    def not_served(request: Request, error: HTTPException) -> Response:
        response = answer(request, _served_not(request, error.status_code))
        response.headers.update(error.headers or {})  # `Allow`, which a 405 must have
        return response

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        if not wants_json(request):
            return answer(request, web.InputMalformed())
        refusal = web.InputMalformed()
        return problem(
            refusal,
            status=status_of(refusal),
            detail=sentence(request, refusal),
            faults=[misread(one) for one in error.errors()],
        )

    @app.exception_handler(OperationalError)
    def database_silent(request: Request, error: OperationalError) -> Response:
        _LOG.warning("database silent", error=type(error.orig).__name__, path=request.url.path)
        return answer(request, web.Overloaded())

    @app.exception_handler(IntegrityError)
    def lost_the_race(request: Request, error: IntegrityError) -> Response:
        if not isinstance(error.orig, UniqueViolation):
            raise error
        _LOG.warning("lost a race", constraint=error.orig.diag.constraint_name)
        return answer(request, web.EnteredMeanwhile())


def _served_not(request: Request, status: int) -> Refusal:
    """What the framework's own refusals are called here."""
    match status:
        case 404:
            return web.PageNotFound()
        case 405:
            return web.MethodNotAllowed()
        case 413:
            return web.RequestTooLarge(megabytes=web_of(request).settings.upload_limit_mb)
        case _:
            return web.InputMalformed()


def _sign_in_for(request: Request) -> str:
    """Where to sign in, and to come back to what was asked for; never back to a POST."""
    if request.method != "GET" or request.url.path == "/":
        return "/sign-in"
    wanted = request.url.replace(scheme="", netloc="")
    return f"/sign-in?{urlencode({'next': str(wanted)})}"
