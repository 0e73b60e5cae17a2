"""Pictures of what is stuck: their page, and the data of each for the script that draws it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends
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
from api.pages.sharing import Alone, Shares, Sharing
from api.pages.stuck_scope import StuckScope, address
from approvals.queries import moved, pictures
from approvals.queries.moved import Flow, Range, Throughput
from approvals.queries.pictures import OpenCount, StageAge, Waiting
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


@dataclass(frozen=True, slots=True)
class Drawing:
    """Who asks for the data of a picture, narrowed to what."""

    request: Request
    session: Session
    viewer: Viewer
    scope: Scope
    now: datetime
    shared: Sharing | Alone

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def written(self) -> Format:
        return formats(language_of(self.request))

    def open_counts(self) -> list[OpenCount]:
        return self.shared(
            ("open", self.scope),
            lambda: pictures.open_counts(self.session, self.viewer, self.scope, today=self.today),
        )

    def flow(self) -> Flow:
        return self.shared.counted(
            ("flow", self.scope),
            lambda: moved.flow(self.session, self.viewer, self.scope, today=self.today),
        )

    def throughput(self) -> Throughput:
        return self.shared.counted(
            ("throughput", self.scope),
            lambda: moved.throughput(self.session, self.viewer, self.scope, today=self.today),
        )

    def pictures(self) -> Pictures:
        """All of them, of what `survey` found last."""
        counted = self.open_counts()
        return Pictures(
            scope=self.scope,
            query=address("", self.scope),
            today=self.today,
            ageing=pictures.by_stage(pictures.ages(counted)),
            waiting=pictures.waiting(self.session, counted),
            flow=self.flow(),
            throughput=self.throughput(),
            ranges=moved.ranges(self.session, self.scope),
        )

    def sent(self, picture: str, columns: Callable[[], Columns]) -> Response:
        data = self.shared((picture, self.scope), lambda: orjson.dumps(columns()))
        headers = {"Cache-Control": "private, no-store"}
        return Response(data, media_type="application/json", headers=headers)


def drawing(  # noqa: PLR0913, PLR0917 -- who asks for what
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    scope: StuckScope,
    now: Now,
    shared: Shares,
) -> Drawing:
    return Drawing(request, session, viewer, scope, now, shared)


AskedToDraw = Annotated[Drawing, Depends(drawing)]


@router.get("")
def show_pictures(at: AskedToDraw) -> HTMLResponse:
    def made() -> Markup:
        return part(at.request, "_pictures.html", shown=at.pictures())

    shown = at.shared(("pictures", at.scope), made)
    return page(at.request, "pictures.html", query=address("", at.scope), pictures=shown)


@router.get("/ageing")
def read_ageing(at: AskedToDraw) -> Response:
    def columns() -> Columns:
        counted = pictures.ages(at.open_counts())
        few = sum(one.dossiers for one in counted) <= pictures.DOTS
        drawn = pictures.dots(at.session, at.viewer, at.scope, today=at.today) if few else []
        usual = moved.ranges(at.session, at.scope)
        return ageing_columns(counted, drawn, usual, at.scope, at.written)

    return at.sent("ageing", columns)


@router.get("/waiting")
def read_waiting(at: AskedToDraw) -> Response:
    def columns() -> Columns:
        cells = pictures.waiting(at.session, at.open_counts())
        return waiting_columns(cells, at.scope, at.written)

    return at.sent("waiting", columns)


@router.get("/flow")
def read_flow(at: AskedToDraw) -> Response:
    def columns() -> Columns:
        return flow_columns(at.flow(), at.scope, at.written)

    return at.sent("flow", columns)


@router.get("/throughput")
def read_throughput(at: AskedToDraw) -> Response:
    def columns() -> Columns:
        return throughput_columns(at.throughput(), at.written)

    return at.sent("throughput", columns)
