"""Number series: what number a body's next paper of a kind gets."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from approvals.domain.document_numbers import numbered, serial_of
from models.bodies import Body
from models.document_kinds import DocumentKind
from models.documents import Document, DocumentSeries


def take_number(session: Session, body: Body, kind: DocumentKind, *, year: int) -> str | None:
    """The next number; others who take one wait until we commit, or give it back.

    A year begins at 01. Numbers that were typed are passed over. None where the body has no
    series of the kind, or no symbol.
    """
    if not body.symbol or not _is_kept(session, body.id, kind, year):
        return None
    # Many dossiers take seconds to award, so we wait for a number longer than for anything else.
    session.execute(text("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '60s'"))
    beginning = DocumentSeries(body_id=body.id, kind=kind, year=year, last=0).model_dump()
    session.execute(insert(DocumentSeries).values(**beginning).on_conflict_do_nothing())
    while True:
        serial = session.execute(
            update(DocumentSeries)
            .where(
                col(DocumentSeries.body_id) == body.id,
                col(DocumentSeries.kind) == kind,
                col(DocumentSeries.year) == year,
            )
            .values(last=DocumentSeries.last + 1)
            .returning(col(DocumentSeries.last))
        ).scalar_one()
        number = numbered(serial, kind, body.symbol)
        if not _is_given(session, body.id, kind, year, number):
            return number


def upcoming(
    session: Session, body_ids: Collection[UUID], kind: DocumentKind, *, on: date
) -> str | None:
    """What number these bodies' next paper gets, as far as can be told; None unless they are one.

    To be shown only: somebody else may take it meanwhile.
    """
    if len(body_ids) != 1:
        return None
    body = session.get_one(Body, next(iter(body_ids)))
    if not body.symbol or not _is_kept(session, body.id, kind, on.year):
        return None
    series = session.get(DocumentSeries, (body.id, kind, on.year))
    serial = series.last + 1 if series else 1
    while _is_given(session, body.id, kind, on.year, numbered(serial, kind, body.symbol)):
        serial += 1
    return numbered(serial, kind, body.symbol)


def highest(session: Session, body_id: UUID, kind: DocumentKind, *, year: int) -> str | None:
    """The highest number of a year in the register, void ones included."""
    numbers = session.exec(
        select(Document.number).where(
            Document.body_id == body_id,
            Document.kind == kind,
            Document.year == year,
            col(Document.number).is_not(None),
        )
    ).all()
    return max((one for one in numbers if one), key=serial_of, default=None)


def put(session: Session, body_id: UUID, kind: DocumentKind, *, year: int, last: int) -> None:
    """Go on after `last`."""
    values = DocumentSeries(body_id=body_id, kind=kind, year=year, last=last).model_dump()
    session.execute(
        insert(DocumentSeries)
        .values(**values)
        .on_conflict_do_update(index_elements=["body_id", "kind", "year"], set_={"last": last})
    )


def last_of(session: Session, body_id: UUID, kind: DocumentKind, *, year: int) -> int | None:
    """The last number that was given; locked until the transaction ends."""
    found = session.exec(
        select(DocumentSeries)
        .where(
            DocumentSeries.body_id == body_id,
            DocumentSeries.kind == kind,
            DocumentSeries.year == year,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    return found.last if found else None


def all_of(session: Session, body_id: UUID) -> list[DocumentSeries]:
    """A body's series, the newest year first."""
    order = (col(DocumentSeries.year).desc(), col(DocumentSeries.kind))
    query = select(DocumentSeries).where(DocumentSeries.body_id == body_id)
    return list(session.exec(query.order_by(*order)).all())


def _is_kept(session: Session, body_id: UUID, kind: DocumentKind, year: int) -> bool:
    """Whether there is a series, of this year or an earlier one."""
    found = session.exec(
        select(func.count())
        .select_from(DocumentSeries)
        .where(
            DocumentSeries.body_id == body_id,
            DocumentSeries.kind == kind,
            DocumentSeries.year <= year,
        )
    ).one()
    return bool(found)


def _is_given(session: Session, body_id: UUID, kind: DocumentKind, year: int, number: str) -> bool:
    return (
        session.exec(
            select(Document.id).where(
                Document.body_id == body_id,
                Document.kind == kind,
                Document.year == year,
                Document.number == number,
            )
        ).first()
        is not None
    )
