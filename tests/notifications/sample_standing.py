"""What those above are told of gates that stand still."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from notifications.contents import Content, OverdueGate, StandingGate
from tests.notifications.sample_facts import AT_UNIT, CHOICES, CONTACT, DOSSIER, DOSSIER_URL

OVERDUE = OverdueGate(
    reader="Dương Thị Mai",
    contact=None,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    due_on=date(2026, 12, 7),
    days_over=1,
    unanswered=("Lê Thị Hội", "Phạm Quang Cường"),
    dossier_url=DOSSIER_URL,
)
LONG = StandingGate(
    reader="Dương Thị Mai",
    contact=CONTACT,
    choices=CHOICES,
    dossier=DOSSIER,
    gate=AT_UNIT,
    asked_by="Hồ Thị Oanh",
    since=date(2026, 10, 5),
    days=49,
    due_on=None,
    unanswered=("Lê Thị Hội",),
    dossier_url=DOSSIER_URL,
)

STANDING: Mapping[str, tuple[str, Content]] = {
    "escalated": ("escalated", OVERDUE),
    "escalated with vacant seats": ("escalated", replace(OVERDUE, unanswered=(), days_over=3)),
    "stands_still": ("stands_still", LONG),
    "stands_still, overdue": ("stands_still", replace(LONG, due_on=date(2026, 12, 7), days=1)),
}
