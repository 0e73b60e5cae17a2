"""The register of requests about personal data, and whom they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.vietnamese import clean
from models.bodies import Person
from models.dossiers import Dossier, Nominee
from models.enums import DataRequestKind, DataRequestState
from models.personal_data import DataRequest, Erasure

_Answering = aliased(Person)
_Registering = aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A request, whom it is about, and by whom it was taken and answered."""

    request: DataRequest
    nominee: Nominee | None
    dossier: Dossier | None  # the nominee's
    person: Person | None
    registered_by: Person
    answered_by: Person | None

    @property
    def about(self) -> Nominee | Person:
        """Whom it is about, one of the two."""
        found = self.nominee or self.person
        assert found is not None  # noqa: S101 -- a constraint of the table says so
        return found

    def is_late(self, today: date) -> bool:
        """Whether it waits for an answer that was due before today."""
        request = self.request
        unanswered = request.responded_at is None and request.respond_by < today
        late = unanswered or request.fulfil_by < today
        return request.state is DataRequestState.OPEN and late


def registered(session: Session, request_id: UUID) -> Registered | None:
    """One request."""
    found = _found(session, col(DataRequest.id) == request_id, limit=1)
    return found[0] if found else None


def register(
    session: Session, *, open_only: bool = False, limit: int, late_on: date | None = None
) -> list[Registered]:
    """Open requests, the most urgent first, then those answered, the latest first.

    `late_on`: only open ones of which a clock had run out before that day.
    """
    still_open = DataRequest.state == DataRequestState.OPEN
    wanted: list[ColumnElement[bool]] = []
    if open_only or late_on is not None:
        wanted.append(still_open)  # type: ignore[arg-type] # a comparison of columns
    if late_on is not None:
        unanswered = col(DataRequest.responded_at).is_(None)
        wanted.append(
            (col(DataRequest.fulfil_by) < late_on)
            | (unanswered & (col(DataRequest.respond_by) < late_on))
        )
    return _found(session, *wanted, limit=limit)


def for_update(session: Session, request_id: UUID) -> DataRequest | None:
    """The request, locked until the transaction ends: it is answered once."""
    return session.exec(
        select(DataRequest)
        .where(DataRequest.id == request_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def exists(session: Session, request_id: UUID) -> bool:
    return session.get(DataRequest, request_id) is not None


def same_open(
    session: Session, kind: DataRequestKind, nominee_id: UUID | None, person_id: UUID | None
) -> DataRequest | None:
    """An open request of the same kind about the same one."""
    return session.exec(
        select(DataRequest)
        .where(
            DataRequest.kind == kind,
            DataRequest.state == DataRequestState.OPEN,
            col(DataRequest.nominee_id).is_not_distinct_from(nominee_id),
            col(DataRequest.person_id).is_not_distinct_from(person_id),
        )
        .order_by(col(DataRequest.id))
    ).first()


def of_subject(session: Session, about_id: UUID) -> Sequence[DataRequest]:
    """Every request about a nominee or a person, oldest first."""
    return session.exec(
        select(DataRequest)
        .where((DataRequest.nominee_id == about_id) | (DataRequest.person_id == about_id))
        .order_by(col(DataRequest.id))
    ).all()


def somebody(session: Session, about: str) -> tuple[UUID | None, UUID | None]:
    """The nominee of a dossier's code, or the person with an address: one of the two, or none."""
    words = clean(about)
    if "@" in words:
        return None, session.exec(select(Person.id).where(Person.email == words.lower())).first()
    return session.exec(
        select(Dossier.nominee_id).where(Dossier.code == words.upper())
    ).first(), None


def nominee(session: Session, nominee_id: UUID) -> Nominee | None:
    return session.get(Nominee, nominee_id)


def erasure_of(session: Session, about_id: UUID) -> Erasure | None:
    """What was erased of a nominee or a person."""
    return session.exec(
        select(Erasure).where((Erasure.nominee_id == about_id) | (Erasure.person_id == about_id))
    ).first()


def erasures(session: Session) -> Sequence[Erasure]:
    """All there ever were, oldest first."""
    return session.exec(select(Erasure).order_by(col(Erasure.erased_at), col(Erasure.id))).all()


def _found(session: Session, *wanted: ColumnElement[bool], limit: int) -> list[Registered]:
    rows = session.execute(
        select_rows(DataRequest, Nominee, Dossier, Person, _Registering, _Answering)
        .outerjoin(Nominee, col(Nominee.id) == col(DataRequest.nominee_id))
        .outerjoin(Dossier, col(Dossier.nominee_id) == col(Nominee.id))
        .outerjoin(Person, col(Person.id) == col(DataRequest.person_id))
        .join(_Registering, col(_Registering.id) == col(DataRequest.registered_by_id))
        .outerjoin(_Answering, col(_Answering.id) == col(DataRequest.answered_by_id))
        .where(*wanted)
        .order_by(
            col(DataRequest.answered_at).desc().nulls_first(),
            col(DataRequest.fulfil_by),
            col(DataRequest.id),
        )
        .limit(limit)
    ).all()
    return [
        Registered(
            request=request,
            nominee=of_nominee,
            dossier=dossier,
            person=person,
            registered_by=taken_by,
            answered_by=answered_by,
        )
        for request, of_nominee, dossier, person, taken_by, answered_by in rows
    ]
