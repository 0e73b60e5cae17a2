"""What members of a bloc are told of a report that they owe."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.enums import ReportPeriod
from notifications.contents import Content, OwedReport
from tests.notifications.sample_facts import CHOICES, CONTACT

OWED = OwedReport(
    reader="Nguyễn Thị An",
    contact=CONTACT,
    choices=CHOICES,
    bloc="Khối thi đua các cơ quan Nội chính Trung ương",
    member="Bộ Tư pháp",
    period=ReportPeriod.HALF_YEAR,
    year=2026,
    due_on=date(2026, 12, 7),
    days_left=3,
    late=False,
    report_url="https://bangvang.example/blocs/khoi-noi-chinh/2026/reports/0193c1f0",
)

REPORTS: Mapping[str, tuple[str, Content]] = {
    "report_due": ("report_due", OWED),
    "report_due, late": (
        "report_due",
        replace(OWED, period=ReportPeriod.YEAR, days_left=-1, late=True),
    ),
}
