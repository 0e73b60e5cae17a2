"""A morning brief in every shape it takes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from approvals.domain.why_stuck import CAUSES
from approvals.queries.morning_brief import Became
from models.enums import MailTopic
from notifications.brief_contents import SecretariatBrief, StuckBy, ToldDossier
from notifications.contents import Content
from tests.notifications.sample_facts import CONTACT, REMINDERS

STUCK = "https://bangvang.example/stuck"
_DOSSIERS = "https://bangvang.example/dossiers"
_AT = ("Bộ Tư pháp", "Khối thi đua các cơ quan Nội chính Trung ương", "Thủ tướng Chính phủ")
_NAMES = (
    "Cao Thị Quỳnh",
    "Phòng Tổ chức cán bộ, Cục Thi hành án dân sự thành phố Hải Phòng",
    "Mạc Thị Rằm",
)


def _told(
    number: int,
    cause: str | None = None,
    became: Became | None = None,
    due_on: date | None = None,
) -> ToldDossier:
    code = f"HS-2026-{number:06}"
    return ToldDossier(
        code=code,
        nominee=_NAMES[number % 3],
        at=_AT[number % 3],
        url=f"{_DOSSIERS}/{code}",
        cause=cause,
        became=became,
        due_on=due_on,
        days_left=3,
    )


_COUNTS = (3, 6, 2_804, 2, 9, 7, 1, 12, 4, 17, 5, 203, 88, 64, 130, 31, 50)
BRIEF = SecretariatBrief(
    reader="Dương Thị Mai",
    contact=CONTACT,
    choices=replace(
        REMINDERS,
        topic=MailTopic.MORNING_BRIEF,
        leave_out_url="https://bangvang.example/unsubscribe/morning_brief.0193.u3Vb1m0b0sT0kq4XyI9",
    ),
    day=date(2026, 11, 24),
    since=date(2026, 11, 23),
    stuck=3_412,
    causes=tuple(
        StuckBy(cause=one.code, dossiers=dossiers, url=f"{STUCK}?cause={one.code}")
        for one, dossiers in zip(CAUSES, _COUNTS, strict=True)
    ),
    new=12,
    newly_stuck=tuple(_told(number, CAUSES[number - 117].code) for number in range(118, 123)),
    freed=7,
    became=((Became.WENT_ON, 3), (Became.MOVES_AGAIN, 2), (Became.AWARDED, 2)),
    freed_dossiers=(
        _told(4, "past_due", Became.WENT_ON),
        _told(5, "mail_failed", Became.MOVES_AGAIN),
        _told(6, "seat_vacant", Became.AWARDED),
        _told(7, "quorum_short", Became.DECLINED),
        _told(8, "longer_than_85", Became.WITHDRAWN),
    ),
    due=1_031,
    due_until=date(2026, 11, 27),
    this_week=True,
    due_dossiers=tuple(_told(number, due_on=date(2026, 11, 27)) for number in range(200, 205)),
    stuck_url=STUCK,
    list_url=_DOSSIERS,
)
NOTHING_NEW = replace(
    BRIEF,
    new=0,
    newly_stuck=(),
    freed=0,
    became=(),
    freed_dossiers=(),
    due=0,
    due_dossiers=(),
)

BRIEFS: Mapping[str, tuple[str, Content]] = {
    "morning_brief": ("morning_brief", BRIEF),
    "morning_brief with all of it listed": (
        "morning_brief",
        replace(BRIEF, new=5, freed=5, due=5),
    ),
    "morning_brief on a Friday": (
        "morning_brief",
        replace(
            BRIEF,
            day=date(2026, 11, 27),
            since=date(2026, 11, 26),
            due_until=date(2026, 11, 30),
            this_week=False,
        ),
    ),
    "morning_brief, the first": (
        "morning_brief",
        replace(NOTHING_NEW, since=None, due=3, due_dossiers=BRIEF.due_dossiers[:3]),
    ),
    "morning_brief without anything new": ("morning_brief", NOTHING_NEW),
    "morning_brief without anything stuck": (
        "morning_brief",
        replace(BRIEF, stuck=0, causes=(), new=0, newly_stuck=()),
    ),
}
