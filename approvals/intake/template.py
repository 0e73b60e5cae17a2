"""Writes the list as .xlsx: empty with an example for download, or with nominations in it.

Whatever text is written stays text: no cell becomes a formula or a link.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from approvals.commands.submit import Nomination
from approvals.domain.rule_set import RuleSet
from approvals.intake import layout
from approvals.intake.layout import HEADINGS, Heading
from approvals.intake.vocabulary import AWARD_KINDS, KINDS, Column
from models.commendation import AwardKind
from models.enums import NomineeKind

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEADER_ROW = 7
_EMPTY_ROWS = 300  # with drop-downs; more can be added below
_LAST = len(HEADINGS) - 1
_RIGHT = 5  # where quốc hiệu starts
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = _FONT | {"border": 1, "valign": "top", "text_wrap": True, "num_format": "@"}
_CENTRED = _FONT | {"align": "center"}
# The same list gives the same bytes, whenever it is written.
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What stands above the list; what is left out becomes dots to fill in."""

    body: str = layout.NO_BODY
    number: str = ""
    place: str = ""
    dated_on: date | None = None

    @property
    def number_line(self) -> str:
        return f"Số: {self.number}" if self.number else layout.NO_NUMBER

    @property
    def day_line(self) -> str:
        if self.dated_on is None:
            return layout.NO_DAY
        day = self.dated_on
        return f"{self.place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


@dataclass(slots=True)
class _Paper:
    """The workbook being written and its formats."""

    book: Workbook
    formats: dict[str, Format] = field(default_factory=dict)

    def format(self, name: str, **properties: object) -> Format:
        if name not in self.formats:
            self.formats[name] = self.book.add_format(properties)
        return self.formats[name]


def template(rules: RuleSet) -> bytes:
    """An empty list for download: drop-downs, notes in two languages, one example."""
    return _written(rules, Title(), [_example(rules)], empty_rows=_EMPTY_ROWS)


def write_list(rules: RuleSet, title: Title, nominations: Iterable[Nomination]) -> bytes:
    """A list with these nominations, in the template's form."""
    rows = [_cells(each, rules, number) for number, each in enumerate(nominations, 1)]
    return _written(rules, title, rows, empty_rows=0)


def _written(
    rules: RuleSet, title: Title, rows: Sequence[Sequence[str]], *, empty_rows: int
) -> bytes:
    written = io.BytesIO()
    with Workbook(written, _OPTIONS) as book:
        book.set_properties({"title": layout.TITLE, "created": _WRITTEN})
        paper = _Paper(book)
        sheet = book.add_worksheet("Danh sách")
        _write_title(paper, sheet, title)
        _write_header(paper, sheet)
        _write_rows(paper, sheet, rows, empty_rows=empty_rows)
        _offer_choices(sheet, rules, last_row=_HEADER_ROW + len(rows) + empty_rows)
        _lay_out(sheet)
        _write_guide(paper, book.add_worksheet("Hướng dẫn"))
        _write_choices(book.add_worksheet("Danh mục"), rules)
    return written.getvalue()


def _write_title(paper: _Paper, sheet: Worksheet, title: Title) -> None:
    bold = paper.format("bold", **_CENTRED, bold=True)
    plain = paper.format("centred", **_CENTRED)
    slanted = paper.format("slanted", **_CENTRED, italic=True)
    large = paper.format("large", **_CENTRED | {"font_size": 14}, bold=True)
    sheet.merge_range(0, 0, 0, _RIGHT - 2, title.body.upper(), bold)
    sheet.merge_range(0, _RIGHT, 0, _LAST, layout.MOTTO[0], bold)
    sheet.merge_range(1, 0, 1, _RIGHT - 2, title.number_line, plain)
    sheet.merge_range(1, _RIGHT, 1, _LAST, layout.MOTTO[1], bold)
    sheet.merge_range(2, _RIGHT, 2, _LAST, title.day_line, slanted)
    sheet.merge_range(4, 0, 4, _LAST, layout.TITLE, large)
    sheet.merge_range(5, 0, 5, _LAST, layout.TITLE_EN, slanted)


def _write_header(paper: _Paper, sheet: Worksheet) -> None:
    """Vietnamese, with English below it in the same cell."""
    frame = paper.format("header", **_CELL | {"align": "center"}, bold=True, bg_color="#F3E9D2")
    bold = paper.format("header bold", **_FONT, bold=True)
    small = paper.format("small", **_FONT | {"font_size": 9}, italic=True)
    for place, heading in enumerate(HEADINGS):
        sheet.write_rich_string(
            _HEADER_ROW, place, bold, heading.label, small, f"\n{heading.label_en}", frame
        )


def _write_rows(
    paper: _Paper, sheet: Worksheet, rows: Sequence[Sequence[str]], *, empty_rows: int
) -> None:
    cell = paper.format("cell", **_CELL)
    grey = paper.format("example", **_CELL, italic=True, font_color="#767676")
    for number, row in enumerate(rows, _HEADER_ROW + 1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, grey if empty_rows else cell)
    first_empty = _HEADER_ROW + 1 + len(rows)
    for number in range(first_empty, first_empty + empty_rows):
        for place in range(len(HEADINGS)):
            sheet.write_blank(number, place, None, cell)


def _offer_choices(sheet: Worksheet, rules: RuleSet, *, last_row: int) -> None:
    """Drop-downs where there is a choice; a note beside every cell."""
    kinds = [words[0] for kind, words in KINDS.items() if _is_recipient(kind, rules)]
    choices: dict[Column, object] = {
        Column.KIND: kinds,
        Column.AWARD: f"='Danh mục'!$A$1:$A${len(rules.offered)}",
        Column.GENDER: ["Nam", "Nữ"],
        Column.DIRECT_WORKER: ["x"],
        Column.AWARD_KIND: [words[0] for words in AWARD_KINDS.values()],
    }
    for place, heading in enumerate(HEADINGS):
        note = {"input_title": heading.label_en, "input_message": _note(heading)}
        source = choices.get(heading.column)
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        any_text = {"validate": "any"}
        sheet.data_validation(
            _HEADER_ROW + 1, place, last_row, place, note | (rule if source else any_text)
        )


def _is_recipient(kind: NomineeKind, rules: RuleSet) -> bool:
    return any(kind in award.recipients for award in rules.offered.values())


def _note(heading: Heading) -> str:
    return f"{heading.note}\n{heading.note_en}"


def _lay_out(sheet: Worksheet) -> None:
    """A4 across, one page wide, the header on every page and always in sight."""
    for place, heading in enumerate(HEADINGS):
        sheet.set_column(place, place, heading.width)
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_footer("&C&P / &N")


def _write_guide(paper: _Paper, sheet: Worksheet) -> None:
    wrapped = paper.format("guide", **_FONT, text_wrap=True, valign="top")
    bold = paper.format("guide bold", **_FONT, text_wrap=True, valign="top", bold=True)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 60)
    for number, (text, text_en) in enumerate(layout.GUIDE):
        sheet.write_string(number, 1, text, wrapped)
        sheet.write_string(number, 2, text_en, wrapped)
    for number, heading in enumerate(HEADINGS, len(layout.GUIDE) + 1):
        sheet.write_string(number, 0, heading.label, bold)
        sheet.write_string(number, 1, heading.note, wrapped)
        sheet.write_string(number, 2, heading.note_en, wrapped)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_choices(sheet: Worksheet, rules: RuleSet) -> None:
    for number, award in enumerate(rules.offered.values()):
        sheet.write_string(number, 0, award.name)
        sheet.write_string(number, 1, award.code)
        sheet.write_string(number, 2, award.name_en)
    sheet.hide()


def _example(rules: RuleSet) -> list[str]:
    """A person, hence an award that people can be given."""
    award = next(a for a in rules.offered.values() if NomineeKind.INDIVIDUAL in a.recipients)
    return [award.name if h.column is Column.AWARD else h.example for h in HEADINGS]


def _cells(nomination: Nomination, rules: RuleSet, number: int) -> list[str]:
    gender = {True: "Nữ", False: "Nam", None: ""}[nomination.woman]
    written = {
        Column.KNOWN: str(number),
        Column.NAME: nomination.name,
        Column.KIND: KINDS[nomination.kind][0],
        Column.POSITION: nomination.position,
        Column.AWARD: rules.award(nomination.award_code).name,
        Column.ACHIEVEMENTS: nomination.achievements,
        Column.DIRECT_WORKER: "x" if nomination.direct_worker else "",
        Column.GENDER: gender,
        Column.EMAIL: nomination.email or "",
        Column.BODY: nomination.body_slug or "",
        Column.AWARD_KIND: ""
        if nomination.award_kind is AwardKind.MERIT
        else AWARD_KINDS[nomination.award_kind][0],
    }
    return [written.get(heading.column, "") for heading in HEADINGS]
