"""Who there is to ask for pages, and how a row of the access tables is written."""

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
AUDITOR = frozenset({"auditor"})
FILERS = frozenset({"alice", "minister", "dan"})
ASKED = frozenset({"appraiser"})
ASKED_THEIRS = frozenset({"dans_chair"})

# who keeps dockets: of the board and of the other ministry, and of any body
KEEP = frozenset({"secretariat", "administrator", "board_head"})
KEEP_THEIRS = frozenset({"secretariat", "administrator", "dan", "dans_chair"})
KEEP_ANY = KEEP | KEEP_THEIRS | {"alice", "chair", "minister", "bloc_chair", "bloc_head"}
KEEP_ANY |= {"prime_minister"}
DESK = KEEP_ANY | AUDITOR  # who run a body's desk are told what is stuck there
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
    noted: bool = False  # the journal notes that an auditor had it

    def status(self, name: str, side: str) -> int:
        """What somebody is to get on a side: `ours`, `theirs` or `nobodys`."""
        if name == "anonymous":
            return self.anonymous
        answers = {"ours": self.ours, "theirs": self.theirs, "nobodys": {}}[side]
        return next((code for code, who in answers.items() if name in who), self.otherwise)


EVERYBODY = {200: CAST}
NO_MAIL = "01890000-0000-7000-8000-000000000000"
PDF = ("a.pdf", b"%PDF-1.7 b")
SUPPLEMENT = {"note": "Đã bổ sung", "position": "Trưởng phòng", "achievements": "Thêm"}
DECISION = {"choice": "pass", "reason": "Đủ điều kiện"}
FILED = {
    "body_id": "{body_id}",
    "campaign_id": "{campaign_id}",
    "number": "109/TTr-BTP",  # there is one already
    "dated_on": "{today}",
    "nominations": [{"kind": "individual", "name": "An", "award_code": "bk-bo"}],
}
NOBODYS_BODY = "01890000-0000-7000-8000-000000000000"
SITTING = {"body_id": NOBODYS_BODY, "title": "Phiên họp", "sitting_on": "{today}"}
NOTHING_FITS = {"award": "khong-co"}
DOCKET_DECISION = {
    "choice": "pass",
    "dossiers": [{"dossier": "HS-2000-000001", "version": 1}],
}
OWN = {  # nobody acts for themselves
    "absent_id": "{asked_too}",
    "acting_id": "{asked_too}",
    "starts_on": "{today}",
    "ends_on": "{today}",
}
HANDED_OVER = {"to_person_id": "{asked_too}", "reason": "Nghỉ phép"}


def page(ours: Mapping[int, Who], **others: object) -> Access:
    return Access(ours=ours, **others)  # type: ignore[arg-type]


def api(ours: Mapping[int, Who], **others: object) -> Access:
    return Access(ours=ours, anonymous=401, **others)  # type: ignore[arg-type]


def public(status: int = 200, **others: object) -> Access:
    return Access(ours={status: CAST}, otherwise=status, anonymous=status, **others)  # type: ignore[arg-type]
