"""Figures of a year: which tables there are, each of them, and each taken away as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.pages.figure_sheets import NOT_RECORDED, SOURCE, Shown, sheet, shown, spreadsheet
from api.pages.formats import Format
from api.pages.rendering import formats, page
from api.pages.sharing import Alone, Shares, Sharing
from api.web import web_of
from approvals.domain.figures import FORMS, Figures, Table
from approvals.papers.figures import figures_pdf
from approvals.papers.tables import as_xlsx
from approvals.queries.figures import work
from approvals.queries.figures.issuer import issuer_of
from approvals.queries.figures.tables import table
from approvals.queries.visibility import Viewer
from core.clock import local_date

router = APIRouter(prefix="/figures", include_in_schema=False)
PICTURED = (Figures.SHARES, Figures.AUTHORITY)  # each also as a picture, on the first page


class FileKind(StrEnum):
    XLSX = "xlsx"
    PDF = "pdf"


_MEDIA = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for figures, and of which year."""

    request: Request
    session: Session
    viewer: Viewer
    year: int
    now: datetime
    shared: Sharing | Alone

    @property
    def written(self) -> Format:
        return formats(language_of(self.request))

    def table(self, figures: Figures) -> Table:
        """Counted once for all who see every dossier, until one changes."""
        return self.shared(
            ("figures", figures, self.year),
            lambda: table(
                self.session, self.viewer, figures, self.year, today=local_date(self.now)
            ),
        )

    def shown(self, figures: Figures) -> Shown:
        return shown(self.table(figures), self.written)

    def years(self) -> list[int]:
        """Those with something in them, and the one that is asked for."""
        known = self.shared(
            ("years of figures",),
            lambda: list(work.years(self.session, self.viewer, today=local_date(self.now))),
        )
        return sorted({*known, self.year}, reverse=True)


def asking(  # noqa: PLR0913, PLR0917 -- who asks for what
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    shared: Shares,
    year: str = "",
) -> Asking:
    """A year that means nothing is this one."""
    this = local_date(now).year
    known = year.isascii() and year.isdecimal() and _FIRST <= int(year) <= this
    return Asking(request, session, viewer, int(year) if known else this, now, shared)


_FIRST = 1945
AskedFor = Annotated[Asking, Depends(asking)]


@router.get("")
def list_figures(at: AskedFor) -> HTMLResponse:
    return page(
        at.request,
        "figures.html",
        year=at.year,
        years=at.years(),
        forms=FORMS,
        ours=[one for one in Figures if one not in FORMS],
        pictured={one.value: at.shown(one) for one in PICTURED},
        source=SOURCE,
        national=at.viewer.national,
    )


@router.get("/{figures}")
def show_figures(at: AskedFor, figures: Figures) -> HTMLResponse:
    return page(
        at.request,
        "figures_table.html",
        year=at.year,
        years=at.years(),
        figures=figures,
        shown=at.shown(figures),
        source=SOURCE if figures in FORMS else "",
        not_recorded=NOT_RECORDED,
        by_year=figures is not Figures.BACKLOG,
        national=at.viewer.national,
    )


@router.get("/{figures}/table.{kind}")
def export_figures(at: AskedFor, figures: Figures, kind: FileKind) -> Response:
    """The whole form. The spreadsheet is in the reader's language, the paper in Vietnamese."""
    made: Callable[[Asking, Figures], bytes] = _paper if kind is FileKind.PDF else _spreadsheet
    name = f"{at.written.label(figures)} {at.year}.{kind}"
    return Response(
        made(at, figures),
        media_type=_MEDIA[kind],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )


def _spreadsheet(at: Asking, figures: Figures) -> bytes:
    return as_xlsx(spreadsheet(at.table(figures), _period(at, figures, at.written), at.written))


def _paper(at: Asking, figures: Figures) -> bytes:
    vietnamese = formats("vi")
    issuer = issuer_of(at.session, at.viewer)
    return figures_pdf(
        sheet(at.table(figures), vietnamese),
        above=issuer.above.name if issuer.above else "",
        body=issuer.body.name if issuer.body else "",
        period=_period(at, figures, vietnamese),
        made_at=at.now,
        day=local_date(at.now),
        fonts=web_of(at.request).settings.paper_fonts,
    )


def _period(at: Asking, figures: Figures, written: Format) -> str:
    if figures is Figures.BACKLOG:
        day = written.short_date(local_date(at.now))
        return str(written.texts.gettext("As of %(day)s") % {"day": day})
    return str(written.texts.gettext("Year %(year)s") % {"year": at.year})
