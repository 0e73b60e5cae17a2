"""What an imported list may name, and whom it may come from."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from models.bodies import Body
from models.dossiers import Dossier
from models.enums import BodyKind
from models.rules import Campaign


def body_slugs(session: Session) -> frozenset[str]:
    """The codes of all bodies: a collective may be one of them."""
    return frozenset(session.exec(select(Body.slug)).all())


def bodies_named(session: Session, names: Collection[str]) -> list[Body]:
    """Ministries and units whose name or symbol is among `names`, which are search keys."""
    return list(
        session.exec(
            select(Body)
            .where(
                col(Body.search_key).in_(names),
                col(Body.kind).in_([BodyKind.MINISTRY, BodyKind.UNIT]),
            )
            .order_by(col(Body.sort_key))
        ).all()
    )


def open_campaigns(session: Session, *, on: date) -> list[Campaign]:
    """Campaigns that take submissions on a day, the one that closes first leading."""
    return list(
        session.exec(
            select(Campaign)
            .where(col(Campaign.opens_on) <= on, col(Campaign.closes_on) >= on)
            .order_by(col(Campaign.closes_on), col(Campaign.slug))
        ).all()
    )


def dossiers_of(session: Session, submission_id: UUID) -> list[Dossier]:
    """The dossiers of a submission, in the order of its list."""
    return list(
        session.exec(
            select(Dossier)
            .where(Dossier.submission_id == submission_id)
            .order_by(col(Dossier.code))
        ).all()
    )
