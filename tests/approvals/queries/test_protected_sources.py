"""A nominee's copy of their data does not show them who spoke against them."""

from typing import Any

from sqlmodel import Session

from approvals.commands.release_hold import ReleaseHold, release_hold
from approvals.queries import dossiers, holds, personal_copy
from models.conduct import HoldOutcome
from models.consultations import Judgement
from models.dossiers import Dossier
from models.enums import EventKind
from tests.approvals.commands.consulting import (
    AFTER,
    a_country_with_president,
    an_order,
    commented,
    judged,
    opened,
)


def copy_of(session: Session, dossier: Dossier) -> dict[str, Any]:
    return dict(personal_copy.of_nominee(session, dossiers.nominee_of(session, dossier), dossier))


def test_a_copy_tells_that_a_dossier_stood_still_and_neither_why_nor_who_spoke(
    session: Session,
) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    before = copy_of(session, dossier)
    consultation = opened(session, country, dossier)
    praise = commented(session, consultation, dossier, "Luôn giúp đỡ hàng xóm")
    accusation = commented(session, consultation, dossier, "Khai man, tôi làm cùng phòng")
    waiting = commented(session, consultation, dossier, "Tôi cũng thấy như vậy")
    judged(session, country, praise, Judgement.KEPT)
    judged(session, country, accusation, Judgement.DENUNCIATION, reason="Người cùng phòng nói")
    [hold] = holds.of_dossier(session, dossier.id)
    release = ReleaseHold(
        hold_id=hold.id,
        outcome=HoldOutcome.UPHELD,
        reason="Đồng nghiệp nói đúng",
        released_by_id=country["secretariat"].id,
    )
    release_hold(session, release, now=AFTER)

    copy = copy_of(session, dossier)
    whole = str(copy)
    for kept_back in (
        "Khai man", "cùng phòng", "Tôi cũng thấy", "Đồng nghiệp", "complaint", "upheld",
        accusation.receipt, waiting.receipt, str(accusation.id), str(waiting.id),
    ):  # fmt: skip
        assert kept_back not in whole
    assert "Luôn giúp đỡ" in whole
    [told] = copy["holds"]
    assert told["released_at"] == AFTER
    kinds = [one["kind"] for one in copy["history"]]
    assert kinds.count(EventKind.HOLD_PLACED) == kinds.count(EventKind.HOLD_RELEASED) == 1
    assert kinds.count(EventKind.COMMENT_RECEIVED) == kinds.count(EventKind.COMMENT_JUDGED) == 1
    assert "bộ phận thường trực" in copy["left_out"]["vi"]
    assert copy["left_out"] == before["left_out"], "else it would tell that somebody spoke"
