"""Who gets the pages and routes about holds, and about awards that are taken back."""

from collections.abc import Mapping

from tests.access_cast import (
    FILE,
    FILE_THEIRS,
    HAND_OVER,
    HAND_OVER_THEIRS,
    NO_MAIL,
    SEE,
    SEE_ENDED,
    SEE_THEIRS,
    Access,
    api,
    page,
)

PROPOSE = FILE | {"secretariat"}  # who may have an award of theirs taken back
PROPOSE_THEIRS = FILE_THEIRS | {"secretariat"}
HOLD_ENDED = frozenset({"secretariat", "administrator", "alice", "minister"})
PLACED = {"cause": "complaint", "document": "12/TB-TTr", "reason": "Có đơn tố cáo"}
CLEARED = {"outcome": "cleared", "reason": "Không có vi phạm"}
PROPOSED = {
    "ground": "forged_papers",
    "conclusion_number": "45/KL-TTr",
    "concluded_on": "2024-01-05",
    "reason": "Giấy tờ giả",
}
DECIDED = {"answer": "revoke", "decision_number": "77/QĐ-BTP"}
BACK = {"recovered_on": "2024-01-05"}

CONDUCT: Mapping[str, Access] = {
    "GET /dossiers/{code}/holds": page(
        {200: HAND_OVER, 403: SEE}, theirs={200: HAND_OVER_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/holds": page(
        {409: HOLD_ENDED, 403: SEE_ENDED},
        theirs={409: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/holds",
        form=PLACED,
    ),
    "POST /dossiers/{code}/holds/{hold_id:uuid}/release": page(
        {404: HAND_OVER, 403: SEE},
        theirs={404: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        at=f"/dossiers/{{code}}/holds/{NO_MAIL}/release",
        form=CLEARED,
    ),
    "GET /dossiers/{code}/revocation": page(
        {409: PROPOSE, 403: SEE}, theirs={409: PROPOSE_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/revocation": page(
        {409: PROPOSE, 403: SEE}, theirs={409: PROPOSE_THEIRS, 403: SEE_THEIRS}, form=PROPOSED
    ),
    "GET /dossiers/{code}/revocation/decision": page({403: SEE}, theirs={403: SEE_THEIRS}),
    "POST /dossiers/{code}/revocation/decision": page(
        {403: SEE}, theirs={403: SEE_THEIRS}, form=DECIDED
    ),
    "GET /dossiers/{code}/revocation/recovery": page(
        {404: PROPOSE, 403: SEE}, theirs={404: PROPOSE_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/revocation/recovery": page(
        {404: PROPOSE, 403: SEE}, theirs={404: PROPOSE_THEIRS, 403: SEE_THEIRS}, form=BACK
    ),
    "POST /api/v1/dossiers/{code}/holds": api(
        {409: HOLD_ENDED, 403: SEE_ENDED},
        theirs={409: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        at="/api/v1/dossiers/{ended}/holds",
        json=PLACED,
    ),
    "POST /api/v1/dossiers/{code}/holds/{hold_id}/release": api(
        {404: SEE},
        theirs={404: SEE_THEIRS},
        at=f"/api/v1/dossiers/{{code}}/holds/{NO_MAIL}/release",
        json=CLEARED,
    ),
    "POST /api/v1/dossiers/{code}/revocation": api(
        {409: PROPOSE, 403: SEE}, theirs={409: PROPOSE_THEIRS, 403: SEE_THEIRS}, json=PROPOSED
    ),
    "PUT /api/v1/dossiers/{code}/revocation/decision": api(
        {404: SEE}, theirs={404: SEE_THEIRS}, json={"revoke": True, "decision_number": "77/QĐ-BTP"}
    ),
    "POST /api/v1/dossiers/{code}/revocation/recovery": api(
        {404: PROPOSE, 403: SEE}, theirs={404: PROPOSE_THEIRS, 403: SEE_THEIRS}, json=BACK
    ),
}
