"""Who gets which answer where: every route, for everybody of the cast and for nobody.

A new route must be entered here. What a route is sent is well formed and yet changes nothing, so
that whoever may gets a refusal of another kind (409, 415, 422), and the database stays as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MINISTRY = frozenset({"alice", "chair", "minister", "member1"})
BOARD = frozenset({"appraiser", "board_head"})
NATIONAL = frozenset({"secretariat", "auditor", "administrator"})
BLOC = frozenset({"bloc_chair", "bloc_member", "bloc_head"})
TAX = frozenset({"dan", "dans_chair"})
CAST = MINISTRY | BOARD | NATIONAL | BLOC | TAX | {"prime_minister"}

SEE = MINISTRY | BOARD | NATIONAL  # our open dossier, which is before the board
SEE_ENDED = MINISTRY | NATIONAL  # our other one, which never left the ministry
SEE_THEIRS = TAX | NATIONAL
FILE = frozenset({"alice", "minister"})
FILE_THEIRS = frozenset({"dan"})
HAND_OVER = frozenset({"secretariat", "administrator", "board_head"})
HAND_OVER_THEIRS = frozenset({"secretariat", "administrator", "dan"})
CORRECT = frozenset({"secretariat", "administrator"})
FILERS = frozenset({"alice", "minister", "dan"})
ASKED = frozenset({"appraiser"})
ASKED_THEIRS = frozenset({"dans_chair"})

# who keeps dockets: of the board and of the other ministry, and of any body
KEEP = frozenset({"secretariat", "administrator", "board_head"})
KEEP_THEIRS = frozenset({"secretariat", "administrator", "dan", "dans_chair"})
KEEP_ANY = KEEP | KEEP_THEIRS | {"alice", "chair", "minister", "bloc_chair", "bloc_head"}
KEEP_ANY |= {"prime_minister"}
SEE_DOCKET = BOARD | NATIONAL

ENTER = frozenset({"secretariat"})
ENTER_THEIRS = frozenset({"secretariat", "dan"})
NAMED_THEIRS = frozenset({"dans_chair", "auditor", "administrator"})

Who = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Access:
    """Statuses, and who gets them; `otherwise` is for all the others who are signed in.

    `at` is the address where it is not the route's own; `sent` goes with it, its values filled
    in like the address.
    """

    ours: Mapping[int, Who]
    theirs: Mapping[int, Who] = field(default_factory=dict)
    otherwise: int = 404
    anonymous: int = 303
    at: str = ""
    form: Mapping[str, str] | None = None
    json: Mapping[str, object] | None = None
    file: tuple[str, bytes] | None = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def status(self, name: str, side: str) -> int:
        """What somebody is to get on a side: `ours`, `theirs` or `nobodys`."""
        if name == "anonymous":
            return self.anonymous
        answers = {"ours": self.ours, "theirs": self.theirs, "nobodys": {}}[side]
        return next((code for code, who in answers.items() if name in who), self.otherwise)


_EVERYBODY = {200: CAST}
_NO_MAIL = "01890000-0000-7000-8000-000000000000"
_PDF = ("a.pdf", b"%PDF-1.7 b")
_SUPPLEMENT = {"note": "Đã bổ sung", "position": "Trưởng phòng", "achievements": "Thêm"}
_DECISION = {"choice": "pass", "reason": "Đủ điều kiện"}
_FILED = {
    "body_id": "{body_id}",
    "campaign_id": "{campaign_id}",
    "number": "109/TTr-BTP",  # there is one already
    "dated_on": "{today}",
    "nominations": [{"kind": "individual", "name": "An", "award_code": "bk-bo"}],
}
_NOBODYS_BODY = "01890000-0000-7000-8000-000000000000"
_SITTING = {"body_id": _NOBODYS_BODY, "title": "Phiên họp", "sitting_on": "{today}"}
_NOTHING_FITS = {"award": "khong-co"}
_DOCKET_DECISION = {
    "choice": "pass",
    "dossiers": [{"dossier": "HS-2000-000001", "version": 1}],
}
_OWN = {  # nobody acts for themselves
    "absent_id": "{asked_too}",
    "acting_id": "{asked_too}",
    "starts_on": "{today}",
    "ends_on": "{today}",
}
_HAND_OVER = {"to_person_id": "{asked_too}", "reason": "Nghỉ phép"}


def _page(ours: Mapping[int, Who], **others: object) -> Access:
    return Access(ours=ours, **others)  # type: ignore[arg-type]


def _api(ours: Mapping[int, Who], **others: object) -> Access:
    return Access(ours=ours, anonymous=401, **others)  # type: ignore[arg-type]


def _public(status: int = 200, **others: object) -> Access:
    return Access(ours={status: CAST}, otherwise=status, anonymous=status, **others)  # type: ignore[arg-type]


TABLE: Mapping[str, Access] = {
    # for everybody
    "GET /api/docs": _public(),
    "GET /livez": _public(),
    "GET /readyz": _public(),
    "GET /problems": _public(),
    "GET /problems/{code}": _public(at="/problems/dossier_not_found"),
    "POST /api/sendgrid/events": _public(404),  # without a key, no reports are taken
    "GET /dev/mail": _public(),
    "GET /dev/mail.json": _public(),
    "GET /dev/mail/{mail_id:uuid}": _public(404, at=f"/dev/mail/{_NO_MAIL}"),
    "GET /dev/mail/{mail_id:uuid}/html": _public(404, at=f"/dev/mail/{_NO_MAIL}/html"),
    "GET /sign-in": Access(ours={303: CAST}, anonymous=200),
    "POST /sign-in": _public(422, form={"email": ""}),
    "GET /sign-in/code": _public(),
    "POST /sign-in/code": _public(422, form={"code": ""}),
    "POST /sign-in/passkey": _public(403, form={"credential": ""}),
    "GET /sign-in/oidc": _public(404),  # none is configured
    "GET /sign-in/oidc/return": _public(404),
    # the mailed link: without one, nothing is to be seen
    "GET /r/{token:path}": _public(303, at="/r/x"),
    "GET /task": _public(404),
    "POST /task/undo": _public(404, form={"link": ""}),
    "GET /task/undone": _public(),
    "POST /task/decision": _public(404, form=_DECISION),
    "POST /task/code": _public(404, form=_DECISION),
    "GET /task/files/{attachment_id:uuid}": _public(404),
    "POST /task/new-link": _public(303, form={"link": "00"}),
    "GET /task/new-link": _public(),
    # the foot of a mail: whose it is, the address says
    "GET /unsubscribe/{token}": _public(404, at="/unsubscribe/x"),
    "POST /unsubscribe/{token}": _public(404, at="/unsubscribe/x", form={"wanted": "false"}),
    # whoever is signed in
    "GET /": Access(ours={303: CAST}),
    "POST /sign-out": Access(ours={303: CAST}, form={}),
    "GET /sign-in/confirm": _page(_EVERYBODY),
    "GET /account": _page(_EVERYBODY),
    "POST /account/passkeys": _page({403: CAST}, form={"credential": ""}),  # no question was asked
    "POST /account/passkeys/{passkey_id:uuid}/name": _page(
        {}, at=f"/account/passkeys/{_NO_MAIL}/name", form={"name": "Máy"}
    ),
    "POST /account/passkeys/{passkey_id:uuid}/removal": _page(
        {403: CAST}, at=f"/account/passkeys/{_NO_MAIL}/removal", form={}
    ),
    "GET /inbox": _page(_EVERYBODY),
    "GET /preferences": _page(_EVERYBODY),
    "POST /preferences": _page({422: CAST}, form={"quiet_from": "7", "quiet_until": "7"}),
    "GET /inbox/decide": _page(_EVERYBODY),
    "POST /inbox/decide": _page(_EVERYBODY, form={}),
    "GET /dockets": _page(_EVERYBODY),
    "GET /dossiers": _page(_EVERYBODY),
    "GET /submissions": _page(_EVERYBODY),
    "GET /stuck": _page({200: NATIONAL}, otherwise=403),
    "GET /people/{person_id:uuid}/address": _page(
        {404: CORRECT}, otherwise=403, at=f"/people/{_NO_MAIL}/address"
    ),
    "POST /people/{person_id:uuid}/address": _page(
        {404: CORRECT}, otherwise=403, at=f"/people/{_NO_MAIL}/address", form={"email": "a@b.vn"}
    ),
    "GET /cover": _page(_EVERYBODY),
    "GET /cover/new": _page(_EVERYBODY),
    "POST /cover/new": _page({422: CAST}, form={}),
    "POST /cover/{cover_id:uuid}/end": _page({}, at=f"/cover/{_NO_MAIL}/end", form={}),
    # whoever is asked
    "GET /task/{assignment_id:uuid}/recuse": _page({200: ASKED}, theirs={200: ASKED_THEIRS}),
    "POST /task/{assignment_id:uuid}/recuse": _page(
        {422: ASKED}, theirs={422: ASKED_THEIRS}, form={}
    ),
    "GET /task/{assignment_id:uuid}": _page({200: ASKED}, theirs={200: ASKED_THEIRS}),
    "POST /task/{assignment_id:uuid}/decision": _page(
        {422: ASKED}, theirs={422: ASKED_THEIRS}, form={}
    ),
    "POST /task/{assignment_id:uuid}/undo": _page(
        {409: ASKED}, theirs={409: ASKED_THEIRS}, form={}
    ),
    "GET /task/{assignment_id:uuid}/files/{attachment_id:uuid}": _page(
        {200: ASKED}, theirs={200: ASKED_THEIRS}
    ),
    # whoever may see the dossier; of these, whoever files for its body
    "GET /dossiers/{code}": _page({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /dossiers/{code}/files/{attachment_id:uuid}": _page({200: SEE}, theirs={200: SEE_THEIRS}),
    "POST /dossiers/{code}/files": _page(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/files",
        file=_PDF,
    ),
    "GET /dossiers/{code}/resubmit": _page(
        {409: FILE, 403: SEE}, theirs={409: FILE_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/resubmit": _page(
        {409: FILE, 403: SEE}, theirs={409: FILE_THEIRS, 403: SEE_THEIRS}, form=_SUPPLEMENT
    ),
    "GET /dossiers/{code}/withdraw": _page(
        {200: FILE, 403: SEE}, theirs={200: FILE_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/withdraw": _page(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/withdraw",
        form={"reason": "Lần nữa"},
    ),
    "GET /dossiers/{code}/assignments/{assignment_id:uuid}/reassign": _page(
        {200: HAND_OVER, 403: SEE}, theirs={200: HAND_OVER_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/assignments/{assignment_id:uuid}/reassign": _page(
        {409: HAND_OVER, 403: SEE},
        theirs={409: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        form=_HAND_OVER,
    ),
    # whoever enters what absent members of a council wrote, where it is a council
    "GET /dossiers/{code}/assignments/{assignment_id:uuid}/opinion": _page(
        {}, theirs={200: ENTER_THEIRS, 403: NAMED_THEIRS}
    ),
    "POST /dossiers/{code}/assignments/{assignment_id:uuid}/opinion": _page(
        {}, theirs={422: ENTER_THEIRS, 403: NAMED_THEIRS}, form={}
    ),
    "POST /dossiers/{code}/assignments/{assignment_id:uuid}/opinion/objection": _page(
        {}, theirs={409: ENTER_THEIRS, 403: NAMED_THEIRS}, form={"reason": "Nhầm tên"}
    ),
    "GET /dossiers/{code}/assignments/{assignment_id:uuid}/opinion/scan": _page(
        {}, theirs={403: NAMED_THEIRS}
    ),
    "GET /dossiers/{code}/envelopes": _page(
        {409: ENTER, 403: SEE}, theirs={409: ENTER_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dossiers/{code}/envelopes": _page(
        {409: ENTER, 403: SEE}, theirs={409: ENTER_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    # the minutes: of ours the council has voted, of theirs it is voting
    "GET /dossiers/{code}/minutes/{gate}": _page(
        {200: MINISTRY | NATIONAL},
        theirs={200: SEE_THEIRS},
        at="/dossiers/{code}/minutes/unit:1",
    ),
    "GET /submissions/{submission_id:uuid}": _page({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /submissions/{submission_id:uuid}/list.xlsx": _page({}),  # filed without one
    # whoever has a seat in the body whose sitting it is; of these, whoever keeps its dockets
    "GET /dockets/{docket_id:uuid}": _page({200: SEE_DOCKET}, theirs={200: SEE_THEIRS}),
    "GET /dockets/{docket_id:uuid}/change": _page(
        {200: KEEP, 403: SEE_DOCKET}, theirs={200: KEEP_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dockets/{docket_id:uuid}/change": _page(
        {422: KEEP, 403: SEE_DOCKET}, theirs={422: KEEP_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    "GET /dockets/{docket_id:uuid}/add": _page(
        {200: KEEP, 403: SEE_DOCKET}, theirs={200: KEEP_THEIRS, 403: SEE_THEIRS}
    ),
    "POST /dockets/{docket_id:uuid}/add": _page(
        {409: KEEP, 403: SEE_DOCKET}, theirs={409: KEEP_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    "POST /dockets/{docket_id:uuid}/remove": _page(
        {303: KEEP, 403: SEE_DOCKET}, theirs={303: KEEP_THEIRS, 403: SEE_THEIRS}, form={}
    ),
    "POST /dockets/{docket_id:uuid}/move": _page(
        {404: KEEP, 403: SEE_DOCKET},
        theirs={404: KEEP_THEIRS, 403: SEE_THEIRS},
        form={"earlier": _NOBODYS_BODY},
    ),
    "GET /dockets/new": _page({200: KEEP_ANY}, otherwise=403),
    "POST /dockets/new": _page({422: KEEP_ANY}, otherwise=403, form={}),
    # whoever files for some body
    "GET /submissions/new": _page({200: FILERS}, otherwise=403),
    "GET /submissions/new/template.xlsx": _page({200: FILERS}, otherwise=403),
    "POST /submissions/new": _page({422: FILERS}, otherwise=403, form={}),
    "GET /submissions/new/preview": _page({410: FILERS}, otherwise=403),
    "POST /submissions/new/preview": _page({410: FILERS}, otherwise=403, form={}),
    # the same through the API
    "GET /api/v1/me": _api(_EVERYBODY),
    "GET /api/v1/me/assignments": _api(_EVERYBODY),
    "GET /api/v1/campaigns": _api(_EVERYBODY),
    "GET /api/v1/awards": _api(_EVERYBODY),
    "GET /api/v1/rule-sets/in-force": _api(_EVERYBODY),
    "GET /api/v1/rule-sets/{rule_set_id}": _api(_EVERYBODY, at="/api/v1/rule-sets/nd98-2023"),
    "GET /api/v1/dossiers": _api(_EVERYBODY),
    "GET /api/v1/submissions": _api(_EVERYBODY),
    "GET /api/v1/dockets": _api(_EVERYBODY),
    "POST /api/v1/dockets": _api(
        {404: frozenset({"secretariat", "administrator"})}, otherwise=403, json=_SITTING
    ),
    "GET /api/v1/dockets/{docket_id}": _api({200: SEE_DOCKET}, theirs={200: SEE_THEIRS}),
    "POST /api/v1/dockets/{docket_id}/additions": _api(
        {409: KEEP, 403: SEE_DOCKET},
        theirs={409: KEEP_THEIRS, 403: SEE_THEIRS},
        json=_NOTHING_FITS,
    ),
    "POST /api/v1/dockets/{docket_id}/removals": _api(
        {200: KEEP, 403: SEE_DOCKET}, theirs={200: KEEP_THEIRS, 403: SEE_THEIRS}, json={}
    ),
    "POST /api/v1/dockets/{docket_id}/decisions": _api(
        {200: SEE_DOCKET}, theirs={200: SEE_THEIRS}, json=_DOCKET_DECISION
    ),
    "GET /api/v1/covers": _api(_EVERYBODY),
    "POST /api/v1/covers": _api(
        {422: frozenset({"board_head", "secretariat", "administrator"})}, otherwise=403, json=_OWN
    ),
    "POST /api/v1/covers/{cover_id}/ending": _api({}, at=f"/api/v1/covers/{_NO_MAIL}/ending"),
    "POST /api/v1/assignments/{assignment_id}/recusal": _api(
        {422: CAST}, otherwise=422, json={"reason": " "}
    ),
    "GET /api/v1/dossiers/{code}": _api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/dossiers/{code}/history": _api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/attachments/{attachment_id}": _api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/submissions/{submission_id}": _api({200: SEE}, theirs={200: SEE_THEIRS}),
    "GET /api/v1/assignments/{assignment_id}": _api({200: ASKED}, theirs={200: ASKED_THEIRS}),
    "PUT /api/v1/assignments/{assignment_id}/decision": _api(
        {412: ASKED}, theirs={412: ASKED_THEIRS}, json=_DECISION, headers={"If-Match": '"0"'}
    ),
    "POST /api/v1/assignments/{assignment_id}/undo": _api(
        {409: ASKED}, theirs={409: ASKED_THEIRS}, json={}
    ),
    "POST /api/v1/assignments/{assignment_id}/reassignment": _api(
        {409: HAND_OVER, 403: SEE},
        theirs={409: HAND_OVER_THEIRS, 403: SEE_THEIRS},
        json=_HAND_OVER,
    ),
    "POST /api/v1/dossiers/{code}/attachments": _api(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/api/v1/dossiers/{ended}/attachments?name=a.pdf",
        content=_PDF[1],
    ),
    "POST /api/v1/dossiers/{code}/resubmission": _api(
        {409: FILE, 403: SEE}, theirs={409: FILE_THEIRS, 403: SEE_THEIRS}, json=_SUPPLEMENT
    ),
    "POST /api/v1/dossiers/{code}/withdrawal": _api(
        {409: FILE, 403: SEE_ENDED},
        theirs={409: FILE_THEIRS, 403: SEE_THEIRS},
        at="/api/v1/dossiers/{ended}/withdrawal",
        json={"reason": "Lần nữa"},
    ),
    "POST /api/v1/submissions": _api({409: FILE}, otherwise=403, json=_FILED),
}
