"""Pictures of what is stuck: their page, and the data of each for the script that draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson
from fastapi import APIRouter
from markupsafe import Markup
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import CurrentViewer, Now, Transaction, holding
from api.languages import language_of
from api.pages.formats import Format
from api.pages.picture_columns import (
    Columns,
    ageing_columns,
    flow_columns,
    throughput_columns,
    waiting_columns,
)
from api.pages.rendering import formats, page, part
from api.pages.sharing import Shares
from api.pages.stuck_scope import StuckScope, address
from approvals.queries import moved, pictures
from approvals.queries.moved import Flow, Range, Throughput
from approvals.queries.pictures import StageAge, Waiting
from approvals.queries.stuck import DESK, Scope
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.enums import Stage

router = APIRouter(prefix="/stuck/pictures", include_in_schema=False, dependencies=[holding(*DESK)])


@dataclass(frozen=True, slots=True)
class Pictures:
    """What `_pictures.html` says beside the pictures, and in their tables."""

    scope: Scope
    query: str
    today: date
    ageing: Sequence[StageAge]
    waiting: Sequence[Waiting]
    flow: Flow
    throughput: Throughput
    ranges: Mapping[Stage, Range]

    @property
    def open(self) -> int:
        return sum(stage.dossiers for stage in self.ageing)

    @property
    def as_dots(self) -> bool:
        return self.open <= pictures.DOTS

    def listed(self, one: Waiting) -> str:
        """Where the dossiers of a field of the heat map are listed."""
        slug = one.body.slug if one.body else ""
        return address("/dossiers", self.scope, where=slug, stage=one.stage)

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)


def pictures_of(session: Session, viewer: Viewer, scope: Scope, *, now: datetime) -> Pictures:
    """All of them, of what `survey` found last."""
    today = local_date(now)
    return Pictures(
        scope=scope,
        query=address("", scope),
        today=today,
        ageing=pictures.by_stage(pictures.ages(session, viewer, scope, today=today)),
        waiting=pictures.waiting(session, viewer, scope, today=today),
        flow=moved.flow(session, viewer, scope, today=today),
        throughput=moved.throughput(session, viewer, scope, today=today),
        ranges=moved.ranges(session, scope),
    )


@router.get("")
def show_pictures(  # noqa: PLR0913, PLR0917 -- who asks for what
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    scope: StuckScope,
    now: Now,
    shared: Shares,
) -> HTMLResponse:
    def made() -> Markup:
        shown = pictures_of(session, viewer, scope, now=now)
        return part(request, "_pictures.html", shown=shown)

    query = address("", scope)
    return page(request, "pictures.html", query=query, pictures=shared(("pictures", scope), made))


@router.get("/ageing")
def read_ageing(
    request: Request, session: Transaction, viewer: CurrentViewer, scope: StuckScope, now: Now
) -> Response:
    today = local_date(now)
    counted = pictures.ages(session, viewer, scope, today=today)
    few = sum(one.dossiers for one in counted) <= pictures.DOTS
    drawn = pictures.dots(session, viewer, scope, today=today) if few else []
    usual = moved.ranges(session, scope)
    return _sent(ageing_columns(counted, drawn, usual, scope, _written(request)))


@router.get("/waiting")
def read_waiting(
    request: Request, session: Transaction, viewer: CurrentViewer, scope: StuckScope, now: Now
) -> Response:
    cells = pictures.waiting(session, viewer, scope, today=local_date(now))
    return _sent(waiting_columns(cells, scope, _written(request)))


@router.get("/flow")
def read_flow(
    request: Request, session: Transaction, viewer: CurrentViewer, scope: StuckScope, now: Now
) -> Response:
    flow = moved.flow(session, viewer, scope, today=local_date(now))
    return _sent(flow_columns(flow, scope, _written(request)))


@router.get("/throughput")
def read_throughput(
    request: Request, session: Transaction, viewer: CurrentViewer, scope: StuckScope, now: Now
) -> Response:
    left = moved.throughput(session, viewer, scope, today=local_date(now))
    return _sent(throughput_columns(left, _written(request)))


def _written(request: Request) -> Format:
    return formats(language_of(request))


def _sent(columns: Columns) -> Response:
    headers = {"Cache-Control": "private, no-store"}
    return Response(orjson.dumps(columns), media_type="application/json", headers=headers)
