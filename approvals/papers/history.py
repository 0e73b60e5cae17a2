"""A dossier's history as a paper to read: who did what and when, with the hashes.

Its language is Vietnamese for every reader, as that of all papers is.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from approvals.papers.proof_code import proof_svg, proof_text
from approvals.papers.typesetting import typeset
from approvals.queries.bundle import Line
from core.clock import ZONE
from models.dossiers import Dossier
from models.enums import EventKind

KINDS: Mapping[EventKind, str] = {
    EventKind.DOSSIER_SUBMITTED: "Nộp hồ sơ",
    EventKind.DOSSIER_RESUBMITTED: "Bổ sung và nộp lại",
    EventKind.DOSSIER_RETURNED: "Trả lại để bổ sung",
    EventKind.DOSSIER_AWARDED: "Được khen thưởng",
    EventKind.DOSSIER_DECLINED: "Không được khen thưởng",
    EventKind.DOSSIER_WITHDRAWN: "Rút hồ sơ",
    EventKind.DOSSIER_REVOKED: "Thu hồi khen thưởng",
    EventKind.DOSSIER_SETTLED_HERE: "Chuyển khen thưởng theo thẩm quyền",
    EventKind.CONSULTATION_OPENED: "Mở lấy ý kiến nhân dân",
    EventKind.CONSULTATION_WITHDRAWN: "Huỷ lấy ý kiến trước khi mở",
    EventKind.COMMENT_RECEIVED: "Có ý kiến của người dân",
    EventKind.COMMENT_JUDGED: "Xem xét ý kiến của người dân",
    EventKind.HOLD_PLACED: "Tạm dừng hồ sơ",
    EventKind.DOSSIER_MOVED_TO_EDITION: "Chuyển sang bản khác của quy định",
    EventKind.HOLD_RELEASED: "Chấm dứt tạm dừng",
    EventKind.AGENCY_OPINION_ASKED: "Xin ý kiến hiệp y",
    EventKind.AGENCY_OPINION_REMINDED: "Nhắc cơ quan được hỏi ý kiến",
    EventKind.AGENCY_OPINION_ANSWERED: "Cơ quan được hỏi đã trả lời",
    EventKind.AGENCY_OPINION_LAPSED: "Hết hạn hiệp y, không có ý kiến khác",
    EventKind.REVOCATION_PROPOSED: "Đề nghị thu hồi",
    EventKind.REVOCATION_REFUSED: "Không thu hồi",
    EventKind.RECOVERY_NOTED: "Ghi nhận việc nộp lại",
    EventKind.HONOUR_HIDDEN: "Không nêu tên trên Bảng vàng",
    EventKind.HONOUR_SHOWN: "Nêu tên trở lại trên Bảng vàng",
    EventKind.GATE_OPENED: "Chuyển đến cấp xét",
    EventKind.GATE_SETTLED: "Cấp xét kết thúc",
    EventKind.ASSIGNMENT_ACTIVATED: "Đến lượt người xét",
    EventKind.ASSIGNMENT_DECIDED: "Cho ý kiến",
    EventKind.ASSIGNMENT_REASSIGNED: "Giao người khác xét",
    EventKind.ASSIGNMENT_RECUSED: "Xin không tham gia xét",
    EventKind.ASSIGNMENT_UNDONE: "Không còn được giao, do ghế bị thu hồi",
    EventKind.DECISION_UNDONE: "Rút lại ý kiến",
    EventKind.OPINION_ENTERED: "Nhập ý kiến bằng văn bản",
    EventKind.OPINION_STRUCK: "Huỷ ý kiến bằng văn bản",
    EventKind.ENVELOPES_OPENED: "Mở phong bì niêm phong",
    EventKind.REVIEWER_REMINDED: "Nhắc người xét",
    EventKind.UNIT_REMINDED: "Nhắc đơn vị bổ sung hồ sơ",
    EventKind.GATE_ESCALATED: "Báo cấp trên vì quá hạn",
    EventKind.MESSAGES_QUEUED: "Soạn thư",
    EventKind.MESSAGE_ACCEPTED: "Thư đã gửi đi",
    EventKind.MESSAGE_DELIVERED: "Thư đã đến",
    EventKind.MESSAGE_FAILED: "Thư không đến được",
    EventKind.ADDRESS_CORRECTED: "Sửa địa chỉ thư",
    EventKind.ATTACHMENT_ADDED: "Thêm tài liệu minh chứng",
    EventKind.TEXTS_ERASED: "Xoá dữ liệu cá nhân",
    EventKind.RUN_REPAIRED: "Khôi phục tiến trình",
}
_WORDS = {
    "pass": "Tán thành", "return": "Trả lại", "reject": "Không tán thành", "passed": "Thông qua",
    "returned": "Trả lại", "rejected": "Không thông qua",
}  # fmt: skip
_STAGES = {
    "unit": "Đơn vị", "bloc": "Khối, cụm", "central_board": "Ban Trung ương",
    "final_authority": "Cấp quyết định",
}  # fmt: skip
_TEXTS = {
    "reason": "Lý do", "note": "Nội dung bổ sung", "name": "Tên", "achievements": "Thành tích",
    "position": "Chức vụ, nơi công tác", "address": "Địa chỉ", "email": "Thư điện tử",
    "ground": "Căn cứ", "scan_name": "Tệp quét", "number": "Số tờ trình",
    "title": "Tiêu đề", "comment": "Ý kiến", "commenter": "Người góp ý", "contact": "Liên hệ",
}  # fmt: skip


def history_pdf(  # noqa: PLR0913 -- what stands on the paper, each by name
    dossier: Dossier,
    lines: Sequence[Line],
    texts: Mapping[str, Mapping[str, Any]],
    *,
    nominee: str,
    award: str,
    checkpoint: str,
    fonts: Path | None = None,
) -> bytes:
    """The history. `texts` as in a bundle's texts.json; `checkpoint` is the newest note, or ""."""
    said = [json.loads(line.body) for line in lines]
    facts = {
        "code": dossier.code,
        "nominee": nominee,
        "award": award,
        "head": dossier.last_hash.hex(),
        "checkpoint": checkpoint,
        "proof": proof_svg(
            proof_text(dossier.code, dossier.last_seq, dossier.last_hash, checkpoint or None)
        ),
        "events": [
            _event(event, line, texts.get(str(line.seq), {}), said)
            for event, line in zip(said, lines, strict=True)
        ],
    }
    made_at = datetime.fromisoformat(said[-1]["at"])
    return typeset("history.typ", facts, made_at=made_at, fonts=fonts)


def _event(
    event: Mapping[str, Any], line: Line, texts: Mapping[str, Any], said: Sequence[Any]
) -> Mapping[str, object]:
    return {
        "seq": str(line.seq),
        "at": f"{_local(event['at']):%d/%m/%Y %H:%M:%S}",
        "who": line.actor or ("Hệ thống" if event["actor"] is None else event["actor"]),
        "what": KINDS.get(EventKind(event["kind"]), event["kind"]),
        "details": [*_details(event["facts"]), *_written(texts, said)],
        "hash": line.hash.hex(),
    }


def _details(facts: Mapping[str, Any]) -> Iterator[list[str]]:
    if facts.get("gate"):
        stage, _, round_ = str(facts["gate"]).partition(":")
        yield ["Cấp xét", f"{_STAGES.get(stage, stage)}, lần {round_}"]
    for name, label in (("choice", "Ý kiến"), ("state", "Kết quả")):
        if isinstance(facts.get(name), str):
            yield [label, _WORDS.get(facts[name], facts[name])]
    if "yes" in facts:
        counted = f"{facts['yes']} tán thành, {facts['no']} không tán thành"
        yield ["Kiểm phiếu", f"{counted}, trên {facts['members']} thành viên"]
    if facts.get("due_on"):
        yield ["Hạn", f"{date.fromisoformat(facts['due_on']):%d/%m/%Y}"]
    if facts.get("decision_number"):
        yield ["Số quyết định", str(facts["decision_number"])]
    for name, label in (("shown", "Bản đã xem"), ("sha256", "SHA-256 của tệp")):
        if facts.get(name):
            yield [label, str(facts[name])]


def _written(texts: Mapping[str, Any], said: Sequence[Any]) -> Iterator[list[str]]:
    for name, text in sorted(texts.items()):
        label = _TEXTS.get(name, name)
        if "text" in text:
            yield [label, text["text"]]
        else:
            by = text["erased"]
            day = f" ngày {_local(said[by - 1]['at']):%d/%m/%Y}" if by else ""
            yield [label, f"đã xoá{day}"]


def _local(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(ZONE)
