"""What is stuck, where and why, and the one action that helps: the first page of every desk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from markupsafe import Markup
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import CurrentViewer, Now, Transaction, holding
from api.languages import language_of
from api.pages.dossier_options import Options, campaign_options
from api.pages.formats import Format
from api.pages.rendering import formats, page, part
from api.pages.sharing import Shares
from api.pages.stuck_actions import AT_A_CLICK
from api.pages.stuck_done import StuckDone
from api.pages.stuck_leads import leads_to
from api.pages.stuck_scope import Look, StuckLook, address, written
from api.pages.why import placed, sentence_for
from approvals.commands.correct_address import may_correct
from approvals.commands.fill_seat import may_fill
from approvals.commands.submit import FILING
from approvals.commands.urge import may_urge
from approvals.domain.remedies import Remedy
from approvals.domain.standing import Asked
from approvals.domain.why_stuck import Stuck, titled, why_stuck
from approvals.queries import bodies, dossier_list, standing
from approvals.queries.dossier_list import DossierRow
from approvals.queries.holders import are_named
from approvals.queries.reach import unreached
from approvals.queries.stuck import DESK, busiest, figures, stuck_ids
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
    shared: Shares,
) -> HTMLResponse:
    """As it is at this moment."""
    at = Asking(request, session, viewer, now, look)
    may = {
        "engine_away": request.state.troubles.engine_away,
        "may_correct": may_correct(viewer),
        "may_urge": may_urge(viewer),
        "may_fill": may_fill(viewer),
    }
    return page(
        request,
        "stuck.html",
        filters=shared(("filters", look.scope, look.cause), lambda: _filters(at)),
        figures=shared(("figures", look.scope, look.cause), lambda: _figures(at)),
        listed=shared(("listed", look, *may.values()), lambda: _listed(at, may)),
        done=done,
        seat=done.seat(session, viewer),
        corrected=done.person(session, viewer),
        again=look.address(cursor=look.cursor, **done.query),
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what, and when."""

    request: Request
    session: Session
    viewer: Viewer
    now: datetime
    look: Look

    @property
    def written(self) -> Format:
        return formats(language_of(self.request))

    def part(self, template: str, **context: object) -> Markup:
        return part(self.request, template, look=self.look, to=self.to, **context)

    def to(self, **more: str) -> str:
        return address("/dossiers", self.look.scope, **more)


def _filters(at: Asking) -> Markup:
    scope = at.look.scope
    return at.part(
        "_stuck_filters.html",
        typed=written(scope),
        options=_options(choices(at.session, at.viewer), at.written),
        pictures_url=address("/stuck/pictures", scope),
        at_body=bodies.body_by_slug(at.session, scope.at) if scope.at else None,
    )


def _figures(at: Asking) -> Markup:
    seen = figures(at.session, at.viewer, at.look.scope, now=at.now)
    most = max((stage.under_review + stage.returned for stage in seen.stages), default=0)
    return at.part("_stuck_figures.html", seen=seen, most=most)


def _listed(at: Asking, may: Mapping[str, bool]) -> Markup:
    session, viewer, look = at.session, at.viewer, at.look
    ids = stuck_ids(
        session, viewer, look.scope, cause=look.cause, cursor=look.cursor, limit=ON_A_PAGE
    )
    rows = dossier_list.of_ids(session, viewer, ids.rows)
    return at.part(
        "_stuck_list.html",
        lines=_lines(at, rows),
        titled=titled,
        previous_url=look.address(cursor=ids.previous) if ids.previous else None,
        next_url=look.address(cursor=ids.next) if ids.next else None,
        unreached=unreached(session, limit=_UNREACHED) if viewer.national else (),
        busiest=busiest(session, viewer, look.scope, now=at.now),
        **may,
    )


def _lines(at: Asking, rows: Sequence[DossierRow]) -> list[Line]:
    """Without those that moved on in this very moment.

    An engine that is away is not asked to look again: that would help nobody.
    """
    standings = standing.standings(at.session, placed(rows), now=at.now)
    offered = AT_A_CLICK.keys() - (
        {Remedy.RECONCILE} if at.request.state.troubles.engine_away else set()
    )
    found = [(row, one := standings[row.dossier.id], why_stuck(one)) for row in rows]
    return [
        _line(at, row, stuck, one.asked, offered) for row, one, stuck in found if stuck is not None
    ]


def _line(
    at: Asking,
    row: DossierRow,
    stuck: Stuck,
    asked: Sequence[Asked],
    offered: Collection[Remedy],
) -> Line:
    named, remedy = are_named(at.viewer, row.at.id), stuck.cause.remedy
    return Line(
        row,
        stuck,
        sentence_for(stuck, at.written, named=named),
        named=named,
        supplements=remedy is Remedy.ASK_UNIT and at.viewer.holds_in(row.body.id, *FILING),
        at_a_click=remedy in offered,
        leads_to=leads_to(at.viewer, row, stuck, asked, today=local_date(at.now)),
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
