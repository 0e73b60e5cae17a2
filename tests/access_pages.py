"""Who gets which page, and who may send which form."""

from collections.abc import Mapping

from tests.access_cast import (
    ASKED,
    ASKED_THEIRS,
    AUDITOR,
    CAST,
    CORRECT,
    DECISION,
    DESK,
    ENTER,
    ENTER_THEIRS,
    EVERYBODY,
    FILE,
    FILE_THEIRS,
    FILERS,
    HAND_OVER,
    HAND_OVER_THEIRS,
    HANDED_OVER,
    KEEP,
    KEEP_ANY,
    KEEP_THEIRS,
    MINISTRY,
    NAMED_THEIRS,
    NATIONAL,
    NO_MAIL,
    NOBODYS_BODY,
    PDF,
    SEE,
    SEE_DOCKET,
    SEE_ENDED,
    SEE_THEIRS,
    SUPPLEMENT,
    Access,
    page,
    public,
)

PAGES: Mapping[str, Access] = {
    # for everybody
    "GET /api/docs": public(),
    "GET /livez": public(),
    "GET /readyz": public(),
    "GET /metrics": public(404),  # not from another machine
    "GET /problems": public(),
    "GET /problems/{code}": public(at="/problems/dossier_not_found"),
    "POST /api/sendgrid/events": public(404),  # without a key, no reports are taken
    "GET /dev/mail": public(),
    "GET /dev/mail.json": public(),
    "GET /dev/mail/{mail_id:uuid}": public(404, at=f"/dev/mail/{NO_MAIL}"),
    "GET /dev/mail/{mail_id:uuid}/html": public(404, at=f"/dev/mail/{NO_MAIL}/html"),
    "GET /sign-in": Access(ours={303: CAST}, anonymous=200),
    "POST /sign-in": public(422, form={"email": ""}),
    "GET /sign-in/code": public(),
    "POST /sign-in/code": public(422, form={"code": ""}),
    "POST /sign-in/passkey": public(403, form={"credential": ""}),
    "GET /sign-in/oidc": public(404),  # none is configured
    "GET /sign-in/oidc/return": public(404),
    # the mailed link: without one, nothing is to be seen
    "GET /r/{token:path}": public(303, at="/r/x"),
    "GET /task": public(404),
    "POST /task/undo": public(404, form={"link": ""}),
    "GET /task/undone": public(),
    "POST /task/decision": public(404, form=DECISION),
    "POST /task/opened": public(204, form={"link": ""}),
    "POST /task/code": public(404, form=DECISION),
    "GET /task/files/{attachment_id:uuid}": public(404),
    "POST /task/new-link": public(303, form={"link": "00"}),
    "GET /task/new-link": public(),
    # the foot of a mail: whose it is, the address says
    "GET /unsubscribe/{token}": public(404, at="/unsubscribe/x"),
    "POST /unsubscribe/{token}": public(404, at="/unsubscribe/x", form={"wanted": "false"}),
    # whoever is signed in
    "GET /": Access(ours={303: CAST}),
    "POST /sign-out": Access(ours={303: CAST}, form={}),
    "GET /sign-in/confirm": page(EVERYBODY),
    "GET /account": page(EVERYBODY),
    "POST /account/passkeys": page({403: CAST}, form={"credential": ""}),  # no question was asked
    "POST /account/passkeys/{passkey_id:uuid}/name": page(
        {}, at=f"/account/passkeys/{NO_MAIL}/name", form={"name": "Máy"}
    ),
    "POST /account/passkeys/{passkey_id:uuid}/removal": page(
        {403: CAST}, at=f"/account/passkeys/{NO_MAIL}/removal", form={}
    ),
    "GET /inbox": page(EVERYBODY),
    "GET /preferences": page(EVERYBODY),
    "POST /preferences": page({422: CAST}, form={"quiet_from": "7", "quiet_until": "7"}),
    "GET /inbox/decide": page(EVERYBODY),
    "POST /inbox/decide": page(EVERYBODY, form={}),
    "GET /dockets": page(EVERYBODY),
    "GET /dossiers": page(EVERYBODY),
    "GET /dossiers/export.{kind}": page(EVERYBODY, at="/dossiers/export.csv"),
    "GET /submissions": page(EVERYBODY),
    "GET /stuck": page({200: DESK}, otherwise=403),
    "GET /stuck/live": page({200: DESK}, otherwise=403, at="/stuck/live?within=0"),
    "POST /stuck/actions": page({303: CORRECT}, otherwise=403, form={"only": ""}),
    "POST /dossiers/views": page({422: CAST}, form={"name": ""}),
    "POST /dossiers/views/{view_id:uuid}/removal": page(
        {404: CAST}, at=f"/dossiers/views/{NO_MAIL}/removal", form={}
    ),
    "GET /stuck/pictures": page({200: DESK}, otherwise=403),
    "GET /stuck/pictures/ageing": page({200: DESK}, otherwise=403),
    "GET /stuck/pictures/waiting": page({200: DESK}, otherwise=403),
    "GET /stuck/pictures/flow": page({200: DESK}, otherwise=403),
    "GET /stuck/pictures/throughput": page({200: DESK}, otherwise=403),
    # auditors
    "GET /audit": page({200: AUDITOR}, otherwise=403),
    "GET /audit/day": page({200: AUDITOR}, otherwise=403),
    "POST /audit/searches": page({422: AUDITOR}, otherwise=403, form={"name": ""}),
    "POST /audit/searches/{search_id:uuid}/removal": page(
        {404: AUDITOR}, otherwise=403, at=f"/audit/searches/{NO_MAIL}/removal", form={}
    ),
    "POST /audit/export": page({422: AUDITOR}, otherwise=403, form={"kind": "rtf"}),
    "GET /people/{person_id:uuid}/address": page(
        {404: CORRECT}, otherwise=403, at=f"/people/{NO_MAIL}/address"
    ),
    "POST /people/{person_id:uuid}/address": page(
        {404: CORRECT}, otherwise=403, at=f"/people/{NO_MAIL}/address", form={"email": "a@b.vn"}
    ),
    # whoever keeps the register of requests about personal data
    "GET /admin/requests": page({200: CORRECT}, otherwise=403),
    "GET /admin/requests/new": page({200: CORRECT}, otherwise=403),
    "POST /admin/requests/new": page({422: CORRECT}, otherwise=403, form={}),
    "GET /admin/requests/{request_id:uuid}": page(
        {404: CORRECT}, otherwise=403, at=f"/admin/requests/{NO_MAIL}"
    ),
    "POST /admin/requests/{request_id:uuid}/response": page(
        {404: CORRECT}, otherwise=403, at=f"/admin/requests/{NO_MAIL}/response", form={}
    ),
    "POST /admin/requests/{request_id:uuid}/extension": page(
        {404: CORRECT}, otherwise=403, at=f"/admin/requests/{NO_MAIL}/extension", form={}
    ),
    "POST /admin/requests/{request_id:uuid}/answer": page(
        {404: CORRECT}, otherwise=403, at=f"/admin/requests/{NO_MAIL}/answer", form={}
    ),
    "POST /admin/requests/{request_id:uuid}/copy": page(
        {404: CORRECT}, otherwise=403, at=f"/admin/requests/{NO_MAIL}/copy", form={}
    ),
    # whoever is asked
    "GET /task/{assignment_id:uuid}/recuse": page({200: ASKED}, theirs={200: ASKED_THEIRS}),
    "POST /task/{assignment_id:uuid}/recuse": page(
        {422: ASKED}, theirs={422: ASKED_THEIRS}, form={}
    ),
    "GET /task/{assignment_id:uuid}": page({200: ASKED}, theirs={200: ASKED_THEIRS}),
    "POST /task/{assignment_id:uuid}/opened": page(
        {204: CAST}, at=f"/task/{NO_MAIL}/opened", form={}
    ),
    "POST /task/{assignment_id:uuid}/decision": page(
        {422: ASKED}, theirs={422: ASKED_THEIRS}, form={}
    ),
    "POST /task/{assignment_id:uuid}/undo": page({409: ASKED}, theirs={409: ASKED_THEIRS}, form={}),
    "GET /task/{assignment_id:uuid}/files/{attachment_id:uuid}": page(
        {200: ASKED}, theirs={200: ASKED_THEIRS}
    ),
    # whoever may see the dossier; of these, whoever files for its body
    "GET /dossiers/{code}": page({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /dossiers/{code}/history": page({200: SEE}, theirs={200: SEE_THEIRS}, noted=True),
    "POST /dossiers/{code}/history/proof": page(
        {200: AUDITOR, 403: SEE}, theirs={200: AUDITOR, 403: SEE_THEIRS}, form={}, noted=True
    ),
    "GET /dossiers/{code}/files/{attachment_id:uuid}": page({200: SEE}, theirs={200: SEE_THEIRS}),
    "POST /dossiers/{code}/files": page(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/files",
        file=PDF,
    ),
    "GET /dossiers/{code}/resubmit": page(
        {409: FILE, 403: SEE}, theirs={409: FILE_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/resubmit": page(
        {409: FILE, 403: SEE}, theirs={409: FILE_THEIRS, 403: SEE_THEIRS}, form=SUPPLEMENT
    ),
    "GET /dossiers/{code}/withdraw": page(
        {200: FILE, 403: SEE}, theirs={200: FILE_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/withdraw": page(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/withdraw",
        form={"reason": "Lần nữa"},
    ),
    "GET /dossiers/{code}/assignments/{assignment_id:uuid}/reassign": page(
        {200: HAND_OVER, 403: SEE}, theirs={200: HAND_OVER_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/assignments/{assignment_id:uuid}/reassign": page(
        {409: HAND_OVER, 403: SEE},
        theirs={409: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        form=HANDED_OVER,
    ),
    # whoever enters what absent members of a council wrote, where it is a council
    "GET /dossiers/{code}/assignments/{assignment_id:uuid}/opinion": page(
        {}, theirs={200: ENTER_THEIRS, 403: NAMED_THEIRS}
    ),
    "POST /dossiers/{code}/assignments/{assignment_id:uuid}/opinion": page(
        {}, theirs={422: ENTER_THEIRS, 403: NAMED_THEIRS}, form={}
    ),
    "POST /dossiers/{code}/assignments/{assignment_id:uuid}/opinion/objection": page(
        {}, theirs={409: ENTER_THEIRS, 403: NAMED_THEIRS}, form={"reason": "Nhầm tên"}
    ),
    "GET /dossiers/{code}/assignments/{assignment_id:uuid}/opinion/scan": page(
        {}, theirs={403: NAMED_THEIRS}
    ),
    "GET /dossiers/{code}/envelopes": page(
        {409: ENTER, 403: SEE}, theirs={409: ENTER_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/envelopes": page(
        {409: ENTER, 403: SEE}, theirs={409: ENTER_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    # the minutes: of ours the council has voted, of theirs it is voting
    "GET /dossiers/{code}/minutes/{gate}": page(
        {200: MINISTRY | NATIONAL},
        theirs={200: SEE_THEIRS},
        at="/dossiers/{code}/minutes/unit:1",
    ),
    "GET /submissions/{submission_id:uuid}": page({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /submissions/{submission_id:uuid}/list.xlsx": page({}),  # filed without one
    # whoever has a seat in the body whose sitting it is; of these, whoever keeps its dockets
    "GET /dockets/{docket_id:uuid}": page({200: SEE_DOCKET}, theirs={200: SEE_THEIRS}),
    "GET /dockets/{docket_id:uuid}/change": page(
        {200: KEEP, 403: SEE_DOCKET}, theirs={200: KEEP_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dockets/{docket_id:uuid}/change": page(
        {422: KEEP, 403: SEE_DOCKET}, theirs={422: KEEP_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    "GET /dockets/{docket_id:uuid}/add": page(
        {200: KEEP, 403: SEE_DOCKET}, theirs={200: KEEP_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dockets/{docket_id:uuid}/add": page(
        {409: KEEP, 403: SEE_DOCKET}, theirs={409: KEEP_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    "POST /dockets/{docket_id:uuid}/remove": page(
        {303: KEEP, 403: SEE_DOCKET}, theirs={303: KEEP_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    "POST /dockets/{docket_id:uuid}/move": page(
        {404: KEEP, 403: SEE_DOCKET},
        theirs={404: KEEP_THEIRS, 403: SEE_THEIRS},
        form={"earlier": NOBODYS_BODY},
    ),
    "GET /dockets/new": page({200: KEEP_ANY}, otherwise=403),
    "POST /dockets/new": page({422: KEEP_ANY}, otherwise=403, form={}),
    # whoever files for some body
    "GET /submissions/new": page({200: FILERS}, otherwise=403),
    "GET /submissions/new/template.xlsx": page({200: FILERS}, otherwise=403),
    "POST /submissions/new": page({422: FILERS}, otherwise=403, form={}),
    "GET /submissions/new/preview": page({410: FILERS}, otherwise=403),
    "POST /submissions/new/preview": page({410: FILERS}, otherwise=403, form={}),
}
