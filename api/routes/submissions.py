"""Submissions: filed whole, followed as a list."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.bearer import Reader, Writer
from api.dependencies import Now, Transaction
from api.listing import Listed, PageAsked
from api.once import Repeatable
from api.openapi import json_router, refuses, repeatable
from api.refusals import CursorNotUsable
from api.schemas.submissions import FiledOut, SubmissionIn, SubmissionOut, WarningOut
from api.schemas.words import Search, Slug
from approvals.commands.submit import submit_examined
from approvals.domain.refusals import deciding, filing, missing
from approvals.domain.refusals.movements import MovementNotYours
from approvals.queries import submission_list

router: APIRouter = json_router("submissions")


@router.get("/submissions", responses=refuses(CursorNotUsable))
def list_submissions(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    session: Transaction,
    viewer: Reader,
    now: Now,
    asked: PageAsked,
    search: Annotated[Search, Query(description="Part of its number or its body's name.")] = "",
    campaign: Annotated[Slug, Query(description="A campaign's slug.")] = "",
) -> Listed[SubmissionOut]:
    """Submissions with a dossier that you may see, the newest first."""
    page = submission_list.submissions(
        session,
        viewer,
        now=now,
        search=search,
        campaign=campaign,
        cursor=asked.cursor(submission_list.NEWEST_FIRST.name),
        limit=asked.limit,
    )
    return asked.listed(page, SubmissionOut.of)


@router.post(
    "/submissions",
    status_code=201,
    response_model=FiledOut,
    responses=repeatable(
        filing.AwardUnknown,
        missing.BodyNotFound,
        filing.CampaignClosed,
        missing.CampaignNotFound,
        filing.NoBloc,
        filing.NoMinistry,
        filing.NoRuleSetInForce,
        filing.NominationStopped,
        MovementNotYours,
        deciding.NotAllowedHere,
        filing.RecipientNotAllowed,
        filing.SubmissionNumberTaken,
    ),
)
def file_submission(
    filed: SubmissionIn, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """File a submission: each nomination becomes a dossier at its first gate, or none does."""

    def effect() -> FiledOut:
        done = submit_examined(session, filed.command(writer.person.id), now=now)
        row = submission_list.submission(session, writer, done.submission.id, now=now)
        warnings = [WarningOut.of(one) for one in done.findings]
        return FiledOut(**SubmissionOut.of(row).model_dump(), warnings=warnings)

    return once.answer(effect, status=201)


@router.get("/submissions/{submission_id}", responses=refuses(missing.SubmissionNotFound))
def get_submission(
    submission_id: UUID, session: Transaction, viewer: Reader, now: Now
) -> SubmissionOut:
    """One submission, and how far its dossiers are."""
    return SubmissionOut.of(submission_list.submission(session, viewer, submission_id, now=now))
