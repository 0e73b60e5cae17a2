"""Lists of dossiers as somebody of the cast sees them."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from approvals.queries.dossier_filters import Filters
from approvals.queries.dossier_list import DossierRow, Sort, dossiers
from approvals.queries.visibility import Viewer, viewer_of
from tests.builders import NOW, TODAY, Country

EVERYTHING = Filters()


def seen_by(session: Session, country: Country, name: str) -> Viewer:
    viewer = viewer_of(session, country[name].id, on=TODAY)
    assert viewer is not None
    return viewer


def listed(  # noqa: PLR0913 -- defaults for all but two
    session: Session,
    country: Country,
    name: str = "secretariat",
    *,
    only: Filters = EVERYTHING,
    sort: Sort = Sort.CODE,
    now: datetime = NOW,
) -> list[DossierRow]:
    viewer = seen_by(session, country, name)
    return list(dossiers(session, viewer, only, now=now, sort=sort).rows)


def names(rows: Iterable[DossierRow]) -> list[str]:
    return [row.nominee.name for row in rows]
