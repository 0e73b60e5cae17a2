"""How far the filled cells of a worksheet reach, found without keeping any of them."""

from dataclasses import dataclass
from xml.parsers import expat

from approvals.intake.refusals import WorkbookNotCalculated, WorkbookUnreadable

_LETTERS = 26


@dataclass(slots=True)
class Extent:
    """The last filled row and column, counted from 1."""

    rows: int = 0
    columns: int = 0


def measure(part: bytes) -> Extent:
    """Walk one XML part. A document type declaration is refused: no workbook has one."""
    walk = _Walk()
    # The one encoding workbooks are written in; the reader, too, ignores what a part declares.
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.StartDoctypeDeclHandler = walk.doctype
    try:
        parser.Parse(part, True)  # noqa: FBT003 -- expat takes no keywords
    except (expat.ExpatError, ValueError):
        raise WorkbookUnreadable from None
    return walk.extent


class _Walk:
    """Keeps the place of the present cell; both `r` attributes may be left out in a sheet."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.row = self.column = 0
        self.formula = self.inside_value = self.valued = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            case "c":
                self._enter_cell(attributes.get("r", ""), attributes.get("t", ""))
            case "f":
                self.formula = True
                self._reach()
            case "v" | "is":
                self.inside_value = True
                self._reach()

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in {"v", "is"}:
            self.inside_value = False
        elif name == "c" and self.formula and not self.valued:
            raise WorkbookNotCalculated(cell=f"{column_letters(self.column - 1)}{self.row}")

    def characters(self, _text: str) -> None:
        self.valued = self.valued or self.inside_value

    def doctype(self, *_declaration: object) -> None:
        raise WorkbookUnreadable

    def _enter_cell(self, reference: str, kind: str) -> None:
        letters = reference.rstrip("0123456789")
        self.row = int(reference[len(letters) :] or self.row)
        self.column = column_number(letters) if letters else self.column + 1
        self.formula = False
        self.valued = kind == "str"  # a formula may well have an empty text as its result

    def _reach(self) -> None:
        """A cell that is only coloured holds nothing: sheets often have thousands of them."""
        self.extent.rows = max(self.extent.rows, self.row)
        self.extent.columns = max(self.extent.columns, self.column)


def column_number(letters: str) -> int:
    """1 for A, 28 for AB; raises ValueError for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def column_letters(index: int) -> str:
    """A for 0, AB for 27."""
    letters = ""
    number = index + 1
    while number:
        number, place = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters
