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
    about = "file"
    template = N_(
        "This workbook is larger than can be read (limit: %(limit)s %(unit)s). "
        "Split the list, or delete empty rows and columns that hold formatting or spaces."
    )
    limit: int
    unit: str


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
