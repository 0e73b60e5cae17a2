"""The data of the pictures of figures, as their script reads it: columns, with all words."""

from enum import StrEnum

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from api.pages.figure_sheets import list_address, share_words
from api.pages.figures import AskedFor
from api.pages.formats import Format
from approvals.domain.counted import Authority
from approvals.domain.figures import Cell, Figures, Named, Share, Table
from approvals.domain.wording import N_

router = APIRouter(prefix="/figures/pictures", include_in_schema=False)
_BODIES = 20  # with most of it; all are in the table
_OPEN = N_("Show the dossiers")
_DOSSIERS = N_("Dossiers")


@router.get("/shares")
def read_shares(at: AskedFor) -> Response:
    return _sent(share_columns(at.table(Figures.SHARES), at.written))


@router.get("/authority")
def read_authority(at: AskedFor) -> Response:
    return _sent(authority_columns(at.table(Figures.AUTHORITY), at.written))


def share_columns(table: Table, written: Format) -> dict[str, object]:
    """A bar for each kind of commendation that there is."""
    rows = [row for row in table.rows if row.cells[0].value]
    shares = [row.cells[1].value for row in rows]
    return _words(written) | {
        "names": [written.label(row.heading) for row in rows if isinstance(row.heading, StrEnum)],
        "dossiers": [row.cells[0].value for row in rows],
        "shares": [share_words(share, written) for share in shares if isinstance(share, Share)],
        "urls": [_url(row.cells[0]) for row in rows],
    }


def authority_columns(table: Table, written: Format) -> dict[str, object]:
    """Two bars for each body, on top of each other; those that filed most, the first first."""

    def number(cell: Cell) -> int:
        return cell.value if isinstance(cell.value, int) else 0

    most = sorted(table.rows, key=lambda row: -number(row.cells[0]))[:_BODIES]
    named = [(row, row.heading) for row in most if isinstance(row.heading, Named)]
    english = written.language == "en"
    return _words(written) | {
        "names": [(english and heading.english) or heading.vietnamese for _, heading in named],
        "bars": [
            {
                "kind": authority.value,
                "name": written.label(authority),
                "dossiers": [row.cells[place].value for row, _ in named],
                "urls": [_url(row.cells[place]) for row, _ in named],
            }
            for place, authority in enumerate(Authority, start=1)
        ],
    }


def _words(written: Format) -> dict[str, object]:
    translate = written.texts.gettext
    return {"words": {"open": translate(_OPEN), "dossiers": translate(_DOSSIERS)}}


def _url(cell: Cell) -> str:
    return list_address(cell.listed) if cell.listed else ""


def _sent(columns: dict[str, object]) -> Response:
    headers = {"Cache-Control": "private, no-store"}
    return Response(orjson.dumps(columns), media_type="application/json", headers=headers)
