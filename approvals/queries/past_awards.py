"""Awards that were decided elsewhere: added once, told to and erased for whom they name."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from approvals.domain.guards.identity import Identity, Likeness
from approvals.queries.nominee_record import identity_of
from models.dossiers import Nominee
from models.past_awards import PastAward

_AT_ONCE = 1000  # rows of a statement, which has at most 65,535 parameters


def add_new(session: Session, rows: Sequence[PastAward]) -> int:
    """How many of these rows were not there yet."""
    added = 0
    for start in range(0, len(rows), _AT_ONCE):
        values = [row.model_dump() for row in rows[start : start + _AT_ONCE]]
        done = session.execute(
            insert(PastAward).values(values).on_conflict_do_nothing().returning(col(PastAward.id))
        )
        added += len(done.all())
    return added


def of_nominee(session: Session, nominee: Nominee) -> list[PastAward]:
    """What was brought in about a nominee, as far as that is certain."""
    who = identity_of(nominee)
    if not who.name_key:
        return []
    rows = session.exec(
        select(PastAward)
        .where(PastAward.search_key == who.name_key)
        .order_by(col(PastAward.decided_on), col(PastAward.id))
    ).all()
    return [row for row in rows if _likeness(row, who) is Likeness.CERTAIN]


def forget(session: Session, nominee: Nominee) -> None:
    """Delete what was brought in about a nominee; called while the nominee still has a name."""
    ids = [row.id for row in of_nominee(session, nominee)]
    session.execute(delete(PastAward).where(col(PastAward.id).in_(ids)))


def _likeness(row: PastAward, who: Identity) -> Likeness | None:
    return who.like(Identity.of(row.kind, row.name, row.position, body_id=row.body_id))
