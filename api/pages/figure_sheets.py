"""Tables of figures in a reader's words: for the page, the spreadsheet and the paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlencode

from babel.numbers import format_decimal

from api.pages.figure_labels import ABOUT
from api.pages.formats import Format
from approvals.domain.counted import Counted
from approvals.domain.figures import (
    FORMS,
    Cell,
    Column,
    Figures,
    Filed,
    Heading,
    Listed,
    Named,
    Row,
    Share,
    Table,
)
from approvals.domain.wording import N_
from approvals.papers import tables
from approvals.papers.figures import Line, Sheet

MOST = 300  # rows of a page: of a longer table only what its parts add up to
_UNSAID = "–"
# How well the forms are known; the circular itself was not read.
SOURCE = N_(
    "Forms 0601 to 0605 follow Circular 02/2023/TT-BNV as an unofficial source reproduces them:"
    " compare with the circular before you report."
)
NOT_RECORDED = N_("Not recorded in this system")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A figure as a page shows it, and where the dossiers that it counts are listed."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    heading: str
    url: str
    depth: int
    cells: Sequence[ShownCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table as a page shows it. `unsaid`: columns of the form that the record does not fill."""

    form: str
    title: str
    about: str
    columns: Sequence[str]
    rows: Sequence[ShownRow]
    total: ShownRow | None
    unsaid: Sequence[str]
    not_recorded: bool
    shortened: bool


def shown(table: Table, written: Format) -> Shown:
    """What the record does not say has no column on a page: it is named below."""
    said = [place for place in range(len(table.columns)) if _is_said(table, place)]
    shortened = len(table.rows) > MOST
    rows = [row for row in table.rows if not (shortened and row.depth)]
    return Shown(
        form=form_of(table.figures),
        title=written.label(table.figures),
        about=written.texts.gettext(ABOUT[table.figures]),
        columns=[written.label(table.columns[place]) for place in said],
        rows=[_shown_row(row, said, written) for row in rows],
        total=_shown_total(table.total, said, written) if table.total else None,
        unsaid=[
            written.label(column) for place, column in enumerate(table.columns) if place not in said
        ],
        not_recorded=table.not_recorded,
        shortened=shortened,
    )


def sheet(table: Table, written: Format) -> Sheet:
    """The whole form, with a mark where the record does not say."""
    translate = written.texts.gettext
    about = [translate(ABOUT[table.figures])]
    if table.not_recorded:
        about.append(f"{translate(NOT_RECORDED)}.")
    elif any(not _is_said(table, place) for place in range(len(table.columns))):
        about.append(f"{_UNSAID} : {translate(NOT_RECORDED).lower()}.")
    if table.figures in FORMS:
        about.append(translate(SOURCE))
    return Sheet(
        form=form_of(table.figures),
        title=written.label(table.figures),
        about=about,
        columns=[written.label(column) for column in table.columns],
        lines=[
            Line(_heading(row.heading, written), _words(row.cells, written), row.depth)
            for row in table.rows
        ],
        total=_total(table.total, written) if table.total else None,
    )


def spreadsheet(table: Table, period: str, written: Format) -> tables.Table:
    """All rows. Counts are numbers, shares texts: `3,47 %`."""
    made = sheet(table, written)
    said = " ".join((f"{period}.", *made.about))
    columns = [(_first(table.figures, written), 50), *((one, 14) for one in made.columns)]
    title = f"{made.form} {made.title}".strip()
    return tables.Table(
        title=title, about=said, columns=columns, rows=_spreadsheet_rows(table, written)
    )


def _spreadsheet_rows(table: Table, written: Format) -> Iterator[Sequence[tables.Cell]]:
    def cells(of: Sequence[Cell]) -> Sequence[tables.Cell]:
        return [cell.value if isinstance(cell.value, int) else _word(cell, written) for cell in of]

    if table.total:
        yield [written.label(Column.TOTAL), *cells(table.total)]
    for row in table.rows:
        indent = "    " * row.depth
        yield [f"{indent}{_heading(row.heading, written)}", *cells(row.cells)]


def form_of(figures: Figures) -> str:
    """The number of the form that a table fills; empty where it is ours."""
    return figures.value if figures in FORMS else ""


def counted_words(counted: Counted, written: Format) -> str:
    """`trình trong năm · 2026 · Cá nhân`: what a list of dossiers was narrowed to by a figure."""
    said = (getattr(counted, field.name) for field in fields(counted))
    return " · ".join(_one(word, written) for word in said if word is not None)


def list_address(listed: Listed) -> str:
    """Where the dossiers that a figure counts are listed."""
    asked = {"counted": listed.counted.written, "body": listed.body, "award": listed.award}
    return f"/dossiers?{urlencode({name: value for name, value in asked.items() if value})}"


def _one(word: object, written: Format) -> str:
    match word:
        case int():
            return str(word)
        case StrEnum():
            return written.label(word)
        case _:
            return str(written.texts.gettext(N_("one submission")))


def _shown_row(row: Row, said: Sequence[int], written: Format) -> ShownRow:
    heading = row.heading
    url = f"/submissions/{heading.id}" if isinstance(heading, Filed) else ""
    return ShownRow(_heading(heading, written), url, row.depth, _shown(row.cells, said, written))


def _shown_total(cells: Sequence[Cell], said: Sequence[int], written: Format) -> ShownRow:
    return ShownRow(written.label(Column.TOTAL), "", 0, _shown(cells, said, written))


def _shown(cells: Sequence[Cell], said: Sequence[int], written: Format) -> Sequence[ShownCell]:
    here = [cells[place] for place in said]
    return [ShownCell(_word(cell, written), _url(cell)) for cell in here]


def _url(cell: Cell) -> str:
    return list_address(cell.listed) if cell.listed and cell.value else ""


def _total(cells: Sequence[Cell], written: Format) -> Line:
    return Line(written.label(Column.TOTAL), _words(cells, written))


def _words(cells: Sequence[Cell], written: Format) -> Sequence[str]:
    return [_word(cell, written) for cell in cells]


def _word(cell: Cell, written: Format) -> str:
    match cell.value:
        case None:
            return _UNSAID
        case Share():
            return share_words(cell.value, written)
        case number:
            return written.number(number)


def share_words(share: Share, written: Format) -> str:
    """`3,47 %`; a dash where there is nothing to have a share of."""
    if share.hundredths is None:
        return _UNSAID
    percent = Decimal(share.hundredths) / 100
    return f"{format_decimal(percent, '#,##0.00', locale=written.language)} %"


def _heading(heading: Heading, written: Format) -> str:
    match heading:
        case Named():
            english = written.language == "en" and heading.english
            return heading.english if english else heading.vietnamese
        case Filed():
            return heading.number
        case word:
            return written.label(word)


def _first(figures: Figures, written: Format) -> str:
    """What the rows of a table are."""
    rows = {
        Figures.STATE_AWARDS: N_("Award, and who proposed it"),
        Figures.MINISTRY_AWARDS: N_("Award, and who proposed it"),
        Figures.DIRECT: N_("Body, and its submissions"),
        Figures.AUTHORITY: N_("Body"),
        Figures.TIMELINESS: N_("Stage"),
        Figures.SHARES: N_("Kind of commendation"),
        Figures.BACKLOG: N_("Kind of commendation"),
    }
    return str(written.texts.gettext(rows.get(figures, N_("Row"))))


def _is_said(table: Table, place: int) -> bool:
    """Whether the record fills a column at all; one without rows counts as filled."""
    cells = [row.cells[place] for row in table.rows] or list(table.total or ())[place : place + 1]
    return any(cell.value is not None for cell in cells) or not cells
