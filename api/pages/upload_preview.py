"""Filing a list, second step: everything that was read, to be looked through, then submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now
from api.errors import status_of
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.checked_list import Checked, CheckedList, background, summary
from api.pages.dossier_options import campaign_name
from api.pages.dossier_search import uuid_in
from api.pages.point_words import Point, by_row, points
from api.pages.rendering import formats, page, sentence
from api.pages.upload import upload_page
from api.refusals import FormStale, PointsNotRead, TextTooLong
from api.web import web_of
from approvals.commands.attach import store
from approvals.domain.refusals.missing import CampaignNotFound
from approvals.intake.importing import Import, ImportPlan, import_submission
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from core.vietnamese import clean
from models.dossiers import Submission

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 50
_LONGEST_NUMBER = 80
_FIELDS = ("number", "dated_on", "movement", "known")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


@dataclass(frozen=True, slots=True)
class Details:
    """The paper's number and day as typed; empty means as the file says.

    `known`: whoever submits has read the points to note.
    """

    number: str = ""
    dated_on: str = ""
    known: bool = False
    movement: str = ""  # its id; empty: the list answers none

    @property
    def day(self) -> date | None:
        """As browsers send it, or as people write it where a browser has no calendar."""
        for form in _DAYS:
            try:
                return datetime.strptime(self.dated_on, form).date()  # noqa: DTZ007 -- a day
            except ValueError:
                continue
        return None


def read_details(
    number: Annotated[str, Form()] = "",
    dated_on: Annotated[str, Form()] = "",
    known: Annotated[str, Form()] = "",
    movement: Annotated[str, Form()] = "",
) -> Details:
    return Details(clean(number), clean(dated_on), known == "yes", movement)


@router.get("/submissions/new/preview")
def look_through(
    request: Request, attempt: Attempt, now: Now, found: CheckedList, page: str = ""
) -> HTMLResponse:
    return _page(request, attempt, found, now=now, number=int(page) if page.isdecimal() else 1)


@router.post("/submissions/new/preview")
def submit_list(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    found: CheckedList,
    typed: Annotated[Details, Depends(read_details)],
) -> Response:
    """Submit it whole, or show the same page with what keeps it from being submitted."""
    refusal = _fault(found, typed, ours=ours)
    done = refusal or _submit(request, attempt, viewer, found, typed, now=now)
    if isinstance(done, Refusal):
        return _page(request, attempt, found, now=now, typed=typed, refusal=done)
    return RedirectResponse(f"/submissions/{done.id}?filed=yes", status_code=303)


def _fault(found: Checked, typed: Details, *, ours: bool) -> Refusal | None:
    if isinstance(found.plan, Refusal):
        return found.plan
    if not ours:
        return FormStale()
    if len(typed.number) > _LONGEST_NUMBER:
        return TextTooLong(limit=_LONGEST_NUMBER).at("number")
    return None


def _submit(  # noqa: PLR0913 -- what is submitted, by whom, when
    request: Request,
    attempt: Attempting,
    viewer: Viewer,
    found: Checked,
    typed: Details,
    *,
    now: datetime,
) -> Submission | Refusal:
    """The file itself is kept, so that the list can be compared with what was made of it."""
    plan, campaign = found.plan, found.desk.campaign
    if isinstance(plan, Refusal):
        return plan
    if campaign is None:
        return CampaignNotFound(campaign="–")
    background_now = attempt(lambda session: background(session, found.desk, plan, now=now))
    if isinstance(background_now, Refusal):
        return background_now
    if background_now.findings and not typed.known:
        return PointsNotRead()
    store(web_of(request).settings.files_folder, plan.file_sha256, found.content)
    command = Import(
        body_id=found.desk.body.id,
        campaign_id=campaign.id,
        submitted_by_id=viewer.person.id,
        number=typed.number,
        dated_on=typed.day,
        movement_id=uuid_in(typed.movement),
    )
    return attempt(lambda session: import_submission(session, plan, command, now=now))


def _page(  # noqa: PLR0913 -- what is shown, and what was refused
    request: Request,
    attempt: Attempting,
    found: Checked,
    *,
    now: datetime,
    number: int = 1,
    typed: Details | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    plan = found.plan
    if isinstance(plan, Refusal):
        return upload_page(request, found.desk, refusal=plan)
    if plan.problems:  # the rules have changed since
        return upload_page(request, found.desk, plan=plan, name=found.name)
    known = attempt(lambda session: background(session, found.desk, plan, now=now))
    if isinstance(known, Refusal):
        raise known
    noted = by_row(points(known.findings, formats(language_of(request))))
    return page(
        request,
        "upload_preview.html",
        status=status_of(refusal) if refusal else 200,
        here=found.address,
        errors=_errors(request, refusal),
        found=found,
        typed=typed or _as_read(plan),
        background=known,
        campaign=_campaign(request, found),
        movements=[(str(one.id), one.name) for one in known.movements],
        summary=summary(plan),
        points=noted,
        **_rows_noted(found, noted),
        **_rows(found, plan, number),
    )


def _rows_noted(found: Checked, noted: Mapping[int | None, Sequence[Point]]) -> Mapping[str, Any]:
    """Rows with something to note, those that must be mended, and the page each is on."""
    rows = [row for row in noted if row is not None]
    return {
        "rows": rows,
        "stopped": [row for row in rows if any(point.stops for point in noted[row])],
        "pages_of": {row: found.page(-(-row // _ON_A_PAGE)) for row in rows},
    }


def _as_read(plan: ImportPlan) -> Details:
    return Details(plan.number or "", plan.dated_on.isoformat() if plan.dated_on else "")


def _errors(request: Request, refusal: Refusal | None) -> Mapping[str, str]:
    if refusal is None:
        return {}
    field = refusal.field if refusal.field in _FIELDS else ""
    return {field or "": sentence(request, refusal)}


def _campaign(request: Request, found: Checked) -> str:
    if found.desk.campaign is None:
        return ""
    return campaign_name(found.desk.campaign, formats(language_of(request)))


def _rows(found: Checked, plan: ImportPlan, number: int) -> Mapping[str, Any]:
    """One page of what was read; a file does not change, so its pages are simply counted."""
    last = max(1, -(-len(plan.nominations) // _ON_A_PAGE))
    number = min(max(1, number), last)
    start = (number - 1) * _ON_A_PAGE
    return {
        "nominations": plan.nominations[start : start + _ON_A_PAGE],
        "start": start,
        "previous_url": found.page(number - 1) if number > 1 else None,
        "next_url": found.page(number + 1) if number < last else None,
    }
