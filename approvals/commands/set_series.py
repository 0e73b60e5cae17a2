"""A body numbers its papers here from now on, going on from the series it kept on paper."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.journaling import series_set
from approvals.domain.document_numbers import serial_of
from approvals.domain.refusals.missing import BodyNotFound
from approvals.domain.refusals.numbering import SeriesBehind, SeriesMissing
from approvals.queries import bodies, journal, series
from models.document_kinds import DocumentKind
from models.documents import DocumentSeries


def set_series(  # noqa: PLR0913 -- the fields of a series
    session: Session,
    *,
    body_slug: str,
    kind: DocumentKind,
    year: int,
    last: int,
    now: datetime,
) -> DocumentSeries:
    """The next number is `last` + 1; 0 begins at 01. Setting it to what it is changes nothing.

    The series of later years begin by themselves. Raises `BodyNotFound`, `SeriesMissing` where the
    body has no symbol, `SeriesBehind` where a higher number was given here already.
    """
    body = bodies.body_by_slug(session, body_slug)
    if body is None:
        raise BodyNotFound(body=body_slug).at("body")
    if not body.symbol:
        raise SeriesMissing(body=body.name).at("symbol")
    chain = journal.for_update(session)
    given = DocumentSeries(body_id=body.id, kind=kind, year=year, last=last)
    if series.last_of(session, body.id, kind, year=year) == last:
        return given
    highest = series.highest(session, body.id, kind, year=year)
    if highest is not None and serial_of(highest) > last:
        raise SeriesBehind(number=highest)
    series.put(session, body.id, kind, year=year, last=last)
    series_set(session, chain, given, now=now)
    return given
