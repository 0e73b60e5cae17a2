"""Who gets the pages about public consultations, and may send their forms."""

from collections.abc import Mapping

from tests.access_cast import NO_MAIL, SEE, SEE_THEIRS, Access, page, public

NOWHERE = "/consultations/LYK-1999-0001"
OPEN = frozenset({"secretariat", "alice", "minister"})
OPEN_THEIRS = frozenset({"secretariat", "dan"})
OPENING = {"title": "Lấy ý kiến", "opens_on": "2024-01-05", "dossier": NO_MAIL}

CONSULTATION: Mapping[str, Access] = {
    "GET /consultations": public(),
    "GET /consultations/{number}": public(404, at=NOWHERE),
    "POST /consultations/{number}": public(404, at=NOWHERE, form={"text": "Đồng ý"}),
    "GET /submissions/{submission_id:uuid}/consultation": page(
        {200: OPEN, 403: SEE}, theirs={200: OPEN_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /submissions/{submission_id:uuid}/consultation": page(
        {422: OPEN, 403: SEE}, theirs={422: OPEN_THEIRS, 403: SEE_THEIRS}, form=OPENING
    ),
    "GET /consultations/{number}/comments": page({}, at=f"{NOWHERE}/comments"),
    "POST /consultations/{number}/comments/{comment_id:uuid}": page(
        {}, at=f"{NOWHERE}/comments/{NO_MAIL}", form={"judgement": "kept"}
    ),
    "POST /consultations/{number}/comments/{comment_id:uuid}/erasure": page(
        {}, at=f"{NOWHERE}/comments/{NO_MAIL}/erasure", form={"ground": "Theo yêu cầu"}
    ),
    "POST /consultations/{number}/withdrawal": page(
        {}, at=f"{NOWHERE}/withdrawal", form={"reason": "Sai danh sách"}
    ),
}
