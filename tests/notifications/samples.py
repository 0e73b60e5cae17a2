"""One content of every shape a message takes, with texts that would break a careless template."""

from dataclasses import replace
from datetime import UTC, date, datetime

from approvals.history.note import SigningKey, Statement, signed
from models.enums import Assurance, Choice, Role
from notifications.contents import (
    Content,
    CoverNotice,
    DecisionDigits,
    DossierOutcome,
    EnteredOpinion,
    ReturnedDossier,
    ReviewRequest,
    SignedCheckpoint,
    SignInDigits,
    VoidMail,
)
from tests.notifications.sample_agencies import AGENCIES
from tests.notifications.sample_briefs import BRIEFS
from tests.notifications.sample_conduct import CONDUCT
from tests.notifications.sample_digests import DIGESTS
from tests.notifications.sample_facts import (
    AT_THE_TOP,
    AT_UNIT,
    CHOICES,
    CONTACT,
    DOSSIER,
    DOSSIER_URL,
    OUTCOMES,
    REMINDERS,
)
from tests.notifications.sample_reports import REPORTS
from tests.notifications.sample_standing import STANDING

REQUEST = ReviewRequest(
    reader="Trần Văn Bình",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    role=Role.MEMBER,
    seat_title="Ủy viên Hội đồng Thi đua - Khen thưởng",
    acting_for="",
    secret_ballot=True,
    may_return=False,
    due_on=date(2026, 12, 7),
    days_left=10,
    review_url="https://bangvang.example/r/u3Vb1m0b0sT0kq4XyI9hQ2c7nPzWm8eRfLdJ5aGtKyE",
    assurance=Assurance.LINK,
    code="482915",
)
VOID = VoidMail(
    reader="Đinh Văn Phúc",
    contact=CONTACT,
    dossier=DOSSIER,
    gate=AT_UNIT,
    asked_to_decide=True,
    sent_on=date(2026, 11, 23),
    sent_at=datetime(2026, 11, 23, 3, 5, tzinfo=UTC),
    dossier_url=DOSSIER_URL,
)
RETURNED = ReturnedDossier(
    reader="Nguyễn Thị An",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    returned_on=date(2026, 11, 23),
    reason=("Thiếu giấy chứng nhận sáng kiến.", "Số liệu ở mục 2 không khớp biên bản."),
    dossier_url=DOSSIER_URL,
)
AWARDED = DossierOutcome(
    reader="Nguyễn Thị An",
    contact=CONTACT,
    choices=OUTCOMES,
    dossier=DOSSIER,
    gate=AT_THE_TOP,
    awarded=True,
    settled_as="",
    decided_on=date(2026, 12, 21),
    decision_number="574/QĐ-TTg",
    reason=(),
    needed_percent=None,
    dossier_url=DOSSIER_URL,
)
DIGITS = SignInDigits(
    reader="Nguyễn Thị An",
    contact=CONTACT,
    code="048213",
    minutes=10,
    expires_at=datetime(2026, 11, 23, 7, 35, tzinfo=UTC),
)

DECIDE_DIGITS = DecisionDigits(
    reader="Trần Văn Bình",
    contact=CONTACT,
    dossier=DOSSIER,
    gate=AT_UNIT,
    code="048213",
    minutes=10,
    expires_at=datetime(2026, 11, 23, 7, 35, tzinfo=UTC),
)

OPINION = EnteredOpinion(
    reader="Lê Thị Hội",
    contact=CONTACT,
    dossier=DOSSIER,
    gate=AT_UNIT,
    said=Choice.PASS,
    dated_on=date(2026, 11, 20),
    entered_by="Nguyễn Thị An",
    entered_on=date(2026, 11, 23),
    may_object=True,
    opinion_url=f"{DOSSIER_URL}/assignments/0193a4d2-0000-7000-8000-000000000004/opinion",
)

COVER = CoverNotice(
    reader="Mai Văn Rạng",
    contact=CONTACT,
    absent="Phạm Quang Cường",
    acting="Mai Văn Rạng",
    reader_acts=True,
    set_by="Dương Thị Mai",
    starts_on=date(2026, 11, 23),
    ends_on=date(2026, 11, 27),
    where="",
    document="",
    cover_url="https://bangvang.example/cover",
)

CHECKPOINT = SignedCheckpoint(
    reader="Lý Văn Nam",
    contact=CONTACT,
    size=110_435,
    made_on=date(2026, 11, 23),
    made_at=datetime(2026, 11, 23, 0, 5, tzinfo=UTC),
    note=tuple(
        signed(
            Statement("bangvang.example", 110_435, bytes(range(32))),
            [SigningKey.of("bangvang.example", bytes(32))],
        ).split("\n")[:-1]
    ),
)

SAMPLES: dict[str, tuple[str, Content]] = {
    "gate_opened to a member": ("gate_opened", REQUEST),
    "gate_opened to a chair": (
        "gate_opened",
        replace(REQUEST, role=Role.CHAIR, may_return=True, seat_title=""),
    ),
    "gate_opened to a signatory without a limit": (
        "gate_opened",
        replace(
            REQUEST,
            role=Role.SIGNATORY,
            secret_ballot=False,
            may_return=True,
            due_on=None,
            days_left=0,
        ),
    ),
    "gate_opened to a signatory who may not return": (
        "gate_opened",
        replace(REQUEST, role=Role.SIGNATORY, secret_ballot=False),
    ),
    "gate_opened to whoever acts for a signatory": (
        "gate_opened",
        replace(
            REQUEST,
            role=Role.SIGNATORY,
            secret_ballot=False,
            seat_title="Bộ trưởng",
            acting_for="Phạm Quang Cường",
        ),
    ),
    "gate_opened to an appraiser": (
        "gate_opened",
        replace(REQUEST, role=Role.APPRAISER, secret_ballot=False, may_return=True),
    ),
    "gate_opened for a household": (
        "gate_opened",
        replace(REQUEST, dossier=replace(DOSSIER, position="")),
    ),
    "gate_opened where a fresh code is asked for": (
        "gate_opened",
        replace(REQUEST, assurance=Assurance.CODE),
    ),
    "gate_opened where a sign-in is asked for": (
        "gate_opened",
        replace(REQUEST, assurance=Assurance.LOGIN, gate=AT_THE_TOP),
    ),
    "reminder": ("reminder", replace(REQUEST, days_left=1, choices=REMINDERS)),
    "reminder on the due day": ("reminder", replace(REQUEST, days_left=0)),
    "reminder after the due day": ("reminder", replace(REQUEST, days_left=-2)),
    "reminder without a limit": ("reminder", replace(REQUEST, due_on=None, days_left=0)),
    "changed": ("changed", REQUEST),
    "new_link": ("new_link", REQUEST),
    "returned": ("returned", RETURNED),
    "returned, reason erased": ("returned", replace(RETURNED, reason=())),
    "still_returned": ("still_returned", RETURNED),
    "taken_back": ("taken_back", VOID),
    "taken_back of news": ("taken_back", replace(VOID, asked_to_decide=False)),
    "outcome awarded": ("outcome", AWARDED),
    "outcome settled here": (
        "outcome",
        replace(
            AWARDED,
            awarded=False,
            settled_as="Bằng khen cấp bộ, ban, ngành, tỉnh",
            decision_number="",
            reason=("Khen ở cấp bộ là phù hợp.",),
        ),
    ),
    "outcome awarded, number to come": ("outcome", replace(AWARDED, decision_number="")),
    "outcome declined": (
        "outcome",
        replace(AWARDED, awarded=False, decision_number="", reason=("Chưa đạt tiêu chuẩn.",)),
    ),
    "outcome declined by a council": (
        "outcome",
        replace(AWARDED, awarded=False, decision_number="", needed_percent=80, gate=AT_UNIT),
    ),
    "outcome declined, reason erased": (
        "outcome",
        replace(AWARDED, awarded=False, decision_number="", contact=None),
    ),
    **CONDUCT,
    **AGENCIES,
    **STANDING,
    **DIGESTS,
    **BRIEFS,
    **REPORTS,
    "sign_in_code": ("sign_in_code", DIGITS),
    "checkpoint_made": ("checkpoint_made", CHECKPOINT),
    "opinion_entered": ("opinion_entered", OPINION),
    "opinion_entered against": ("opinion_entered", replace(OPINION, said=Choice.REJECT)),
    "opinion_entered, an envelope": ("opinion_entered", replace(OPINION, said=None)),
    "opinion_entered, the ballot over": ("opinion_entered", replace(OPINION, may_object=False)),
    "decision_code": ("decision_code", DECIDE_DIGITS),
    "cover_set to whoever acts": ("cover_set", COVER),
    "cover_set to who is away": (
        "cover_set",
        replace(COVER, reader_acts=False, where="Bộ Tư pháp", document="12/GUQ-BTP"),
    ),
}
