"""What a nominee's copy of their data leaves out, so that nobody who spoke against them is known.

Why a dossier is on hold is told to few while it is so. A copy goes to the very person whom it is
about, and a reason, a number or a wording may say who denounced them.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from approvals.queries.consultations import Written
from models.consultations import Judgement
from models.enums import EventKind
from models.history import Event
from models.holds import Hold

NOTE = {
    "vi": "Bản sao này không gồm lý do, căn cứ và kết quả của việc tạm dừng hồ sơ, cũng như ý kiến"
    " có dấu hiệu tố cáo hoặc chưa được xem xét, để bảo vệ người tố cáo và người góp ý. Muốn biết"
    " thêm, xin hỏi bộ phận thường trực đã chuyển bản sao này.",
    "en": "This copy leaves out why the dossier was on hold, on what paper and with what outcome,"
    " and comments that are a denunciation or were not looked at yet, to protect those who wrote"
    " them. To learn more, ask the secretariat that sent this copy.",
}
_HOLDS = (EventKind.HOLD_PLACED, EventKind.HOLD_RELEASED)
_WHY = {"cause", "document", "outcome", "placed_by_id", "released_by_id"}


def told_holds(holds: Iterable[Hold]) -> list[dict[str, Any]]:
    """That the dossier stood still, from when to when; not why."""
    return [one.model_dump(exclude=_WHY) for one in holds]


def told_comments(comments: Iterable[Written]) -> list[Written]:
    """Those that somebody looked at and did not take as a denunciation."""
    return [one for one in comments if not _is_protected(one)]


def told_events(
    events: Iterable[Event], comments: Iterable[Written]
) -> Iterator[tuple[Event, bool]]:
    """Each event that may be told, and whether what was written with it may.

    Of a protected comment not even the moment: it may be enough to know who was there.
    """
    protected = {one.comment.id for one in comments if _is_protected(one)}
    for event in events:
        if _comment_of(event) not in protected:
            yield event, event.kind not in _HOLDS


def _is_protected(one: Written) -> bool:
    return one.comment.judgement in {None, Judgement.DENUNCIATION}


def _comment_of(event: Event) -> UUID | None:
    comment = json.loads(event.body)["facts"].get("comment")
    return UUID(comment) if comment else None
