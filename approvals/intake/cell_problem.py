"""A cell that keeps a list from being submitted: where it is, what it holds, what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from approvals.domain.wording import N_

# Code → sentence. A code, once released, keeps its meaning.
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "missing": N_("This cell must be filled in."),
        "cell_error": N_("The cell shows an error (%(value)s) instead of a value."),
        "not_text": N_("Text is expected here, not a number or a date."),
        "not_a_name": N_("A name needs letters: “%(value)s” is not one."),
        "too_long": N_("At most %(limit)s characters fit here; there are %(length)s."),
        "kind_unknown": N_("Write one of: Cá nhân, Tập thể, Hộ gia đình."),
        "award_unknown": N_("No such award in the rules in force. Known: %(known)s."),
        "award_not_for_kind": N_("“%(award)s” is not given to this kind of nominee."),
        "award_kind_unknown": N_(
            "Write one of: Công trạng, Đột xuất, Phong trào, Quá trình cống hiến, Niên hạn, "
            "Đối ngoại, Kháng chiến. Or leave the cell empty: for merit."
        ),
        "not_a_day": N_("Write a day, as 15/6/2025."),
        "not_a_year": N_("Write a year, as 2025."),
        "email_invalid": N_("“%(value)s” is not an e-mail address."),
        "mark_unknown": N_("Write x for yes, or leave the cell empty."),
        "gender_unknown": N_("Write Nam or Nữ, or leave the cell empty."),
        "not_for_kind": N_("This is not said of such a nominee. Is the kind of nominee right?"),
        "body_unknown": N_("There is no body with the code “%(value)s”."),
        "duplicate": N_("The same nominee for the same award stands in row %(other)s already."),
        "row_not_understood": N_("This row is neither a nominee nor a heading of a section."),
        "column_missing": N_("The column “%(header)s” is missing."),
        "column_twice": N_("Two columns are read as “%(header)s”. Delete or rename one."),
        "too_many": N_("At most %(limit)s nominees fit in one submission."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """One bad cell, named as the spreadsheet program names it."""

    code: str
    sheet: str
    row: int  # from 1
    column: str  # `C`; empty when the whole row, or a column that is not there, is meant
    header: str  # as written in the sheet
    value: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def cell(self) -> str:
        """`C12`, or the row's number alone."""
        return f"{self.column}{self.row}"

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return self.sentence_in(N_)

    def sentence_in(self, translate: Callable[[str], str]) -> str:
        """What is wrong, in a reader's language."""
        known = {"value": self.value, "header": self.header} | dict(self.facts)
        return translate(SENTENCES[self.code]) % known
