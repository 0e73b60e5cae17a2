"""Contents about holds, and about awards that are taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.conduct import RevocationGround
from notifications.conduct_contents import DossierPause, RevocationAsked, RevocationOutcome
from notifications.contents import Content
from tests.notifications.sample_facts import (
    AT_THE_TOP,
    AT_UNIT,
    CHOICES,
    CONTACT,
    DOSSIER,
    DOSSIER_URL,
)

PAUSE = DossierPause(
    reader="Trần Văn Bình",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    asked=True,
    since=date(2026, 11, 23),
    due_on=None,
    dossier_url=DOSSIER_URL,
)
TO_THE_UNIT = replace(PAUSE, reader="Nguyễn Thị An", asked=False)
AGAIN = replace(PAUSE, due_on=date(2026, 12, 14))
ASKED = RevocationAsked(
    reader="Đinh Văn Phúc",
    contact=CONTACT,
    dossier=DOSSIER,
    gate=AT_THE_TOP,
    ground=RevocationGround.FALSE_ACHIEVEMENTS,
    conclusion_number="45/KL-TTr",
    concluded_on=date(2026, 11, 20),
    proposed_by="Nguyễn Thị An",
    reason=("Sáng kiến là của người khác.", "Xem kết luận kèm theo."),
    due_on=date(2026, 11, 30),
    revocation_url=f"{DOSSIER_URL}/revocation/decision",
)
REVOKED = RevocationOutcome(
    reader="Nguyễn Thị An",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_THE_TOP,
    revoked=True,
    decided_on=date(2026, 11, 30),
    decision_number="77/QĐ-TTg",
    reason=(),
    dossier_url=DOSSIER_URL,
)

CONDUCT: Mapping[str, tuple[str, Content]] = {
    "put_on_hold": ("put_on_hold", PAUSE),
    "put_on_hold to the unit": ("put_on_hold", TO_THE_UNIT),
    "put_on_hold, the clock goes on": ("put_on_hold", AGAIN),
    "goes_on": ("goes_on", AGAIN),
    "goes_on to the unit": ("goes_on", TO_THE_UNIT),
    "revocation_proposed": ("revocation_proposed", ASKED),
    "revocation_proposed without a limit": (
        "revocation_proposed",
        replace(ASKED, due_on=None, reason=()),
    ),
    "revocation_decided": ("revocation_decided", REVOKED),
    "revocation_decided, it stands": (
        "revocation_decided",
        replace(REVOKED, revoked=False, decision_number="", reason=("Kết luận đã bị hủy.",)),
    ),
}
