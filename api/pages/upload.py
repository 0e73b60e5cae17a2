"""Filing a list, first step: take the template, choose the filled-in file, have it checked.

Nothing is stored here. What is right goes on to upload_preview.py; what is wrong is shown cell
by cell beside the same form.
"""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import incoming
from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.errors import status_of
from api.incoming import Incoming
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.dossier_options import campaign_options
from api.pages.filing import Desk, desk_of, plan_of
from api.pages.rendering import formats, page, sentence
from api.pages.uploaded import FileOfForm
from api.refusals import FileMissing, FormStale
from api.web import web_of
from approvals.domain.refusals.filing import FileTooLarge
from approvals.intake.importing import ImportPlan
from approvals.intake.refusals import CellsToCorrect
from approvals.intake.template import template
from approvals.queries import rules
from core.clock import local_date
from core.language import translator
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATE_NAME = "mau-danh-sach-de-nghi-khen-thuong.xlsx"


@router.get("/submissions/new")
def ask(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, body: str = ""
) -> HTMLResponse:
    return upload_page(request, desk_of(session, viewer, body=body, now=now))


@router.get("/submissions/new/template.xlsx")
def download_template(session: Transaction, viewer: CurrentViewer, now: Now) -> Response:
    """The empty list, with the awards of the rules in force."""
    desk_of(session, viewer, now=now)
    return Response(
        template(rules.rule_set_in_force(session, local_date(now))),
        media_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{_TEMPLATE_NAME}"'},
    )


@router.post("/submissions/new")
def check(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    file: FileOfForm,
    body: Annotated[str, Form()] = "",
    campaign: Annotated[str, Form()] = "",
) -> Response:
    desk = attempt(lambda session: desk_of(session, viewer, body=body, campaign=campaign, now=now))
    if isinstance(desk, Refusal):
        raise desk
    web = web_of(request)
    fault = _fault(file, web.settings.upload_limit_mb, ours=ours)
    plan = fault or plan_of(attempt, file.content, file.name, now=now)
    if isinstance(plan, Refusal):
        return upload_page(request, desk, refusal=plan)
    if plan.problems:
        return upload_page(request, desk, plan=plan, name=file.name)
    ticket = incoming.keep(web, Incoming(file.name, file.content), viewer.person.id, now=now)
    chosen = {"body": desk.body.slug, "campaign": desk.campaign.slug if desk.campaign else ""}
    address = urlencode({"ticket": ticket} | chosen)
    return RedirectResponse(f"/submissions/new/preview?{address}", status_code=303)


def _fault(file: FileOfForm, limit_mb: int, *, ours: bool) -> Refusal | None:
    if not ours:
        return FormStale()
    if not file.chosen:
        return FileMissing()
    if len(file.content) > limit_mb << 20:
        return FileTooLarge(name=file.name, megabytes=limit_mb)
    return None


def upload_page(
    request: Request,
    desk: Desk,
    *,
    plan: ImportPlan | None = None,
    refusal: Refusal | None = None,
    name: str = "",
) -> HTMLResponse:
    """The form, with what is wrong with the file: `plan` is one with problems."""
    language = language_of(request)
    written = formats(language)
    if plan is not None:
        refusal = CellsToCorrect(count=len(plan.problems), problems=plan.problems)
    errors = {_place(plan, refusal): sentence(request, refusal)} if refusal else {}
    return page(
        request,
        "upload.html",
        status=status_of(refusal) if refusal else 200,
        here="/submissions/new",
        errors=errors,
        desk=desk,
        campaigns=campaign_options(desk.campaigns, written),
        bodies=[(body.slug, written.body_name(body)) for body in desk.bodies],
        problems=plan.problems if plan else (),
        explain=translator(language).gettext,
        name=name,
        limit_mb=web_of(request).settings.upload_limit_mb,
    )


def _place(plan: ImportPlan | None, refusal: Refusal) -> str:
    """What on the page an error is about: whatever is wrong with the list, the file is."""
    if plan is not None:
        return "problems"
    return "file" if refusal.field else ""
