"""Decisions, certificates and submission letters as papers, in the words that are usual for them.

Their language is Vietnamese for every reader: the form is prescribed (Decree 30/2020/NĐ-CP).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from approvals.domain.categories import AwardGroup
from approvals.domain.document_numbers import MARKS
from approvals.domain.rule_set import AwardRule
from approvals.papers.typesetting import typeset
from approvals.queries.papers import Certificate, Issue, Line
from core.clock import local_moment
from models.bodies import Body
from models.document_kinds import DocumentKind
from models.dossiers import Submission
from models.enums import BodyKind, NomineeKind

_KINDS: Mapping[NomineeKind, str] = {
    NomineeKind.COLLECTIVE: "tập thể",
    NomineeKind.INDIVIDUAL: "cá nhân",
    NomineeKind.HOUSEHOLD: "hộ gia đình",
}
_UNSIGNED = "Văn bản chưa có chữ ký số của cơ quan"
_CARRIED_OUT = (
    "Các cơ quan, đơn vị có liên quan và tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi "
    "hành Quyết định này."
)
_UNVERIFIED = "(*) Căn cứ, thẩm quyền chưa được xác minh từ nguồn chính thức."
_NAMED_SUBMISSIONS = 3  # more are counted
_SUMMARY = 220  # characters of achievements that a certificate has room for


def decision_pdf(issue: Issue, *, sealed: bool, fonts: Path | None = None) -> bytes:
    """The decision, or a draft marked as such. `sealed`: a digital signature will be put on it."""
    listed = len(issue.lines) > 1
    facts = _common(issue, sealed=sealed) | {
        "number": _number(issue),
        "about": f"Về việc tặng {_awards(issue.lines)}",
        "authority": _authority(issue),
        "grounds": list(_grounds(issue)),
        "articles": [
            f"{_gives(issue.lines)}.",
            "Quyết định này có hiệu lực kể từ ngày ký.",
            _CARRIED_OUT,
        ],
        "recipients": ["Như Điều 3;", *_bodies(issue), "Lưu: VT."],
        "remarks": _remarks(issue.lines),
        "groups": list(_groups(issue.lines)) if listed else [],
    }
    return typeset("decision.typ", facts, made_at=local_moment(_day(issue)), fonts=fonts)


def certificate_pdf(certificate: Certificate, *, sealed: bool, fonts: Path | None = None) -> bytes:
    """What hangs on the wall."""
    issue, line = certificate.decision, certificate.line
    achievements = line.dossier.achievements.strip()
    common = _common(issue, sealed=sealed)
    facts = common | {
        "code": line.dossier.code,
        "award": _title(line.award),
        "name": line.nominee.name,
        "position": line.nominee.position,
        "achievements": achievements if len(achievements) <= _SUMMARY else "",
        "authority": _authority(issue),
        "number": _number(issue),
        "dated": common["on_day"],
        "place_and_day": common["dated"],
        "register": (certificate.register and certificate.register.number) or "",
    }
    return typeset("certificate.typ", facts, made_at=local_moment(_day(issue)), fonts=fonts)


def letter_pdf(
    issue: Issue, submission: Submission, *, sealed: bool, fonts: Path | None = None
) -> bytes:
    """The letter with its list."""
    addressees = dict.fromkeys(
        line.award.authority.value + ("" if line.award.authority.strength.verified else " (*)")
        for line in issue.lines
    )
    facts = _common(issue, sealed=sealed, dated_on=submission.dated_on) | {
        "number": submission.number,
        "about": f"Về việc đề nghị tặng {_awards(issue.lines)}",
        "addressees": list(addressees),
        "grounds": [f"{one};" for one in _legal(issue)],
        "asks": f"Xét thành tích của các tập thể, cá nhân, {issue.body.name} kính trình xem xét, "
        "tặng:",
        "awards": [
            f"{award}: {_counted(lines)}." for award, lines in _by_award(issue.lines).items()
        ],
        "closing": "(Có danh sách và hồ sơ kèm theo). Kính trình xem xét, quyết định./.",
        "recipients": ["Như trên;", "Lưu: VT."],
        "remarks": _remarks(issue.lines),
        "groups": list(_groups(issue.lines)),
    }
    made_at = local_moment(submission.dated_on)
    return typeset("letter.typ", facts, made_at=made_at, fonts=fonts)


def _common(issue: Issue, *, sealed: bool, dated_on: date | None = None) -> dict[str, object]:
    on = dated_on or (issue.document.dated_on if issue.document else None)
    codes = [line.dossier.code for line in issue.lines]
    about = codes[0] if len(codes) == 1 else f"{len(codes)} hồ sơ: {codes[0]} …"
    return {
        "draft": issue.draft and dated_on is None,
        "above": issue.above.name if issue.above else "",
        "body": issue.body.name,
        # The place is written by hand: bodies are entered without one.
        "dated": "…………, "
        + (f"ngày {on:%d} tháng {on:%m} năm {on:%Y}" if on else "ngày … tháng … năm …"),
        "on_day": f"ngày {on:%d/%m/%Y}" if on else "",
        "office": issue.office or _authority(issue),
        "signatory": issue.signatory,
        "foot": about if sealed else f"{about} · {_UNSIGNED}",
    }


def _number(issue: Issue) -> str:
    if issue.document and issue.document.number:
        return issue.document.number
    return f"……/{MARKS[DocumentKind.DECISION]}-{issue.body.symbol or '……'}"


def _day(issue: Issue) -> date:
    """Of a draft, when its newest dossier changed last: the same facts give the same bytes."""
    if issue.document:
        return issue.document.dated_on
    return max(line.dossier.changed_at for line in issue.lines).date()


def _authority(issue: Issue) -> str:
    """Who decides, above the grounds and the signature."""
    if issue.body.kind is BodyKind.AUTHORITY:
        return issue.body.name
    return f"Thủ trưởng {issue.body.name}"


def _grounds(issue: Issue) -> Iterator[str]:
    for ground in _legal(issue):
        yield f"{ground};"
    named = issue.submissions[:_NAMED_SUBMISSIONS]
    for submission, body in named:
        dated = f"{submission.dated_on:%d/%m/%Y}"
        yield f"Xét đề nghị của {body.name} tại Tờ trình số {submission.number} ngày {dated};"
    if len(issue.submissions) > len(named):
        yield f"Và {len(issue.submissions) - len(named)} tờ trình khác;"


def _legal(issue: Issue) -> Iterator[str]:
    """The texts it rests on, each once; those not verified are marked."""
    for rule_set in issue.rule_sets:
        yield f"Căn cứ {rule_set.title}"
    awards = {line.award.code: line.award for line in issue.lines}.values()
    for basis, verified in dict.fromkeys((one.basis, one.strength.verified) for one in awards):
        yield f"Căn cứ {basis}" + ("" if verified else " (*)")


def _remarks(lines: Sequence[Line]) -> list[str]:
    sound = all(
        line.award.strength.verified and line.award.authority.strength.verified for line in lines
    )
    return [] if sound else [_UNVERIFIED]


def _gives(lines: Sequence[Line]) -> str:
    if len(lines) == 1:
        [line] = lines
        where = f", {line.nominee.position}" if line.nominee.position else ""
        return f"Tặng {line.award.name} cho {line.nominee.name}{where}"
    given = [f"tặng {award} cho {_counted(some)}" for award, some in _by_award(lines).items()]
    words = "; ".join(given)
    return f"{words[0].upper()}{words[1:]} (có danh sách kèm theo)"


def _counted(lines: Sequence[Line]) -> str:
    """`02 tập thể, 05 cá nhân`, as papers write it."""
    counts = {
        words: sum(line.nominee.kind is kind for line in lines) for kind, words in _KINDS.items()
    }
    return ", ".join(f"{count:02d} {words}" for words, count in counts.items() if count)


def _awards(lines: Sequence[Line]) -> str:
    return ", ".join(_by_award(lines))


def _by_award(lines: Sequence[Line]) -> Mapping[str, Sequence[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.award.name, []).append(line)
    return found


def _groups(lines: Sequence[Line]) -> Iterable[Mapping[str, object]]:
    for award, some in _by_award(lines).items():
        yield {
            "award": award,
            "rows": [
                {
                    "name": line.nominee.name,
                    "position": line.nominee.position,
                    "achievements": line.dossier.achievements,
                    "code": line.dossier.code,
                }
                for line in some
            ],
        }


def _bodies(issue: Issue) -> list[str]:
    filed_by: dict[str, Body] = {body.name: body for _, body in issue.submissions}
    return [f"{name};" for name in list(filed_by)[:_NAMED_SUBMISSIONS]]


def _title(award: AwardRule) -> str:
    """A certificate says `Bằng khen`; whose it is stands above it."""
    if award.group is AwardGroup.CERTIFICATE:
        return award.name.split(" cấp ")[0].split(" của ")[0]
    return award.name
