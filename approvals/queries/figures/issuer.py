"""Which body hands a table of figures in: that of whoever asks for it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from approvals.queries.visibility import NATIONAL, Viewer
from models.bodies import Body


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body, and the one above it; none for somebody without a seat."""

    body: Body | None
    above: Body | None


def issuer_of(session: Session, viewer: Viewer) -> Issuer:
    """Of several bodies, the one by whose seat somebody sees everything, or the first by name."""
    by_office = {body_id for office, body_id in viewer.seats if office in NATIONAL}
    ids = by_office or viewer.bodies
    in_order = select(Body).where(col(Body.id).in_(ids)).order_by(col(Body.sort_key), col(Body.id))
    body = session.exec(in_order).first()
    above = session.get(Body, body.parent_id) if body and body.parent_id else None
    return Issuer(body, above)
