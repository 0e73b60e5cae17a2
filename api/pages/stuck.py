"""What is stuck, where and why, and the one action that helps: the first page of every desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import CurrentViewer, Now, Transaction, holding
from api.languages import language_of
from api.pages.dossier_options import Options, campaign_options
from api.pages.formats import Format
from api.pages.rendering import formats, page
from api.pages.stuck_actions import AT_A_CLICK
from api.pages.stuck_done import StuckDone
from api.pages.stuck_leads import leads_to
from api.pages.stuck_scope import StuckLook, address, written
from api.pages.why import placed, sentence_for
from approvals.commands.correct_address import may_correct
from approvals.commands.fill_seat import may_fill
from approvals.commands.submit import FILING
from approvals.commands.survey import AT_A_LOOK, survey
from approvals.commands.urge import may_urge
from approvals.domain.standing import Asked
from approvals.domain.why_stuck import Remedy, Stuck, why_stuck
from approvals.queries import bodies, dossier_list, standing
from approvals.queries.dossier_list import DossierRow
from approvals.queries.holders import are_named
from approvals.queries.reach import unreached
from approvals.queries.stuck import DESK, figures, stuck_ids
from approvals.queries.stuck_choices import Choices, choices
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.enums import Stage

router = APIRouter(include_in_schema=False)
ON_A_PAGE = 25
_UNREACHED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A dossier that is stuck, with the sentence that says why."""

    row: DossierRow
    stuck: Stuck
    why: str
    named: bool  # whether the viewer learns who is asked
    supplements: bool  # whether it is theirs to supplement and send again
    at_a_click: bool  # whether what helps can be done from here, for many at once
    leads_to: str  # where it is done, if not here


@router.get("/stuck", dependencies=[holding(*DESK)])
def show_stuck(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    look: StuckLook,
    done: StuckDone,
) -> HTMLResponse:
    """As it is at this moment: what changed is looked at first."""
    survey(session, now=now, limit=AT_A_LOOK)
    seen = figures(session, viewer, look.scope, now=now)
    ids = stuck_ids(
        session, viewer, look.scope, cause=look.cause, cursor=look.cursor, limit=ON_A_PAGE
    )
    rows = dossier_list.of_ids(session, viewer, ids.rows)
    written_for = formats(language_of(request))
    return page(
        request,
        "stuck.html",
        seen=seen,
        look=look,
        typed=written(look.scope),
        pictures_url=address("/stuck/pictures", look.scope),
        to=lambda **more: address("/dossiers", look.scope, **more),
        options=_options(choices(session, viewer), written_for),
        at_body=bodies.body_by_slug(session, look.scope.at) if look.scope.at else None,
        most=max((stage.under_review + stage.returned for stage in seen.stages), default=0),
        lines=_lines(request, session, viewer, rows, written_for, now=now),
        previous_url=look.address(cursor=ids.previous) if ids.previous else None,
        next_url=look.address(cursor=ids.next) if ids.next else None,
        unreached=unreached(session, limit=_UNREACHED) if viewer.national else (),
        may_correct=may_correct(viewer),
        may_urge=may_urge(viewer),
        may_fill=may_fill(viewer),
        done=done,
        seat=done.seat(session, viewer),
        corrected=done.person(session, viewer),
        again=look.address(cursor=look.cursor, **done.query),
    )


def _lines(  # noqa: PLR0913 -- what is listed, for whom
    request: Request,
    session: Session,
    viewer: Viewer,
    rows: Sequence[DossierRow],
    written_for: Format,
    *,
    now: datetime,
) -> list[Line]:
    """Without those that moved on in this very moment.

    An engine that is away is not asked to look again: that would help nobody.
    """
    standings, today = standing.standings(session, placed(rows), now=now), local_date(now)
    offered = AT_A_CLICK.keys() - ({Remedy.RECONCILE} if request.state.engine_away else set())
    found = [(row, at := standings[row.dossier.id], why_stuck(at)) for row in rows]
    return [
        _line(viewer, row, stuck, at.asked, offered, written_for, today)
        for row, at, stuck in found
        if stuck is not None
    ]


def _line(  # noqa: PLR0913, PLR0917 -- what a line is made of
    viewer: Viewer,
    row: DossierRow,
    stuck: Stuck,
    asked: Sequence[Asked],
    offered: Collection[Remedy],
    written_for: Format,
    today: date,
) -> Line:
    named, remedy = are_named(viewer, row.at.id), stuck.cause.remedy
    return Line(
        row,
        stuck,
        sentence_for(stuck, written_for, named=named),
        named=named,
        supplements=remedy is Remedy.ASK_UNIT and viewer.holds_in(row.body.id, *FILING),
        at_a_click=remedy in offered,
        leads_to=leads_to(viewer, row, stuck, asked, today=today),
    )


def _options(offered: Choices, written_for: Format) -> dict[str, Options]:
    stages = [(stage.value, str(written_for.label(stage))) for stage in Stage]
    found = {
        "stage": stages,
        "award": [(one.code, written_for.award_name(one)) for one in offered.awards],
        "body": [(one.slug, written_for.body_name(one)) for one in offered.bodies],
        "campaign": campaign_options(offered.campaigns, written_for),
    }
    anything = ("", written_for.texts.gettext("All"))
    return {name: [anything, *pairs] for name, pairs in found.items()}
