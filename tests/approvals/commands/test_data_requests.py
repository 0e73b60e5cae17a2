"""The register: two clocks, one extension, two people, and an answer that stands."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from approvals.commands.answer_request import (
    AnswerRequest,
    answer_request,
    extend_request,
    respond_to_request,
)
from approvals.commands.register_request import RegisterRequest, register_request
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.domain.refusals.personal_data import (
    AboutOneNeeded,
    AlreadyAnswered,
    AlreadyErased,
    AlreadyExtended,
    AnotherMustApprove,
    AnswerNeeded,
    GroundNeeded,
    NamesThePerson,
    ReceivedAhead,
    RequestNotFound,
    StillUnderReview,
)
from approvals.queries import data_requests
from approvals.queries.journal import JOURNAL
from core.refusal import Refusal
from models.enums import DataRequestKind, DataRequestState, EventKind
from models.history import Event
from models.personal_data import DataRequest
from tests.approvals.commands.data_subject import (
    GROUND,
    LATER,
    NAME,
    NOBODY,
    asked,
    ended_dossier,
    fulfilled,
)
from tests.builders import NOW, TODAY, Country, a_country, a_dossier

COPY, ERASURE = DataRequestKind.COPY, DataRequestKind.ERASURE


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


@pytest.fixture
def request_(session: Session, country: Country) -> DataRequest:
    """For an erasure, about a dossier that is under review."""
    dossier = a_dossier(session, country, name=NAME)
    return asked(session, country, nominee_id=dossier.nominee_id, now=NOW)


def answer(country: Country, request: DataRequest, **others: object) -> AnswerRequest:
    fields: dict[str, object] = {
        "request_id": request.id,
        "by_person_id": country["administrator"].id,
        "fulfil": False,
        "answer": "Hồ sơ đang được xét.",
    }
    return AnswerRequest(**fields | others)  # type: ignore[arg-type]


def test_both_clocks_are_set_from_the_day_it_came_in(request_: DataRequest) -> None:
    assert request_.received_on == TODAY == date(2024, 11, 26)  # a Tuesday
    assert request_.respond_by == date(2024, 11, 28)
    assert request_.fulfil_by == date(2024, 12, 16)


def test_the_same_request_again_is_the_one_that_stands_there(
    session: Session, country: Country, request_: DataRequest
) -> None:
    session.flush()
    again = asked(session, country, nominee_id=request_.nominee_id, now=NOW + timedelta(days=1))
    assert again == request_
    assert asked(session, country, COPY, nominee_id=request_.nominee_id) != request_


def test_the_first_clock_stops_once(
    session: Session, country: Country, request_: DataRequest
) -> None:
    by = country["secretariat"].id
    for later in (1, 2):
        moment = NOW + timedelta(hours=later)
        respond_to_request(session, request_.id, by_person_id=by, now=moment)
    assert request_.responded_at == NOW + timedelta(hours=1)
    assert [one["answer"] for one in _answers(session)] == ["received"]


def test_time_is_extended_once_and_with_a_reason(
    session: Session, country: Country, request_: DataRequest
) -> None:
    by = country["secretariat"].id
    with pytest.raises(AnswerNeeded):
        extend_request(session, request_.id, by_person_id=by, reason=" ", now=NOW)
    extend_request(session, request_.id, by_person_id=by, reason="Nhiều hồ sơ", now=NOW)
    assert request_.fulfil_by == date(2025, 1, 6)  # twenty days on is a Sunday
    with pytest.raises(AlreadyExtended):
        extend_request(session, request_.id, by_person_id=by, reason="Nữa", now=NOW)


def test_a_refusal_says_why_and_stands(
    session: Session, country: Country, request_: DataRequest
) -> None:
    with pytest.raises(AnswerNeeded):
        answer_request(session, answer(country, request_, answer=""), now=NOW)
    for _ in range(2):  # a double click
        answer_request(session, answer(country, request_), now=NOW)
    assert request_.state is DataRequestState.REFUSED
    with pytest.raises(AlreadyAnswered):
        answer_request(session, answer(country, request_, fulfil=True), now=NOW)
    assert [one["answer"] for one in _answers(session)] == ["refused"]


def test_whoever_registered_it_does_not_answer_it(
    session: Session, country: Country, request_: DataRequest
) -> None:
    own = answer(country, request_, by_person_id=country["secretariat"].id)
    with pytest.raises(AnotherMustApprove):
        answer_request(session, own, now=NOW)
    about = asked(session, country, COPY, person_id=country["administrator"].id)
    with pytest.raises(AnotherMustApprove):
        answer_request(session, answer(country, about), now=LATER)


def test_what_cannot_be_erased_leaves_the_request_open(
    session: Session, country: Country, request_: DataRequest
) -> None:
    session.flush()
    with pytest.raises(StillUnderReview), session.begin_nested():
        answer_request(session, answer(country, request_, fulfil=True), now=NOW)
    found = data_requests.registered(session, request_.id)
    assert found is not None
    assert found.request.state is DataRequestState.OPEN


def test_fulfilling_an_erasure_erases_and_is_recorded(
    session: Session, country: Country, tmp_path: Path
) -> None:
    dossier = ended_dossier(session, country, tmp_path)
    request = asked(session, country, nominee_id=dossier.nominee_id)
    erasure = fulfilled(session, country, request)
    assert (erasure.request_id, erasure.ground) == (request.id, GROUND)
    assert erasure.approved_by_id == country["administrator"].id
    assert fulfilled(session, country, request) == erasure
    assert _facts(session, EventKind.REQUEST_REGISTERED) == [
        {
            "request": str(request.id),
            "kind": "erasure",
            "nominee": str(dossier.nominee_id),
            "person": None,
            "received_on": request.received_on.isoformat(),
            "respond_by": request.respond_by.isoformat(),
            "fulfil_by": request.fulfil_by.isoformat(),
        }
    ]
    assert [one["answer"] for one in _answers(session)] == ["fulfilled"]
    with pytest.raises(AlreadyErased):
        asked(session, country, COPY, nominee_id=dossier.nominee_id)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"by_person_id": "alice"}, NotAllowedHere),
        ({"by_person_id": "auditor"}, NotAllowedHere),
        ({"person_id": NOBODY}, AboutOneNeeded),
        ({"nominee_id": None}, AboutOneNeeded),
        ({"nominee_id": NOBODY}, PersonNotFound),
        ({"received_on": TODAY + timedelta(days=1)}, ReceivedAhead),
        ({"ground": " "}, GroundNeeded),
        ({"ground": f"Tôi là {NAME}."}, NamesThePerson),
    ],
)
def test_what_cannot_be_registered_is_refused(
    session: Session, country: Country, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    dossier = a_dossier(session, country, name=NAME)
    session.flush()
    fields: dict[str, Any] = {
        "kind": ERASURE,
        "ground": GROUND,
        "received_on": TODAY,
        "by_person_id": "secretariat",
        "nominee_id": dossier.nominee_id,
    } | wrong
    fields["by_person_id"] = country[fields["by_person_id"]].id
    with pytest.raises(refusal):
        register_request(session, RegisterRequest(**fields), now=NOW)


def test_a_request_that_is_not_there_cannot_be_answered(session: Session, country: Country) -> None:
    by = country["administrator"].id
    with pytest.raises(RequestNotFound):
        respond_to_request(session, NOBODY, by_person_id=by, now=NOW)
    missing = AnswerRequest(request_id=NOBODY, by_person_id=by, fulfil=True)
    with pytest.raises(RequestNotFound):
        answer_request(session, missing, now=NOW)


def test_the_register_has_what_is_urgent_first_and_what_is_late(
    session: Session, country: Country, request_: DataRequest
) -> None:
    slow = asked(session, country, person_id=country["dan"].id, now=NOW)
    quick = asked(session, country, COPY, person_id=country["dan"].id, now=NOW)
    session.flush()
    answer_request(session, answer(country, request_), now=NOW)
    session.flush()
    found = data_requests.register(session, limit=9)
    assert [one.request for one in found] == [quick, slow, request_]
    late = data_requests.register(session, limit=9, late_on=quick.respond_by + timedelta(days=1))
    assert [one.request for one in late] == [quick, slow]
    respond_to_request(session, quick.id, by_person_id=country["secretariat"].id, now=NOW)
    session.flush()
    late = data_requests.register(session, limit=9, late_on=quick.respond_by + timedelta(days=1))
    assert [one.request for one in late] == [slow]


def _answers(session: Session) -> list[dict[str, Any]]:
    return _facts(session, EventKind.REQUEST_ANSWERED)


def _facts(session: Session, kind: EventKind) -> list[dict[str, Any]]:
    session.flush()
    query = select(Event).where(Event.chain_id == JOURNAL, Event.kind == kind)
    return [
        json.loads(event.body)["facts"] for event in session.exec(query.order_by(col(Event.seq)))
    ]
