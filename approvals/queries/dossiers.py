"""Dossiers and what belongs to them, one at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.dossiers import Attachment, Dossier, Nominee, Numbering, Submission
from models.gates import Assignment, Gate


def for_update(session: Session, dossier_id: UUID) -> Dossier | None:
    """The dossier, locked until the transaction ends: whoever changes it takes turns.

    The lock is on the dossier and not on its gate, since its history is one chain. It leaves
    rows that merely refer to the dossier (messages) free to be added meanwhile.
    """
    return session.exec(
        select(Dossier)
        .where(Dossier.id == dossier_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def all_for_update(session: Session, dossier_ids: Collection[UUID]) -> list[Dossier]:
    """These dossiers, locked in one order, so that two lists never cross."""
    if not dossier_ids:
        return []
    return list(
        session.exec(
            select(Dossier)
            .where(col(Dossier.id).in_(dossier_ids))
            .order_by(col(Dossier.id))
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        ).all()
    )


def of_assignments_for_update(session: Session, assignment_ids: Sequence[UUID]) -> list[Dossier]:
    """The dossiers of these assignments, locked in one order, so that two lists never cross."""
    ids = (
        select(Gate.dossier_id)
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .where(col(Assignment.id).in_(assignment_ids))
    )
    return list(
        session.exec(
            select(Dossier)
            .where(col(Dossier.id).in_(ids))
            .order_by(col(Dossier.id))
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        ).all()
    )


def by_code(session: Session, code: str) -> Dossier | None:
    """The dossier with this code, in any letter case."""
    return session.exec(select(Dossier).where(Dossier.code == code.strip().upper())).first()


def nominee_of(session: Session, dossier: Dossier) -> Nominee:
    return session.get_one(Nominee, dossier.nominee_id)


def submission_of(session: Session, dossier: Dossier) -> Submission:
    return session.get_one(Submission, dossier.submission_id)


def submission(session: Session, submission_id: UUID) -> Submission | None:
    return session.get(Submission, submission_id)


def attachments_of(session: Session, dossier_id: UUID) -> list[Attachment]:
    """Evidence files, in the order they were added."""
    return list(
        session.exec(
            select(Attachment)
            .where(Attachment.dossier_id == dossier_id)
            .order_by(col(Attachment.added_at), col(Attachment.id))
        ).all()
    )


def attachment(session: Session, attachment_id: UUID) -> Attachment | None:
    return session.get(Attachment, attachment_id)


def attachment_with_content(session: Session, dossier_id: UUID, sha256: str) -> Attachment | None:
    """The file of this dossier that has exactly this content."""
    return session.exec(
        select(Attachment).where(Attachment.dossier_id == dossier_id, Attachment.sha256 == sha256)
    ).first()


def submission_with_number(
    session: Session, body_id: UUID, number: str, dated_on: object
) -> Submission | None:
    return session.exec(
        select(Submission).where(
            Submission.body_id == body_id,
            Submission.number == number,
            Submission.dated_on == dated_on,
        )
    ).first()


def submission_of_file(
    session: Session, body_id: UUID, campaign_id: UUID, file_sha256: str
) -> Submission | None:
    """The submission that this very spreadsheet was already taken in for."""
    return session.exec(
        select(Submission).where(
            Submission.body_id == body_id,
            Submission.campaign_id == campaign_id,
            Submission.file_sha256 == file_sha256,
        )
    ).first()


def take_numbers(session: Session, year: int, count: int) -> range:
    """The next `count` dossier numbers of a year; other submissions wait until we commit.

    A long list takes seconds to file, so we wait for a number longer than for anything else.
    """
    session.execute(text("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '60s'"))
    session.execute(insert(Numbering).values(year=year, last=0).on_conflict_do_nothing())
    last = session.execute(
        update(Numbering)
        .where(col(Numbering.year) == year)
        .values(last=Numbering.last + count)
        .returning(col(Numbering.last))
    ).scalar_one()
    return range(last - count + 1, last + 1)


def open_ids(session: Session, *, after: UUID | None = None, limit: int = 500) -> list[UUID]:
    """Dossiers that have not ended, by key: the reconciler's walk."""
    query = select(Dossier.id).where(col(Dossier.closed_at).is_(None))
    if after is not None:
        query = query.where(col(Dossier.id) > after)
    return list(session.exec(query.order_by(col(Dossier.id)).limit(limit)).all())


def count_open(session: Session) -> int:
    return session.exec(
        select(func.count()).select_from(Dossier).where(col(Dossier.closed_at).is_(None))
    ).one()


def touch(dossier: Dossier, *, now: datetime) -> None:
    """Count one more change, so that whoever looked before knows it."""
    dossier.version += 1
    dossier.changed_at = now
