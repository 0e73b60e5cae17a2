"""One dossier: where it is, who holds it, what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import OwnForm
from api.pages.council_words import council_words
from api.pages.dossier_options import campaign_name, paper_options
from api.pages.files import file_response
from api.pages.follow_up import Following, following
from api.pages.form_page import form_page
from api.pages.formats import Format
from api.pages.outlook import Outlook, is_for, outlook
from api.pages.paper_links import PaperLinks, beside_dossier
from api.pages.point_words import Point, points_of_dossier
from api.pages.rendering import formats
from api.pages.rights import can_be_handed_over, may_read_minutes, rights_of
from api.pages.seeing import dossier_of
from api.pages.stage_line import stage_line
from api.pages.storytelling import story
from api.pages.uploaded import FileOfForm
from api.pages.why import why_here
from api.refusals import FileMissing
from api.web import web_of
from approvals.commands.attach import ACCEPTED, Attach, attach
from approvals.commands.settle_here import own_awards_at
from approvals.domain.refusals.missing import AttachmentNotFound
from approvals.queries import moved
from approvals.queries.dossier_page import (
    DossierPage,
    GateStory,
    dossier_page,
    visible_dossier,
)
from approvals.queries.settled_here import Kin, kin_of
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.commendation import Paper
from models.enums import EventKind, GateState

router = APIRouter(include_in_schema=False)

# What is said above the page of a dossier that is not under review.
_PARTING = (
    *(EventKind.DOSSIER_RETURNED, EventKind.DOSSIER_DECLINED, EventKind.DOSSIER_WITHDRAWN),
    EventKind.DOSSIER_SETTLED_HERE,
)


@router.get("/dossiers/{code}")
def show_dossier(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, code: str
) -> HTMLResponse:
    found = dossier_page(session, viewer, code)
    why = why_here(request, session, found, now=now)
    links = beside_dossier(session, viewer, found)
    noted = points_of_dossier(request, session, viewer, found)
    expected = _expected(session, viewer, found, now)
    written = formats(language_of(request))
    followed = following(session, viewer, found, written, now=now)
    return _page(
        request,
        viewer,
        found,
        why=why,
        expected=expected,
        links=links,
        noted=noted,
        kin=kin_of(session, found.dossier),
        settles=bool(own_awards_at(session, viewer, found.dossier)),
        followed=followed,
    )


@router.post("/dossiers/{code}/files", dependencies=[OwnForm])
def add_file(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    file: FileOfForm,
    paper: Annotated[str, Form()] = "",
) -> Response:
    """Evidence from the unit."""
    dossier = attempt(lambda session: visible_dossier(session, viewer, code))
    if isinstance(dossier, Refusal):
        raise dossier
    settings = web_of(request).settings
    command = Attach(
        dossier_id=dossier.id,
        person_id=viewer.person.id,
        name=file.name,
        content=file.content,
        paper=Paper(paper) if paper in set(Paper) else None,
    )
    refused = (
        attempt(
            lambda session: attach(
                session,
                command,
                folder=settings.files_folder,
                limit_mb=settings.upload_limit_mb,
                now=now,
            )
        )
        if file.chosen
        else FileMissing()
    )
    if isinstance(refused, Refusal):
        return _page(request, viewer, dossier_of(attempt, viewer, code), refusal=refused)
    return RedirectResponse(f"/dossiers/{dossier.code}#evidence", status_code=303)


@router.get("/dossiers/{code}/files/{attachment_id:uuid}")
def download(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str, attachment_id: UUID
) -> Response:
    for attachment in dossier_page(session, viewer, code).attachments:
        if attachment.id == attachment_id:
            return file_response(request, attachment)
    raise AttachmentNotFound(attachment=attachment_id)


def _expected(
    session: Session, viewer: Viewer, found: DossierPage, now: datetime
) -> Outlook | None:
    """For those who nominated."""
    if not is_for(viewer, found.body):
        return None
    dossier = found.dossier
    met = [story.gate for story in found.gates if story.gate.state is not GateState.UNDONE]
    gate = found.open_gate.gate if found.open_gate else met[-1]
    ranges = moved.ranges_of(session, [dossier.award_code])
    return outlook(dossier, gate, found.route, ranges, today=local_date(now))


def last_words(found: DossierPage, written: Format) -> str:
    """Why the dossier is not under review: what was written when it left."""
    parting = [entry for entry in found.timeline if entry.kind in _PARTING]
    return written.said(parting[-1], "reason") if parting else ""


def _page(  # noqa: PLR0913 -- what the page shows beside the dossier
    request: Request,
    viewer: Viewer,
    found: DossierPage,
    *,
    why: str = "",
    expected: Outlook | None = None,
    links: PaperLinks = PaperLinks(),  # noqa: B008 -- frozen
    noted: Sequence[Point] = (),
    kin: Kin = Kin(),  # noqa: B008 -- frozen
    settles: bool = False,
    followed: Following | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    settings = web_of(request).settings
    written = formats(language_of(request))
    return form_page(
        request,
        "dossier.html",
        refusal,
        here=f"/dossiers/{found.dossier.code}",
        found=found,
        campaign=campaign_name(found.campaign, written),
        why=why,
        outlook=expected,
        links=links,
        points=noted,
        kin=kin,
        settles=settles,
        following=followed,
        papers=paper_options(written),
        rights=rights_of(viewer, found),
        can_be_handed_over=can_be_handed_over,
        council_words=partial(_council_words, written),
        may_read_minutes=may_read_minutes,
        last_words=last_words(found, written),
        accepted=ACCEPTED,
        limit_mb=settings.upload_limit_mb,
        **_told(request, found),
    )


def _told(request: Request, found: DossierPage) -> Mapping[str, object]:
    """Its way and its history, in the reader's language."""
    written = formats(language_of(request))
    gates = [(at.gate, at.body) for at in found.gates]
    return {
        "stages": stage_line(
            found.dossier, found.nominee, found.award, gates=gates, written=written
        ),
        "told": story(found.timeline, gates, found.body, written, found.people),
    }


def _council_words(written: Format, story: GateStory) -> str:
    asked = [duty.assignment for duty in story.duties]
    return council_words(story.gate, story.rule, asked, written)
