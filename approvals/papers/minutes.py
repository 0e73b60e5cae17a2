"""Biên bản kiểm phiếu: a council's ballot in the words and the form of an official paper.

Its language is Vietnamese for every reader: the form is prescribed (Decree 30/2020/NĐ-CP).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from approvals.domain.eligibility import Exclusion
from approvals.domain.sourced import Sourced
from approvals.domain.tally import needed
from approvals.papers.proof_code import proof_svg, proof_text
from approvals.papers.typesetting import typeset
from approvals.queries.minutes import Member, Minutes, Part, Votes
from approvals.queries.opinions import Written
from core.clock import ZONE
from models.enums import Choice, GateState, NomineeKind, Role

_NOMINEES: Mapping[NomineeKind, str] = {
    NomineeKind.INDIVIDUAL: "Cá nhân được đề nghị",
    NomineeKind.COLLECTIVE: "Tập thể được đề nghị",
    NomineeKind.HOUSEHOLD: "Hộ gia đình được đề nghị",
}
_ROLES: Mapping[Role, str] = {Role.CHAIR: "Chủ tịch Hội đồng", Role.MEMBER: "Ủy viên"}
_SAID: Mapping[Choice, str] = {Choice.PASS: "Tán thành", Choice.REJECT: "Không tán thành"}
_PARTS: Mapping[Part, str] = {
    Part.VOTED: "Đã bỏ phiếu",
    Part.WROTE: "Ý kiến bằng văn bản",
    Part.SILENT: "Không bỏ phiếu",
}
_EXCLUDED: Mapping[str, str] = {
    Exclusion.OWN_NOMINATION: "có liên quan đến hồ sơ",
    Exclusion.OWN_BODY: "hồ sơ của đơn vị mình",
    Exclusion.JUDGED_EARLIER: "đã xét hồ sơ ở cấp trước",
    Exclusion.RECUSED: "đã xin không tham gia",
}


def minutes_pdf(minutes: Minutes, *, fonts: Path | None = None) -> bytes:
    """The minutes, or a draft marked as such."""
    made_at = minutes.closed_at or minutes.dossier.changed_at
    return typeset("minutes.typ", _facts(minutes), made_at=made_at, fonts=fonts)


def _facts(minutes: Minutes) -> Mapping[str, object]:
    secret = minutes.ballot.secret.value
    return {
        "draft": minutes.draft,
        "open": not secret and not minutes.draft,
        "code": minutes.dossier.code,
        "gate": minutes.gate.key,
        "seq": str(minutes.seq),
        "history_head": minutes.history_head,
        "proof": proof_svg(
            proof_text(minutes.dossier.code, minutes.seq, minutes.head, minutes.note)
        ),
        "sealed": bool(minutes.note),
        "above": minutes.above.name if minutes.above else "",
        "body": minutes.body.name,
        "symbol": minutes.body.symbol,
        "award": minutes.award.name,
        "opened": _moment(minutes.gate.opened_at),
        "closed": _moment(minutes.closed_at) if minutes.closed_at else "",
        "form": "bỏ phiếu kín" if secret else "biểu quyết công khai",
        "chair": minutes.chair,
        "secretary": minutes.secretary,
        "nominee_is": _NOMINEES[minutes.nominee.kind],
        "nominee": minutes.nominee.name,
        "position": minutes.nominee.position,
        "submission": _submission(minutes),
        "round": str(minutes.gate.round) if minutes.gate.round > 1 else "",
        "members": [_member(one, draft=minutes.draft) for one in minutes.members],
        "written": [
            _written(one.written, one.said, secret=secret) for one in minutes.members if one.written
        ],
        "votes": [[name, str(count)] for name, count in _votes(minutes)],
        "rule_set": minutes.rule_set.title,
        "rules": list(_rules(minutes)),
        "unverified": not all(one.strength.verified for one in _percents(minutes)),
        "conclusion": _conclusion(minutes),
        "signatures": [["Thư ký", minutes.secretary], ["Chủ tọa", minutes.chair]],
    }


def _submission(minutes: Minutes) -> str:
    submission = minutes.submission
    return (
        f"{minutes.nominated_by.name} "
        f"(Tờ trình số {submission.number} ngày {_day(submission.dated_on)})"
    )


def _member(member: Member, *, draft: bool) -> Mapping[str, str]:
    if member.part is Part.EXCLUDED:
        why = _EXCLUDED.get(member.excluded_because or "", "")
        part = f"Không tham gia xét: {why}" if why else "Không tham gia xét"
    elif draft and member.part is Part.SILENT:
        part = "Chưa bỏ phiếu"
    else:
        part = _PARTS[member.part]
    return {
        "name": member.name,
        "title": member.title or _ROLES[member.role],
        "part": part,
        "said": _SAID[member.said] if member.said else "",
    }


def _written(written: Written, said: Choice | None, *, secret: bool) -> str:
    opinion = written.opinion
    paper = "phong bì niêm phong" if secret else "văn bản"
    return (
        f"{written.member.name}: {paper} ngày {_day(opinion.dated_on)}, "
        f"do {written.entered_by.name} nhập lúc {_moment(opinion.entered_at)}"
        + (f"; ý kiến: {_SAID[said].lower()}." if said else ".")
    )


def _votes(minutes: Minutes) -> Iterator[tuple[str, int]]:
    votes = minutes.votes
    if votes is None:
        return
    everybody = len(minutes.members)
    yield "Tổng số thành viên", everybody
    if votes.members != everybody:
        yield "Số thành viên được tính (trừ người không tham gia xét)", votes.members
    yield "Số thành viên đã bỏ phiếu", votes.yes + votes.no
    in_writing = sum(one.part is Part.WROTE for one in minutes.members)
    if in_writing:
        yield "Trong đó bằng văn bản", in_writing
    yield "Số phiếu tán thành", votes.yes
    yield "Số phiếu không tán thành", votes.no


def _percents(minutes: Minutes) -> tuple[Sourced[int], Sourced[int]]:
    return minutes.ballot.quorum_percent, minutes.ballot.pass_percent


def _rules(minutes: Minutes) -> Iterator[Mapping[str, str]]:
    """The two tests of a ballot, what they ask for here, and on what basis."""
    votes = minutes.votes
    names = ("Số thành viên bỏ phiếu tối thiểu", "Tỷ lệ phiếu tán thành tối thiểu")
    for name, percent in zip(names, _percents(minutes), strict=True):
        least = f", tức {needed(votes.members, percent.value)}" if votes else ""
        yield {
            "name": name,
            "value": f"{percent.value} % tổng số thành viên{least}",
            "basis": percent.basis + ("" if percent.strength.verified else " (*)"),
        }


def _conclusion(minutes: Minutes) -> str:
    votes = minutes.votes
    if votes is None:
        return "Chưa có: cuộc bỏ phiếu chưa kết thúc."
    share = f"{votes.yes} phiếu tán thành trên tổng số {votes.members} thành viên"
    return f"{_verdict(minutes)} với {share} ({_percentage(votes)} %)."


def _verdict(minutes: Minutes) -> str:
    asked = f"đề nghị tặng {minutes.award.name} cho {minutes.nominee.name}"
    passed = minutes.gate.state is GateState.PASSED
    return f"Hội đồng thông qua {asked}" if passed else f"Hội đồng không thông qua {asked}"


def _percentage(votes: Votes) -> str:
    """To one decimal, rounded down: a share just below the threshold must not look like it."""
    tenths = votes.yes * 1000 // votes.members
    return f"{tenths // 10},{tenths % 10}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _moment(at: datetime) -> str:
    """As official papers write it: `08 giờ 05 phút, ngày 26 tháng 11 năm 2024`."""
    return f"{at.astimezone(ZONE):%H giờ %M phút, ngày %d tháng %m năm %Y}"
