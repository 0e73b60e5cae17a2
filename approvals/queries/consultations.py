"""Public consultations, the dossiers they list, and the comments on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, text
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.queries import rules
from core.vietnamese import search_key
from models.bodies import Body
from models.consultations import Consultation, Judgement, PublicComment
from models.dossiers import Dossier, Nominee
from models.enums import DossierState
from models.history import EventText

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('consultation.number'))")
_MOST = 100  # of a list


@dataclass(frozen=True, slots=True)
class Posted:
    """A consultation with the body that posts it, and how much is in it."""

    consultation: Consultation
    body: Body
    dossiers: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """Who is proposed for what. `comments` are all that came in, whatever became of them."""

    dossier: Dossier
    nominee: Nominee
    award: AwardRule
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A comment with what was written. A text is missing where there was none, or none any more."""

    comment: PublicComment
    dossier: Dossier
    nominee: Nominee
    texts: Mapping[str, str] = field(default_factory=dict)  # comment, commenter, contact


@dataclass(frozen=True, slots=True)
class Digest:
    """What came of a consultation on one dossier, for whoever judges it."""

    consultation: Consultation
    received: int
    waiting: int  # that nobody has looked at yet
    kept: Sequence[Written]


def take_number(session: Session, year: int) -> str:
    """The next number of a year; whoever takes one waits for whoever took one before."""
    session.execute(_ONE_AT_A_TIME)
    of_year = col(Consultation.number).startswith(f"LYK-{year}-")
    given = session.exec(select(func.count()).select_from(Consultation).where(of_year)).one()
    return f"LYK-{year}-{given + 1:04d}"


def by_number(session: Session, number: str) -> Consultation | None:
    """In any letter case. Also one that was withdrawn."""
    wanted = number.strip().upper()
    return session.exec(select(Consultation).where(Consultation.number == wanted)).first()


def by_id(session: Session, consultation_id: UUID) -> Consultation | None:
    return session.get(Consultation, consultation_id)


def body_of(session: Session, comment: PublicComment) -> UUID:
    """The body that posted what was commented on."""
    return session.get_one(Consultation, comment.consultation_id).body_id


def for_update(session: Session, consultation_id: UUID) -> Consultation | None:
    return session.exec(
        select(Consultation)
        .where(Consultation.id == consultation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def posted(session: Session, *, today: date) -> list[Posted]:
    """Those that have opened and were not withdrawn, the one that ends last first."""
    opened = (col(Consultation.withdrawn_at).is_(None), col(Consultation.opens_on) <= today)
    rows = session.exec(
        select(Consultation, Body)
        .join(Body, col(Body.id) == col(Consultation.body_id))
        .where(*opened)
        .order_by(col(Consultation.closes_on).desc(), col(Consultation.number).desc())
        .limit(_MOST)
    ).all()
    ids = [consultation.id for consultation, _ in rows]
    dossiers = _counted(session, col(Dossier.consultation_id), ids)
    comments = _counted(session, col(PublicComment.consultation_id), ids)
    return [
        Posted(one, body, dossiers.get(one.id, 0), comments.get(one.id, 0)) for one, body in rows
    ]


def of_submission(session: Session, submission_id: UUID) -> list[Consultation]:
    """All that stand, in the order they were opened."""
    standing = select(Consultation).where(
        Consultation.submission_id == submission_id, col(Consultation.withdrawn_at).is_(None)
    )
    return list(session.exec(standing.order_by(col(Consultation.opened_at))).all())


def listed(session: Session, consultation_id: UUID, *, search: str = "") -> list[Listed]:
    """In the order of names. Whose nomination was withdrawn or settled by the body is not.

    Nor is whose data were erased.
    """
    rows = session.exec(
        select(Dossier, Nominee)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .where(
            Dossier.consultation_id == consultation_id,
            col(Dossier.state).not_in((DossierState.WITHDRAWN, DossierState.SETTLED_HERE)),
            col(Nominee.erased_at).is_(None),
            col(Nominee.search_key).contains(search_key(search), autoescape=True),
        )
        .order_by(col(Nominee.sort_key), col(Nominee.id))
    ).all()
    comments = _counted(session, col(PublicComment.dossier_id), [one.id for one, _ in rows])
    return [
        Listed(dossier, nominee, _rules(session, dossier)[1], comments.get(dossier.id, 0))
        for dossier, nominee in rows
    ]


def dossiers_of(session: Session, consultation_id: UUID) -> list[UUID]:
    found = select(Dossier.id).where(Dossier.consultation_id == consultation_id)
    return list(session.exec(found.order_by(col(Dossier.id))).all())


def may_be_listed(session: Session, submission_id: UUID) -> list[tuple[RuleSet, Listed]]:
    """Dossiers of a submission that are on their way and stand in no consultation."""
    rows = session.exec(
        select(Dossier, Nominee)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .where(
            Dossier.submission_id == submission_id,
            col(Dossier.closed_at).is_(None),
            col(Dossier.consultation_id).is_(None),
        )
        .order_by(col(Dossier.code))
    ).all()
    found = []
    for dossier, nominee in rows:
        under, award = _rules(session, dossier)
        found.append((under, Listed(dossier, nominee, award)))
    return found


def comment(session: Session, comment_id: UUID) -> PublicComment | None:
    """As it stands now, also when this transaction read it before."""
    wanted = select(PublicComment).where(PublicComment.id == comment_id)
    return session.exec(wanted.execution_options(populate_existing=True)).first()


def by_receipt(session: Session, receipt: str) -> PublicComment | None:
    return session.exec(select(PublicComment).where(PublicComment.receipt == receipt)).first()


def comments(session: Session, consultation_id: UUID) -> list[Written]:
    """All that came in, those that nobody has looked at yet first."""
    return _written(session, PublicComment.consultation_id == consultation_id)


def of_dossier(session: Session, dossier_id: UUID) -> list[Written]:
    """All comments on one, of every consultation that listed it."""
    return _written(session, PublicComment.dossier_id == dossier_id)


def digest(session: Session, dossier: Dossier) -> Digest | None:
    """None where the dossier stands in no consultation."""
    if dossier.consultation_id is None:
        return None
    found = of_dossier(session, dossier.id)
    return Digest(
        consultation=session.get_one(Consultation, dossier.consultation_id),
        received=len(found),
        waiting=sum(one.comment.judgement is None for one in found),
        kept=[one for one in found if one.comment.judgement is Judgement.KEPT],
    )


def _written(session: Session, *which: ColumnElement[bool] | bool) -> list[Written]:
    rows = session.exec(
        select(PublicComment, Dossier, Nominee)
        .join(Dossier, col(Dossier.id) == col(PublicComment.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .where(*which)
        .order_by(col(PublicComment.judged_at).is_(None).desc(), col(PublicComment.received_at))
    ).all()
    texts: dict[tuple[UUID, int], dict[str, str]] = {}
    for one in session.exec(
        select(EventText).where(
            col(EventText.chain_id).in_({comment.dossier_id for comment, *_ in rows}),
            col(EventText.name).in_(("comment", "commenter", "contact")),
        )
    ):
        texts.setdefault((one.chain_id, one.seq), {})[one.name] = one.text
    return [
        Written(one, dossier, nominee, texts.get((dossier.id, one.seq), {}))
        for one, dossier, nominee in rows
    ]


def _rules(session: Session, dossier: Dossier) -> tuple[RuleSet, AwardRule]:
    under = rules.rules_of(session, dossier)
    return under, under.award(dossier.award_code)


def _counted(
    session: Session, column: Mapped[UUID] | Mapped[UUID | None], ids: Collection[UUID]
) -> dict[UUID, int]:
    rows = session.execute(select(column, func.count()).where(column.in_(ids)).group_by(column))
    return {one: count for one, count in rows if one is not None}
