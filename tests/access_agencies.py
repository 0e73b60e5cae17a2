"""Who gets the pages and routes about other bodies' opinions."""

from collections.abc import Mapping

from tests.access_cast import (
    HAND_OVER,
    HAND_OVER_THEIRS,
    NO_MAIL,
    NOBODYS_BODY,
    SEE,
    SEE_ENDED,
    SEE_THEIRS,
    Access,
    api,
    page,
    public,
)

CONSULT = HAND_OVER | {"appraiser"}  # of the board, where our dossier lies
ANSWER = {"answer": "agree"}

AGENCIES: Mapping[str, Access] = {
    "GET /dossiers/{code}/opinions": page(
        {200: CONSULT, 403: SEE}, theirs={200: HAND_OVER_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/opinions": page(
        {422: CONSULT, 403: SEE},
        theirs={422: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        form={"body_id": NOBODYS_BODY},
    ),
    "POST /dossiers/{code}/opinions/{opinion_id:uuid}/remind": page(
        {404: CONSULT, 403: SEE},
        theirs={404: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        at=f"/dossiers/{{code}}/opinions/{NO_MAIL}/remind",
        form={},
    ),
    "GET /dossiers/{code}/opinions/{opinion_id:uuid}": page(
        {404: SEE}, theirs={404: SEE_THEIRS}, at=f"/dossiers/{{code}}/opinions/{NO_MAIL}"
    ),
    "POST /dossiers/{code}/opinions/{opinion_id:uuid}": page(
        {404: SEE},
        theirs={404: SEE_THEIRS},
        at=f"/dossiers/{{code}}/opinions/{NO_MAIL}",
        form=ANSWER,
    ),
    "GET /o/{token:path}": public(303, at="/o/nowhere"),
    "GET /opinion": public(404),
    "POST /opinion/answer": public(404, form=ANSWER),
    "GET /opinion/files/{attachment_id:uuid}": public(404, at=f"/opinion/files/{NO_MAIL}"),
    "POST /api/v1/dossiers/{code}/opinions": api(
        {409: SEE_ENDED},
        theirs={409: SEE_THEIRS},
        at="/api/v1/dossiers/{ended}/opinions",
        json={"body_id": NOBODYS_BODY},
    ),
    "PUT /api/v1/dossiers/{code}/opinions/{opinion_id}/answer": api(
        {404: SEE},
        theirs={404: SEE_THEIRS},
        at=f"/api/v1/dossiers/{{code}}/opinions/{NO_MAIL}/answer",
        json=ANSWER,
    ),
}
