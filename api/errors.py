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
from api.pages.rendering import page, sentence
from api.problems import headers_of, misread, problem
from api.web import web_of
from approvals.domain import cover_refusals as cover
from approvals.domain import opinion_refusals as opinions
from approvals.domain import refusals as domain
from approvals.domain import undoing
from approvals.intake import refusals as intake
from core.refusal import Refusal

_LOG = structlog.get_logger()

# Not found, forbidden, in conflict with what is so by now, not acceptable as it was put.
STATUS: Mapping[type[Refusal], int] = {
    domain.AssignmentNotFound: 404,
    domain.AttachmentNotFound: 404,
    domain.BodyNotFound: 404,
    domain.CampaignNotFound: 404,
    domain.DocketNotFound: 404,
    cover.CoverNotFound: 404,
    domain.DossierNotFound: 404,
    domain.GateNotFound: 404,
    domain.LinkNotUsable: 404,
    domain.PasskeyNotFound: 404,
    domain.PersonNotFound: 404,
    domain.RuleSetNotFound: 404,
    domain.SubmissionNotFound: 404,
    web.PageNotFound: 404,
    domain.CodeTriesUsedUp: 403,
    domain.FreshCodeNeeded: 403,
    domain.LoginNeeded: 403,
    domain.PasskeyNotUsable: 403,
    domain.NotAllowedHere: 403,
    domain.NotAsked: 403,
    domain.NotEligible: 403,
    web.FormStale: 403,
    web.FromElsewhere: 403,
    web.ReportUnsigned: 403,
    domain.ActionNotAllowed: 409,
    domain.AddressTaken: 409,
    domain.AddressWorks: 409,
    domain.AlreadyAsked: 409,
    domain.AlreadyDecided: 409,
    domain.BallotAlreadyCast: 409,
    opinions.BallotsOutstanding: 409,
    domain.CampaignClosed: 409,
    cover.CoverActsForOthers: 409,
    cover.CoverIsAway: 409,
    cover.CoverOverlaps: 409,
    cover.DecidedByAnother: 409,
    domain.FileAlreadySubmitted: 409,
    domain.DocketFull: 409,
    domain.GateAlreadyClosed: 409,
    domain.NoBloc: 409,
    domain.NobodyToAsk: 409,
    domain.NoMinistry: 409,
    domain.NoRuleSetInForce: 409,
    domain.NothingToAdd: 409,
    domain.NotYourTurn: 409,
    undoing.NothingToUndo: 409,
    undoing.TooLateToUndo: 409,
    domain.RuleSetChanged: 409,
    domain.SubmissionNumberTaken: 409,
    opinions.CouncilsOnly: 409,
    opinions.NotAwaited: 409,
    opinions.OpinionNotThere: 409,
    domain.DossierChanged: 412,
    domain.FileTooLarge: 413,
    intake.WorkbookTooLarge: 413,
    web.ReportTooLarge: 413,
    web.RequestTooLarge: 413,
    domain.FileTypeNotAllowed: 415,
    intake.WorkbookNotXlsx: 415,
    cover.CoverDaysWrong: 422,
    cover.CoverWithoutSeat: 422,
    cover.NobodyCoversThemselves: 422,
    cover.NothingToCover: 422,
    domain.AwardUnknown: 422,
    domain.ChoiceNotOffered: 422,
    domain.CodeWrong: 422,
    opinions.DatedAhead: 422,
    opinions.EnvelopesMiscounted: 422,
    domain.FileEmpty: 422,
    opinions.OpinionMissing: 422,
    opinions.OpinionSealed: 422,
    domain.NothingNominated: 422,
    domain.QuietHoursUnclear: 422,
    domain.ReasonNeeded: 422,
    domain.RecipientNotAllowed: 422,
    domain.RuleSetInvalid: 422,
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
