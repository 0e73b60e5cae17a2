"""Who gets which answer from the JSON API."""

from collections.abc import Mapping

from tests.access_cast import (
    ASKED,
    ASKED_THEIRS,
    CAST,
    DECISION,
    DOCKET_DECISION,
    EVERYBODY,
    FILE,
    FILE_THEIRS,
    FILED,
    HAND_OVER,
    HAND_OVER_THEIRS,
    HANDED_OVER,
    KEEP,
    KEEP_THEIRS,
    NO_MAIL,
    NOTHING_FITS,
    OWN,
    PDF,
    SEE,
    SEE_DOCKET,
    SEE_ENDED,
    SEE_THEIRS,
    SITTING,
    SUPPLEMENT,
    Access,
    api,
)

API: Mapping[str, Access] = {
    # the same through the API
    "GET /api/v1/me": api(EVERYBODY),
    "GET /api/v1/me/assignments": api(EVERYBODY),
    "GET /api/v1/campaigns": api(EVERYBODY),
    "GET /api/v1/movements": api(EVERYBODY),
    "GET /api/v1/awards": api(EVERYBODY),
    "GET /api/v1/rule-sets/in-force": api(EVERYBODY),
    "GET /api/v1/rule-sets/{rule_set_id}": api(EVERYBODY, at="/api/v1/rule-sets/nd98-2023"),
    "GET /api/v1/dossiers": api(EVERYBODY),
    "GET /api/v1/submissions": api(EVERYBODY),
    "GET /api/v1/dockets": api(EVERYBODY),
    "POST /api/v1/dockets": api(
        {404: frozenset({"secretariat", "administrator"})}, otherwise=403, json=SITTING
    ),
    "GET /api/v1/dockets/{docket_id}": api({200: SEE_DOCKET}, theirs={200: SEE_THEIRS}),
    "POST /api/v1/dockets/{docket_id}/additions": api(
        {409: KEEP, 403: SEE_DOCKET},
        theirs={409: KEEP_THEIRS, 403: SEE_THEIRS},
        json=NOTHING_FITS,
    ),
    "POST /api/v1/dockets/{docket_id}/removals": api(
        {200: KEEP, 403: SEE_DOCKET}, theirs={200: KEEP_THEIRS, 403: SEE_THEIRS}, json={}
    ),
    "POST /api/v1/dockets/{docket_id}/decisions": api(
        {200: SEE_DOCKET}, theirs={200: SEE_THEIRS}, json=DOCKET_DECISION
    ),
    "GET /api/v1/covers": api(EVERYBODY),
    "POST /api/v1/covers": api(
        {422: frozenset({"board_head", "secretariat", "administrator"})}, otherwise=403, json=OWN
    ),
    "POST /api/v1/covers/{cover_id}/ending": api({}, at=f"/api/v1/covers/{NO_MAIL}/ending"),
    "POST /api/v1/assignments/{assignment_id}/recusal": api(
        {422: CAST}, otherwise=422, json={"reason": " "}
    ),
    "GET /api/v1/dossiers/{code}": api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/dossiers/{code}/history": api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/dossiers/{code}/state": api(
        {422: SEE}, theirs={422: SEE_THEIRS}, at="/api/v1/dossiers/{code}/state?at=yesterday"
    ),
    "GET /api/v1/attachments/{attachment_id}": api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/submissions/{submission_id}": api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/assignments/{assignment_id}": api({200: ASKED}, theirs={200: ASKED_THEIRS}),
    "PUT /api/v1/assignments/{assignment_id}/decision": api(
        {412: ASKED}, theirs={412: ASKED_THEIRS}, json=DECISION, headers={"If-Match": '"0"'}
    ),
    "POST /api/v1/assignments/{assignment_id}/undo": api(
        {409: ASKED}, theirs={409: ASKED_THEIRS}, json={}
    ),
    "POST /api/v1/assignments/{assignment_id}/reassignment": api(
        {409: HAND_OVER, 403: SEE},
        theirs={409: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        json=HANDED_OVER,
    ),
    "POST /api/v1/dossiers/{code}/attachments": api(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/api/v1/dossiers/{ended}/attachments?name=a.pdf",
        content=PDF[1],
    ),
    "POST /api/v1/dossiers/{code}/resubmission": api(
        {409: FILE, 403: SEE}, theirs={409: FILE_THEIRS, 403: SEE_THEIRS}, json=SUPPLEMENT
    ),
    "POST /api/v1/dossiers/{code}/withdrawal": api(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/api/v1/dossiers/{ended}/withdrawal",
        json={"reason": "Lần nữa"},
    ),
    "POST /api/v1/submissions": api({409: FILE}, otherwise=403, json=FILED),
}
