"""Token buckets: one guarded upsert takes a token, so that parallel requests share no token."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.limits import Allowance


def take(
    session: Session, key: bytes, *, times: int, within: timedelta, now: datetime
) -> timedelta | None:
    """Take one token of a bucket that holds `times` and refills in `within`.

    None when there was one; otherwise how long until there is one, and nothing is written.
    A bucket that would be full too late for any clock was filled before ours was put back: it
    begins anew, or nobody could ask for anything until the clock has caught up.
    """
    pause = within / times
    latest = now + within - pause  # a bucket that is full again by then has a token
    full_at = col(Allowance.full_at)
    put_back = full_at > now + 2 * within  # once is possible, and machines differ a little
    taken = session.execute(
        insert(Allowance)
        .values(key=key, full_at=now + pause)
        .on_conflict_do_update(
            index_elements=[col(Allowance.key)],
            set_={"full_at": case((put_back, now), else_=func.greatest(full_at, now)) + pause},
            where=or_(full_at <= latest, put_back),
        )
        .returning(col(Allowance.key))
    ).first()
    if taken is not None:
        return None
    return session.exec(select(Allowance.full_at).where(Allowance.key == key)).one() - latest


def forget_full(session: Session, *, now: datetime, limit: int) -> None:
    """Delete some buckets that are full again: they are worth as much as none."""
    full = (
        select(Allowance.key)
        .where(col(Allowance.full_at) <= now)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    session.execute(delete(Allowance).where(col(Allowance.key).in_(full)))
