"""Whether a way of sending mail works, as everybody who delivers knows it together."""

from datetime import datetime

from sqlalchemy import case, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.mail import Circuit


def keeps_off(session: Session, way: str, *, now: datetime, until: datetime) -> datetime | None:
    """Until when a way must not be asked; None when it may be.

    Once that time is over, whoever comes first may try, and keeps the others off until `until`.
    """
    circuit = session.exec(select(Circuit).where(Circuit.way == way)).first()
    if circuit is None or circuit.open_until is None:
        return None
    tries = session.execute(
        update(Circuit)
        .where(col(Circuit.way) == way, col(Circuit.open_until) <= now)
        .values(open_until=until)
    )
    if tries.rowcount == 1:  # type: ignore[attr-defined]
        return None
    return max(circuit.open_until, now)


def failed(session: Session, way: str, *, now: datetime, enough: int, until: datetime) -> None:
    """Count a failure; from `enough` in a row the way is not asked again before `until`."""
    opened = until if enough <= 1 else None
    first = insert(Circuit).values(way=way, failures=1, failing_since=now, open_until=opened)
    failures = col(Circuit.failures) + 1
    session.execute(
        first.on_conflict_do_update(
            index_elements=["way"],
            set_={
                "failures": failures,
                "failing_since": func.coalesce(col(Circuit.failing_since), now),
                "open_until": case((failures >= enough, until), else_=col(Circuit.open_until)),
            },
        )
    )


def worked(session: Session, way: str) -> None:
    """Forget the failures, where there are any."""
    session.execute(
        update(Circuit)
        .where(col(Circuit.way) == way, col(Circuit.failures) > 0)
        .values(failures=0, failing_since=None, open_until=None)
    )


def failing_since(session: Session, way: str) -> datetime | None:
    """Since when a way has failed without a success; None while it works."""
    return session.exec(select(col(Circuit.failing_since)).where(Circuit.way == way)).first()


def open_until(session: Session, way: str, *, now: datetime) -> datetime | None:
    """Until when nobody asks a way, for whoever looks after the system."""
    return session.exec(
        select(col(Circuit.open_until)).where(Circuit.way == way, col(Circuit.open_until) > now)
    ).first()
