"""Public consultations as tests need them: a Labour Order, which the President gives."""

from datetime import UTC, date, datetime

from sqlmodel import Session, select

from approvals.commands.judge_comment import JudgeComment, judge_comment
from approvals.commands.open_consultation import OpenConsultation, open_consultation
from approvals.commands.receive_comment import ReceiveComment, receive_comment
from approvals.commands.withdraw_consultation import (
    WithdrawConsultation,
    withdraw_consultation,
)
from core.vietnamese import search_key, sort_key
from models.bodies import Body
from models.consultations import Consultation, Judgement, PublicComment
from models.dossiers import Dossier
from models.enums import BodyKind, Office
from models.rules import Campaign
from tests.builders import Country, a_country, a_dossier, a_nomination, a_submission, people_in

PRESIDENT = "chu-tich-nuoc"
ORDER = "hcld-3"
# A Tuesday under Decree 152/2025, and the tenth working day from it, itself counted.
NOW = datetime(2025, 11, 25, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
CLOSES = date(2025, 12, 8)
AFTER = datetime(2025, 12, 9, 2, 0, tzinfo=UTC)


def with_president(session: Session, country: Country) -> Country:
    """The country, and the President over it."""
    name = "Chủ tịch nước"
    body = Body(
        slug=PRESIDENT,
        kind=BodyKind.AUTHORITY,
        name=name,
        name_en="President of Viet Nam",
        valid_from=date(2020, 1, 1),
        sort_key=sort_key(name),
        search_key=search_key(name),
    )
    country.bodies[PRESIDENT] = body
    session.add(body)
    session.flush()  # its seat refers to it
    people_in(session, country, ("president", "Mạc Thị Quế", PRESIDENT, Office.HEAD))
    return country


def a_country_with_president(session: Session) -> Country:
    return with_president(session, a_country(session, today=TODAY))


def an_order(
    session: Session, country: Country, *, number: str = "77/TTr", **others: object
) -> Dossier:
    return a_dossier(session, country, ORDER, now=NOW, number=number, **others)


def opened(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    *listed: Dossier,
    by: str = "alice",
    opens_on: date = TODAY,
    days: int | None = None,
    title: str = "Lấy ý kiến về Huân chương Lao động",
    now: datetime = NOW,
) -> Consultation:
    command = OpenConsultation(
        submission_id=listed[0].submission_id,
        dossier_ids=frozenset(one.id for one in listed),
        title=title,
        opens_on=opens_on,
        working_days=days,
        opened_by_id=country[by].id,
    )
    return open_consultation(session, command, now=now)


def commented(
    session: Session,
    one: Consultation,
    dossier: Dossier,
    text: str = "Chị luôn giúp đỡ mọi người",
    *,
    now: datetime = NOW,
) -> PublicComment:
    command = ReceiveComment(
        consultation_id=one.id,
        dossier_id=dossier.id,
        text=text,
        name="Cù Thị Rạng",
        contact="0900 000 000",
    )
    return receive_comment(session, command, now=now)


def judged(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    comment: PublicComment,
    judgement: Judgement = Judgement.KEPT,
    *,
    by: str = "alice",
    reason: str = "Đã xem",
    now: datetime = NOW,
) -> PublicComment:
    command = JudgeComment(
        comment_id=comment.id, judgement=judgement, reason=reason, judged_by_id=country[by].id
    )
    return judge_comment(session, command, now=now)


def consulted_on(session: Session, country: Country) -> None:
    """Every kind of event about consultations, with all that it may say."""
    year = Campaign(
        slug="nam-2025",
        name="Khen thưởng năm 2025",
        year=2025,
        opens_on=date(2025, 1, 1),
        closes_on=date(2025, 12, 31),
    )
    session.add(year)
    session.flush()
    submission = a_submission(
        session,
        with_president(session, country),
        a_nomination(ORDER),
        a_nomination(ORDER, name="Lưu Thị Sen"),
        number="285/TTr",
        now=NOW,
        campaign_id=year.id,
    )
    both = select(Dossier).where(Dossier.submission_id == submission.id)
    dossier, other = session.exec(both).all()
    one = opened(session, country, dossier)
    judged(session, country, commented(session, one, dossier))
    withdrawn(session, country, opened(session, country, other, opens_on=CLOSES))


def withdrawn(
    session: Session, country: Country, one: Consultation, reason: str = "Sai danh sách"
) -> Consultation:
    command = WithdrawConsultation(
        consultation_id=one.id, reason=reason, withdrawn_by_id=country["alice"].id
    )
    return withdraw_consultation(session, command, now=NOW)
