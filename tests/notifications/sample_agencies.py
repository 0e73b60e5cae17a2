"""Contents about other bodies' opinions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.conduct import AgencyAnswer
from notifications.agency_contents import OpinionRequest, OpinionSaid
from notifications.contents import Content
from tests.notifications.sample_facts import AT_UNIT, CHOICES, CONTACT, DOSSIER, DOSSIER_URL

ASKED = OpinionRequest(
    reader="Đỗ Văn Đan",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    body="Bộ Tài chính",
    question=("Về nghĩa vụ thuế.",),
    due_on=date(2026, 12, 7),
    days_left=10,
    silence_agrees=True,
    opinion_url="https://bangvang.test/o/token",
    code="123456",
)
GIVEN = OpinionSaid(
    reader="Đặng Thị Khánh",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    body="Bộ Tài chính",
    answer=AgencyAnswer.OBJECT,
    document="88/BTC-VP",
    reason=("Còn nợ thuế.",),
    dossier_url=DOSSIER_URL,
)
_LATE = replace(ASKED, days_left=-1, silence_agrees=False, question=())

AGENCIES: Mapping[str, tuple[str, Content]] = {
    "opinion_asked": ("opinion_asked", ASKED),
    "opinion_asked, silence says nothing": ("opinion_asked", _LATE),
    "opinion_reminder": ("opinion_reminder", ASKED),
    "opinion_reminder, late": ("opinion_reminder", _LATE),
    "opinion_given": ("opinion_given", GIVEN),
    "opinion_given, agreed": (
        "opinion_given",
        replace(GIVEN, answer=AgencyAnswer.AGREE, document="", reason=()),
    ),
    "opinion_given, silent": (
        "opinion_given",
        replace(GIVEN, answer=None, document="", reason=()),
    ),
}
