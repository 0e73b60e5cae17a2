"""Why a spreadsheet cannot be read as a submission. Bad cells are not here: see cell_problem."""

from approvals.domain.wording import N_, WordedRefusal
from approvals.intake.cell_problem import CellProblem


class WorkbookNotXlsx(WordedRefusal):
    about = "file"
    template = N_(
        "This file is not an Excel workbook (.xlsx). "
        "Open it in your spreadsheet program and save it as “Excel Workbook (.xlsx)”."
    )


class WorkbookEncrypted(WordedRefusal):
    about = "file"
    template = N_("This workbook is locked with a password. Remove the password and try again.")


class WorkbookUnreadable(WordedRefusal):
    about = "file"
    template = N_(
        "This workbook is damaged or incomplete. Open it in your spreadsheet program, "
        "save it again as .xlsx and try again."
    )


class WorkbookTooLarge(WordedRefusal):
    """`unit` says of what there is too much: rows, columns, sheets, parts or MB unpacked."""

    about = "file"
    template = N_(
        "This workbook holds more than can be read. Split the list, or copy it alone into a "
        "new workbook."
    )
    limit: int
    unit: str

    def __post_init__(self) -> None:
        self.template = _TOO_LARGE.get(self.unit, self.template)
        super().__post_init__()


_TOO_LARGE = {
    "rows": N_(
        "A sheet has text below row %(limit)s. Split the list, or delete what stands there."
    ),
    "columns": N_(
        "A sheet has text beyond column %(limit)s. Delete what stands there and try again."
    ),
    "sheets": N_("The workbook has more than %(limit)s sheets. Keep only those with lists."),
}


class WorkbookNotCalculated(WordedRefusal):
    about = "file"
    template = N_(
        "Cell %(cell)s holds a formula without a result. "
        "Open the workbook in your spreadsheet program, save it and try again."
    )
    cell: str


class HeaderNotFound(WordedRefusal):
    about = "file"
    template = N_(
        "No sheet has the header row of a list: at least “Họ và tên / Tên tập thể” "
        "and “Danh hiệu / hình thức đề nghị”. Start from the template."
    )


class CellsToCorrect(WordedRefusal):
    """Nothing was submitted; `problems` names every bad cell."""

    about = "file"
    template = N_("Nothing was submitted: %(count)s cells must be corrected first.")
    count: int
    problems: tuple[CellProblem, ...]


class NumberMissing(WordedRefusal):
    about = "number"
    template = N_("The workbook does not say the submission's number. Give it, as 109/TTr-UBND.")


class DayMissing(WordedRefusal):
    about = "dated_on"
    template = N_("The workbook does not say the submission's day. Give it.")


class BodyUnclear(WordedRefusal):
    about = "body"
    template = N_("The workbook does not say for certain whose it is. Say which: %(possible)s.")
    possible: tuple[str, ...]


class CampaignUnclear(WordedRefusal):
    about = "campaign"
    template = N_("Say for which campaign this is. Open today: %(possible)s.")
    possible: tuple[str, ...]


class SubmitterUnclear(WordedRefusal):
    about = "by"
    template = N_("Say in whose name this is submitted. Secretaries of the body: %(possible)s.")
    possible: tuple[str, ...]
