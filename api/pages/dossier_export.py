"""The list of dossiers, as it is narrowed and sorted, taken away as a spreadsheet."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import quote

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.pages.dossier_search import DossierSearch
from api.pages.formats import Format
from api.pages.rendering import formats
from approvals.papers.tables import Cell, Table, write_csv, write_xlsx
from approvals.queries import dossier_list
from approvals.queries.dossier_list import DossierRow
from core.clock import local_date
from models.enums import GateState

router = APIRouter(include_in_schema=False)
MOST = 20_000  # rows of a file
_CHUNK = 1 << 16  # bytes


class FileKind(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


_WRITERS: dict[FileKind, tuple[Callable[[Table, BinaryIO], None], str]] = {
    FileKind.XLSX: (
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    FileKind.CSV: (write_csv, "text/csv; charset=utf-8"),
}


@router.get("/dossiers/export.{kind}")
def export_dossiers(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    search: DossierSearch,
    kind: FileKind,
) -> Response:
    """All that the list shows, on all its pages. Written first, so that a refusal can be told."""
    rows = dossier_list.whole(session, viewer, search.filters, now=now, sort=search.sort, most=MOST)
    write, media_type = _WRITERS[kind]
    table = as_table(rows, formats(language_of(request)), now=now)
    file = TemporaryFile()  # noqa: SIM115 -- closed once it is sent, and gone with it
    write(table, file)
    size = file.tell()
    name = f"{table.title} {local_date(now).isoformat()}.{kind}"
    return StreamingResponse(
        _read(file),
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Length": str(size),
        },
        background=BackgroundTask(file.close),
    )


def as_table(rows: Iterator[DossierRow], written: Format, *, now: datetime) -> Table:
    """The dossiers as a file has them, everything written out."""
    _ = written.texts.gettext
    today = local_date(now)
    columns = [
        (_("Code"), 17),
        (_("Nominee"), 28),
        (_("Kind"), 12),
        (_("Position"), 34),
        (_("Award"), 34),
        (_("Nominated by"), 34),
        (_("Submission"), 18),
        (_("Stage"), 18),
        (_("State"), 20),
        (_("Round"), 8),
        (_("Where it is"), 34),
        (_("Waiting for"), 34),
        (_("Due"), 12),
        (_("Since"), 12),
        (_("Days waiting"), 10),
    ]
    about = _("Dossiers on %(day)s") % {"day": written.short_date(today)}
    lines = (_line(row, written, today) for row in rows)
    return Table(title=_("Dossiers"), about=about, columns=columns, rows=lines)


def _line(row: DossierRow, written: Format, today: date) -> Sequence[Cell]:
    dossier, nominee = row.dossier, row.nominee
    since, under_way = local_date(row.since), dossier.closed_at is None
    return [
        dossier.code,
        written.named(nominee),
        written.label(nominee.kind),
        nominee.position,
        written.award_name(row.award),
        written.body_name(row.body),
        row.submission.number,
        written.label(dossier.stage),
        written.label(dossier.state),
        dossier.round,
        written.body_name(row.whereabouts) if under_way else "",
        ", ".join(map(written.named, row.holders.people)),
        row.gate.due_on if row.gate.state is GateState.OPEN else None,
        since,
        (today - since).days if under_way else None,
    ]


def _read(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
