"""Whoever asked about their data gets an answer: it came in, it takes longer, it is done or not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.erase import Erase, erase
from approvals.commands.hide_honour import ChangeHonour, hide_honour
from approvals.commands.register_request import ensure_keeper, names_of
from approvals.domain.erased import names_somebody
from approvals.domain.refusals.personal_data import (
    AlreadyAnswered,
    AlreadyExtended,
    AnotherMustApprove,
    AnswerNeeded,
    NamesThePerson,
    RequestNotFound,
)
from approvals.domain.request_clocks import extended
from approvals.history.recording import record
from approvals.queries import data_requests, journal
from approvals.rules.calendar import vietnamese_calendar
from approvals.rules.personal_data import request_rules
from models.enums import DataRequestKind, DataRequestState, EventKind
from models.personal_data import DataRequest, Erasure


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest:
    """`fulfil`: what they asked for is done, by this very command where it is an erasure."""

    request_id: UUID
    by_person_id: UUID
    fulfil: bool
    answer: str = ""


def respond_to_request(
    session: Session, request_id: UUID, *, by_person_id: UUID, now: datetime
) -> DataRequest:
    """Note that whoever asked was told that it came in; the first clock stops. Idempotent.

    Raises `NotAllowedHere`, `RequestNotFound`, `AlreadyAnswered`.
    """
    request = _open(session, request_id, by_person_id, now=now)
    if request.responded_at is None:
        request.responded_at = now
        _record(session, request, "received", by_person_id, now=now)
    return request


def extend_request(
    session: Session, request_id: UUID, *, by_person_id: UUID, reason: str, now: datetime
) -> DataRequest:
    """Give the second clock more time, once; whoever asked is told why.

    Raises `NotAllowedHere`, `RequestNotFound`, `AlreadyAnswered`, `AlreadyExtended`,
    `AnswerNeeded`, `NamesThePerson`.
    """
    request = _open(session, request_id, by_person_id, now=now)
    if request.extended_at is not None:
        raise AlreadyExtended(fulfil_by=request.fulfil_by)
    _ensure_words(session, request, reason, needed=True)
    request.extended_at = now
    request.responded_at = request.responded_at or now
    request.fulfil_by = extended(
        request_rules(), request.kind, request.fulfil_by, vietnamese_calendar()
    )
    _record(session, request, "extended", by_person_id, text=reason, now=now)
    return request


def answer_request(
    session: Session, command: AnswerRequest, *, now: datetime
) -> tuple[DataRequest, Erasure | None]:
    """Fulfil a request or refuse it, by somebody other than who registered it.

    Fulfilling an erasure erases; what keeps it from that is raised, and the request stays open.
    Fulfilling a nominee's objection takes them off the roll of honour. A refusal says why. The
    same answer by the same person again is the one that was given. Raises `NotAllowedHere`,
    `RequestNotFound`, `AlreadyAnswered`, `AnotherMustApprove`, `AnswerNeeded`, `NamesThePerson`,
    and what `erase` does.
    """
    ensure_keeper(session, command.by_person_id, now=now)
    request = data_requests.for_update(session, command.request_id)
    if request is None:
        raise RequestNotFound(request=command.request_id)
    state = DataRequestState.FULFILLED if command.fulfil else DataRequestState.REFUSED
    if request.answered_at is not None:
        if (request.state, request.answered_by_id) != (state, command.by_person_id):
            raise AlreadyAnswered(answered_at=request.answered_at)
        return request, _erasure_of(session, request)
    if command.by_person_id in {request.registered_by_id, request.person_id}:
        raise AnotherMustApprove
    _ensure_words(session, request, command.answer, needed=not command.fulfil)
    request.state, request.answered_at = state, now
    request.answered_by_id = command.by_person_id
    request.answer = command.answer.strip()
    request.responded_at = request.responded_at or now
    erasure = _erase(session, request, command, now=now)
    _take_off_roll(session, request, command, now=now)
    _record(session, request, state.value, command.by_person_id, text=request.answer, now=now)
    return request, erasure


def _open(session: Session, request_id: UUID, by_person_id: UUID, *, now: datetime) -> DataRequest:
    ensure_keeper(session, by_person_id, now=now)
    request = data_requests.for_update(session, request_id)
    if request is None:
        raise RequestNotFound(request=request_id)
    if request.answered_at is not None:
        raise AlreadyAnswered(answered_at=request.answered_at)
    return request


def _ensure_words(session: Session, request: DataRequest, words: str, *, needed: bool) -> None:
    """What is written in the register stays there, so it must not say whose data they were."""
    if needed and not words.strip():
        raise AnswerNeeded
    found = data_requests.registered(session, request.id)
    if found is not None and names_somebody(words, names_of(found.about)):
        raise NamesThePerson().at("answer")


def _erase(
    session: Session, request: DataRequest, command: AnswerRequest, *, now: datetime
) -> Erasure | None:
    if request.kind is not DataRequestKind.ERASURE or not command.fulfil:
        return None
    wish = Erase(
        ground=request.ground,
        approved_by_id=command.by_person_id,
        nominee_id=request.nominee_id,
        person_id=request.person_id,
        request_id=request.id,
    )
    return erase(session, wish, now=now)


def _take_off_roll(
    session: Session, request: DataRequest, command: AnswerRequest, *, now: datetime
) -> None:
    found = data_requests.registered(session, request.id)
    if request.kind is not DataRequestKind.OBJECTION or not command.fulfil:
        return
    if found is None or found.dossier is None:  # about an account, which the roll does not show
        return
    change = ChangeHonour(
        dossier_id=found.dossier.id,
        by_person_id=command.by_person_id,
        ground=request.ground,
        request_id=request.id,
    )
    hide_honour(session, change, now=now)


def _erasure_of(session: Session, request: DataRequest) -> Erasure | None:
    about = request.nominee_id or request.person_id
    erases = request.kind is DataRequestKind.ERASURE and about is not None
    return data_requests.erasure_of(session, about) if erases and about else None


def _record(  # noqa: PLR0913 -- what was answered, by whom
    session: Session,
    request: DataRequest,
    answer: str,
    by_person_id: UUID,
    *,
    text: str = "",
    now: datetime,
) -> None:
    record(
        session,
        journal.for_update(session),
        EventKind.REQUEST_ANSWERED,
        actor_id=by_person_id,
        now=now,
        facts={
            "request": str(request.id),
            "answer": answer,
            "fulfil_by": request.fulfil_by.isoformat(),
        },
        texts={"answer": text.strip()},
    )
