"""A digest in every shape it takes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from notifications.contents import Awaited, AwaitedDossier, Content, MorningDigest, News
from tests.notifications.sample_facts import CHOICES, CONTACT, DOSSIER, DOSSIER_URL

DIGEST = MorningDigest(
    reader="Trần Văn Bình",
    contact=CONTACT,
    choices=CHOICES,
    waiting=61,
    awaited=(
        Awaited(
            award="Bằng khen cấp bộ, ban, ngành, tỉnh",
            due_on=date(2026, 11, 27),
            days_left=4,
            dossiers=(
                AwaitedDossier(
                    code="HS-2026-000117",
                    nominee="Mạc Thị Rằm",
                    history_head="9b1c44e07a52",
                    new=False,
                    changed=True,
                    url="https://bangvang.example/task/0193a4d2-0000-7000-8000-000000000001",
                ),
                AwaitedDossier(
                    code=DOSSIER.code,
                    nominee=DOSSIER.nominee,
                    history_head=DOSSIER.history_head,
                    new=True,
                    changed=False,
                    url="https://bangvang.example/task/0193a4d2-0000-7000-8000-000000000002",
                ),
            ),
        ),
        Awaited(
            award="Bằng khen của Thủ tướng Chính phủ",
            due_on=None,
            days_left=0,
            dossiers=(
                AwaitedDossier(
                    code="HS-2026-000131",
                    nominee="Phòng Tổ chức cán bộ, Cục Thi hành án dân sự thành phố Hải Phòng",
                    history_head="c0ffee123456",
                    new=True,
                    changed=False,
                    url="https://bangvang.example/task/0193a4d2-0000-7000-8000-000000000003",
                ),
            ),
        ),
    ),
    unlisted=58,
    news=(News(words="Được khen thưởng: Cao Thị Quỳnh, Bằng khen", url=DOSSIER_URL),),
    inbox_url="https://bangvang.example/inbox",
)

DIGESTS: Mapping[str, tuple[str, Content]] = {
    "digest": ("digest", DIGEST),
    "digest of tasks": ("digest", replace(DIGEST, unlisted=0, news=())),
    "digest of tasks without a limit": (
        "digest",
        replace(DIGEST, waiting=1, awaited=DIGEST.awaited[1:], unlisted=0, news=()),
    ),
    "digest of news": ("digest", replace(DIGEST, waiting=0, awaited=(), unlisted=0)),
}
