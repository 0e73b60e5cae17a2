"""The words lists are written with, as people write them; matched without marks or case.

The first name of a column is the one the template prints.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from models.commendation import AwardKind
from models.enums import NomineeKind


class Column(StrEnum):
    """What a column of a list holds."""

    NAME = "name"
    KIND = "kind"
    POSITION = "position"
    WORKPLACE = "workplace"  # where a list parts office and workplace
    AWARD = "award"
    AWARD_KIND = "award_kind"  # what it is given for
    ACHIEVEMENTS = "achievements"
    DIRECT_WORKER = "direct_worker"
    GENDER = "gender"
    WOMAN = "woman"  # where a list has a column to tick for women
    MAN = "man"
    EMAIL = "email"
    BODY = "body"
    DECISION = "decision"  # of the award, in lists of what was decided
    DECIDED_ON = "decided_on"
    YEAR = "year"
    KNOWN = "known"  # often there, not needed here


HEADINGS: Mapping[Column, tuple[str, ...]] = MappingProxyType(
    {
        Column.NAME: (
            "Họ và tên / Tên tập thể",
            *("Họ và tên", "Họ tên", "Họ, tên", "Họ và tên cá nhân", "Tên cá nhân", "Tên tập thể"),
            *(
                "Tên tập thể, cá nhân",
                "Tên cá nhân, tập thể",
                "Tập thể, cá nhân",
                "Tên hộ gia đình",
            ),
            *("Cá nhân, tập thể", "Cá nhân / Tập thể", "Tên đối tượng", "Tên người được đề nghị"),
            *("Tên", "Name", "Full name", "Nominee", "Name of nominee", "Nominee name"),
        ),
        Column.KIND: (
            "Loại",
            *("Loại đối tượng", "Đối tượng", "Phân loại", "Cá nhân hay tập thể"),
            *("Kind", "Type", "Kind of nominee", "Nominee kind", "Nominee type"),
        ),
        Column.POSITION: (
            "Chức vụ, đơn vị công tác",
            *("Chức vụ", "Chức danh", "Chức vụ, nơi công tác", "Chức danh, đơn vị công tác"),
            *("Position", "Position and workplace", "Office and workplace", "Job title"),
        ),
        Column.WORKPLACE: (
            "Đơn vị công tác",
            *("Nơi công tác", "Đơn vị", "Cơ quan, đơn vị", "Cơ quan", "Workplace", "Unit"),
        ),
        Column.AWARD: (
            "Danh hiệu / hình thức đề nghị",
            *("Danh hiệu, hình thức đề nghị", "Danh hiệu, hình thức khen thưởng", "Danh hiệu"),
            *("Danh hiệu thi đua", "Danh hiệu đề nghị", "Hình thức khen thưởng"),
            *("Hình thức đề nghị", "Hình thức", "Đề nghị khen thưởng", "Đề nghị tặng"),
            *("Danh hiệu thi đua, hình thức khen thưởng", "Mã danh hiệu", "Mã hình thức"),
            *("Award", "Award code", "Award proposed", "Proposed award"),
        ),
        Column.AWARD_KIND: (
            "Loại hình khen thưởng",
            *("Loại hình", "Kind of commendation"),
        ),
        Column.ACHIEVEMENTS: (
            "Tóm tắt thành tích",
            *("Thành tích", "Thành tích đạt được", "Thành tích đề nghị", "Thành tích chính"),
            *("Nội dung thành tích", "Tóm tắt thành tích đạt được"),
            *("Achievements", "Achievement", "Summary of achievements"),
        ),
        Column.DIRECT_WORKER: (
            "Trực tiếp lao động",
            *("Lao động trực tiếp", "Người trực tiếp lao động", "Người lao động trực tiếp"),
            *("Trực tiếp", "Direct worker", "Direct work"),
        ),
        Column.GENDER: ("Giới tính", "Nam / Nữ", "Gender", "Sex"),
        Column.WOMAN: ("Nữ", "Giới tính Nữ", "Woman", "Female"),
        Column.MAN: ("Nam", "Giới tính Nam", "Man", "Male"),
        Column.EMAIL: (
            "Thư điện tử",
            *("Địa chỉ thư điện tử", "Hộp thư điện tử", "Hộp thư", "Email", "E-mail", "Mail"),
            *("Địa chỉ email", "Địa chỉ e-mail", "Email address", "E-mail address"),
        ),
        Column.BODY: (
            "Mã đơn vị",
            *("Mã cơ quan", "Mã cơ quan, đơn vị", "Mã tập thể", "Body", "Body code"),
        ),
        Column.DECISION: ("Số quyết định", *("Quyết định số", "Decision number", "Decision")),
        Column.DECIDED_ON: (
            "Ngày quyết định",
            *("Ngày ký", "Ngày ký quyết định", "Decided on", "Day of the decision"),
        ),
        Column.YEAR: ("Năm khen thưởng", *("Năm đạt", "Thành tích năm", "Year")),
        Column.KNOWN: (
            "STT",
            *("TT", "Số TT", "Số thứ tự", "No", "No.", "Ghi chú", "Note", "Notes", "Remarks"),
            *("Năm sinh", "Ngày sinh", "Ngày tháng năm sinh", "Tuổi", "Quê quán", "Dân tộc"),
            *("Danh hiệu đã đạt", "Hình thức đã được khen"),
            *("Danh hiệu, hình thức đã đạt", "Danh hiệu, hình thức đã được khen thưởng"),
            *("Đơn vị trình", "Cơ quan trình", "Đơn vị đề nghị", "Số điện thoại"),
        ),
    }
)

KINDS: Mapping[NomineeKind, tuple[str, ...]] = MappingProxyType(
    {
        NomineeKind.INDIVIDUAL: ("Cá nhân", "CN", "Các cá nhân", "Individual", "Individuals"),
        NomineeKind.COLLECTIVE: ("Tập thể", "TT", "Các tập thể", "Collective", "Collectives"),
        NomineeKind.HOUSEHOLD: (
            "Hộ gia đình",
            *("HGĐ", "Gia đình", "Hộ", "Các hộ gia đình", "Household", "Households"),
        ),
    }
)

AWARD_KINDS: Mapping[AwardKind, tuple[str, ...]] = MappingProxyType(
    {
        AwardKind.MERIT: ("Công trạng", *("Thường xuyên", "Theo công trạng", "Merit")),
        AwardKind.SUDDEN: ("Đột xuất", "Sudden deed"),
        AwardKind.MOVEMENT: ("Phong trào", *("Chuyên đề", "Theo đợt", "Movement")),
        AwardKind.SERVICE: ("Quá trình cống hiến", *("Cống hiến", "Long service")),
        AwardKind.TENURE: ("Niên hạn", "Tenure"),
        AwardKind.FOREIGN: ("Đối ngoại", "Foreign relations"),
        AwardKind.RESISTANCE: ("Kháng chiến", "Resistance"),
    }
)

YES = ("x", "×", "✓", "✔", "v", "có", "đúng", "yes", "y", "true", "1")
NO = ("", "không", "no", "n", "false", "0", "-", "–")
WOMEN = ("Nữ", "Bà", "Chị", "Female", "Woman", "F")
MEN = ("Nam", "Ông", "Anh", "Male", "Man", "M")

# Written short in lists; names are written out in this order before they are compared.
AWARD_SHORT_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "cstđtq": "chiến sĩ thi đua toàn quốc",
        "cstđ": "chiến sĩ thi đua",
        "chiến sỹ": "chiến sĩ",
        "bkttg": "bằng khen thủ tướng",
        "bkttcp": "bằng khen thủ tướng",
        "bk": "bằng khen",
        "ctđcp": "cờ thi đua chính phủ",
        "ctđ": "cờ thi đua",
        "tq": "toàn quốc",
        "cp": "chính phủ",
        "ttcp": "thủ tướng",
        "ttg": "thủ tướng",
        "thủ tướng chính phủ": "thủ tướng",
    }
)
AWARD_FILLERS = ("của", "cấp", "the", "of")
# What else an award is called, by its code; "…" stands for whatever follows.
AWARD_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bk-bo": (
            *("Bằng khen cấp bộ", "Bằng khen của Bộ", "Bằng khen của Bộ trưởng …"),
            *("Bằng khen cấp bộ, ban, ngành", "Bằng khen của bộ, ngành", "Bằng khen cấp tỉnh"),
            *("Bằng khen của UBND tỉnh …", "Bằng khen của Ủy ban nhân dân tỉnh …"),
            *("Bằng khen của Chủ tịch UBND tỉnh …", "Bằng khen của Chủ tịch Ủy ban nhân dân …"),
        ),
    }
)

CELL_ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!")

# A row that starts so, or is just this, ends the list; below it people sign.
FOOTERS = (
    *("Tổng cộng", "Tổng số", "Danh sách này", "Danh sách gồm", "Danh sách có", "Ấn định"),
    *("Nơi nhận", "TM", "KT", "TL", "TUQ", "Q", "Người lập", "Thủ trưởng đơn vị", "Ghi chú"),
)
TOTALS = ("Cộng", "Tổng", "Total")
