"""The rows that `survey` keeps for the dashboard: which to look at again, and what is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, delete, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from approvals.queries.dossier_filters import here
from models.dossiers import Dossier, Submission
from models.gates import Assignment, Gate
from models.open_dossiers import ChangedDossier, OpenDossier

_ONE_AT_A_TIME = text("SELECT pg_try_advisory_xact_lock(hashtext('open_dossier'))")
_NOTE = text("""
    INSERT INTO surveyed (id, version, counted) VALUES (1, pg_current_xact_id()::text::bigint, 0)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version
""")
_NOTE_COUNTED = text("""
    INSERT INTO surveyed (id, version, counted) VALUES (1, 0, pg_current_xact_id()::text::bigint)
    ON CONFLICT (id) DO UPDATE SET counted = excluded.counted
""")
_VERSION = text("""
    SELECT version, counted FROM surveyed
    WHERE NOT EXISTS (SELECT FROM changed_dossier)
        AND NOT EXISTS (SELECT FROM open_dossier WHERE look_again_at <= :now)
""")
_MADE = frozenset(OpenDossier.model_fields) - {"dossier_id", "stuck_since"}


def claim(session: Session) -> bool:
    """Whether nobody else is at it; it stays claimed until the transaction ends."""
    return bool(session.execute(_ONE_AT_A_TIME).scalar_one())


def take_changed(session: Session, *, limit: int) -> set[UUID]:
    """Dossiers that changed, the longest ago first; they are no longer in the queue."""
    oldest = select(ChangedDossier.id).order_by(col(ChangedDossier.id)).limit(limit)
    taken = session.execute(
        delete(ChangedDossier)
        .where(col(ChangedDossier.id).in_(oldest))
        .returning(col(ChangedDossier.dossier_id))
    )
    return set(taken.scalars())


def due_ids(session: Session, *, now: datetime, limit: int) -> set[UUID]:
    """Those of which time alone may say something else by now."""
    due = select(OpenDossier.dossier_id).where(col(OpenDossier.look_again_at) <= now)
    return set(session.exec(due.order_by(col(OpenDossier.look_again_at)).limit(limit)).all())


def with_gates(
    session: Session, dossier_ids: Collection[UUID]
) -> list[tuple[Dossier, Gate, Submission]]:
    """Those of these dossiers that have not ended, and where they are."""
    return list(
        session.exec(
            select(Dossier, Gate, Submission)
            .select_from(Dossier)
            .join(Gate, here())
            .join(Submission, col(Submission.id) == col(Dossier.submission_id))
            .where(col(Dossier.id).in_(dossier_ids), col(Dossier.closed_at).is_(None))
            .options(defer(Dossier.achievements))  # type: ignore[arg-type]
        ).all()
    )


def note(session: Session) -> None:
    """What was written or removed is another version."""
    session.execute(_NOTE)


def note_counted(session: Session) -> None:
    """The flow and the usual ages were counted anew."""
    session.execute(_NOTE_COUNTED)


@dataclass(frozen=True, slots=True)
class Version:
    """What a page is of: these rows, and this count of the flow and of usual ages."""

    dossiers: int
    flow: int


def version(session: Session, *, now: datetime) -> Version | None:
    """Which version of the rows there is; None while some wait to be looked at."""
    found = session.execute(_VERSION, {"now": now}).one_or_none()
    return Version(*found) if found else None


def write(session: Session, rows: Sequence[OpenDossier]) -> None:
    """Put rows in place of those that were there. What is stuck as before is so since then."""
    if not rows:
        return
    values = [row.model_dump() for row in rows]
    made = insert(OpenDossier).values(values)
    as_before = col(OpenDossier.cause) == made.excluded.cause
    since = case((as_before, col(OpenDossier.stuck_since)), else_=made.excluded.stuck_since)
    session.execute(
        made.on_conflict_do_update(
            index_elements=["dossier_id"],
            set_={name: made.excluded[name] for name in _MADE} | {"stuck_since": since},
        )
    )


def remove(session: Session, dossier_ids: Collection[UUID]) -> None:
    """They ended."""
    session.execute(delete(OpenDossier).where(col(OpenDossier.dossier_id).in_(dossier_ids)))


def queue(session: Session, dossier_ids: Sequence[UUID]) -> None:
    """Look at these again, though nothing in their own rows changed."""
    session.add_all(ChangedDossier(dossier_id=dossier_id) for dossier_id in dossier_ids)


def queue_assigned(session: Session, assignment_id: UUID) -> None:
    """Look again at the dossier that an assignment is about."""
    about = select(Gate.dossier_id).join(Assignment).where(Assignment.id == assignment_id)
    queue(session, session.exec(about).all())


def queue_asked(session: Session, person_id: UUID) -> None:
    """Look again at all that waits for somebody: whether mail reaches them changed."""
    session.execute(
        text("""
            INSERT INTO changed_dossier (dossier_id)
            SELECT gate.dossier_id FROM assignment JOIN gate ON gate.id = assignment.gate_id
            WHERE assignment.person_id = :person_id AND assignment.state = 'active'
        """),
        {"person_id": person_id},
    )
