"""Decisions are numbered: without gaps, without doubles, anew each year."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from approvals.commands.decide import Decide, Receipt, decide, decide_all
from approvals.commands.numbering import UNNUMBERED, Numbered
from approvals.commands.set_series import set_series
from approvals.commands.undo import Undo, undo
from approvals.domain.refusals.numbering import (
    NumberMalformed,
    NumberTaken,
    SeriesBehind,
    SeriesMissing,
)
from approvals.queries import documents, series
from core.database import transaction
from core.ids import uuid7
from models.bodies import Body
from models.document_kinds import DocumentKind
from models.documents import Document, DocumentEntry
from models.dossiers import Dossier
from models.enums import Choice, Proof
from tests.builders import (
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_nomination,
    a_submission,
    active,
    pass_gate,
)

TAKE = Numbered(take=True)
DECISION = DocumentKind.DECISION


@pytest.fixture
def country(session: Session) -> Country:
    return numbering_country(session)


def numbering_country(session: Session, *, last: int | None = 6) -> Country:
    """The ministry, whose own numbers go on after 06."""
    country = a_country(session, council=1)
    country.bodies[MINISTRY].symbol = "BTP"
    session.flush()  # read back by its slug
    if last is not None:
        set_series(session, body_slug=MINISTRY, kind=DECISION, year=TODAY.year, last=last, now=NOW)
    return country


def at_the_minister(session: Session, country: Country, count: int = 1) -> list[Dossier]:
    submission = a_submission(session, country, *(a_nomination() for _ in range(count)))
    dossiers = list(
        session.exec(
            select(Dossier)
            .where(Dossier.submission_id == submission.id)
            .order_by(col(Dossier.code))
        )
    )
    for dossier in dossiers:
        pass_gate(session, dossier)
    return dossiers


def signing(
    session: Session,
    dossier: Dossier,
    numbered: Numbered = TAKE,
    choice: Choice = Choice.PASS,
) -> Decide:
    [(asked, person)] = active(session, dossier)
    return Decide(
        assignment_id=asked.id,
        person_id=person.id,
        choice=choice,
        reason="Chưa đủ" if choice is not Choice.PASS else "",
        numbered=numbered,
        proof=Proof.PASSKEY,
    )


def sign(
    session: Session, dossier: Dossier, numbered: Numbered = TAKE, *, now: datetime = NOW
) -> str | None:
    decide(session, signing(session, dossier, numbered), now=now)
    return dossier.decision_number


def test_the_series_goes_on_and_passes_over_what_was_typed(
    session: Session, country: Country
) -> None:
    first, second, third, fourth = at_the_minister(session, country, 4)
    assert sign(session, first) == "07/QĐ-BTP"
    assert sign(session, second, Numbered(typed="8/QĐ-BTP", take=True)) == "08/QĐ-BTP"
    assert sign(session, third) == "09/QĐ-BTP"
    assert sign(session, fourth, UNNUMBERED) is None
    entered = documents.about(session, first.id, DECISION)
    assert entered is not None
    assert (entered.dated_on, entered.signed_by_id) == (TODAY, country["minister"].id)


def test_a_year_ends_at_midnight_in_viet_nam(session: Session, country: Country) -> None:
    before, after = at_the_minister(session, country, 2)
    midnight = datetime(TODAY.year, 12, 31, 17, tzinfo=UTC)
    assert sign(session, before, now=midnight.replace(hour=16, minute=59)) == "07/QĐ-BTP"
    assert sign(session, after, now=midnight) == "01/QĐ-BTP"
    # Last year's number may be typed anew this year, and is another.
    numbers = session.exec(select(Document.number, Document.year).order_by(col(Document.year)))
    assert list(numbers) == [("07/QĐ-BTP", TODAY.year), ("01/QĐ-BTP", TODAY.year + 1)]


def test_what_is_decided_together_is_one_decision(session: Session, country: Country) -> None:
    first, second, third, rejected = at_the_minister(session, country, 4)
    together = Numbered(take=True, sitting_id=uuid7())
    commands = [
        *(signing(session, one, together) for one in (first, second)),
        signing(session, rejected, together, Choice.REJECT),
    ]
    assert all(isinstance(one, Receipt) for one in decide_all(session, commands, now=NOW))
    # The rest of a long list is written in a transaction of its own.
    assert sign(session, third, together) == "07/QĐ-BTP"
    assert {one.decision_number for one in (first, second, third)} == {"07/QĐ-BTP"}
    assert rejected.decision_number is None
    found = documents.about(session, first.id, DECISION)
    assert found is not None
    assert documents.dossiers_of(session, found.id) == [first, second, third]


def test_a_number_is_given_once(session: Session, country: Country) -> None:
    first, second, third = at_the_minister(session, country, 3)
    assert sign(session, first, Numbered(typed="574/QĐ-BTP")) == "574/QĐ-BTP"
    # One more dossier under the same decision: the same signatory, the same day.
    assert sign(session, second, Numbered(typed="574 / QĐ-BTP")) == "574/QĐ-BTP"
    tomorrow = NOW.replace(day=NOW.day + 1)
    with pytest.raises(NumberTaken) as refused:
        sign(session, third, Numbered(typed="574/QĐ-BTP"), now=tomorrow)
    assert refused.value.facts == {
        "number": "574/QĐ-BTP", "body": "Bộ Tư pháp", "year": TODAY.year,
    }  # fmt: skip
    with pytest.raises(NumberMalformed):
        sign(session, third, Numbered(typed="574"))
    assert third.decision_number is None


def test_without_a_series_no_number_is_taken(session: Session) -> None:
    country = numbering_country(session, last=None)
    [dossier] = at_the_minister(session, country)
    with pytest.raises(SeriesMissing):
        sign(session, dossier)
    with pytest.raises(SeriesMissing):
        set_series(session, body_slug="bo-tai-chinh", kind=DECISION, year=2024, last=0, now=NOW)


def test_a_decision_that_is_taken_back_leaves_a_void_number(
    session: Session, country: Country
) -> None:
    first, second = at_the_minister(session, country, 2)
    commands = [signing(session, one) for one in (first, second)]
    decide_all(session, commands, now=NOW)
    paper = documents.about(session, first.id, DECISION)
    assert paper is not None
    for dossier, command, left in ((first, commands[0], [second]), (second, commands[1], [second])):
        undo(
            session, Undo(assignment_id=command.assignment_id, person_id=command.person_id), now=NOW
        )
        assert dossier.decision_number is None
        assert documents.dossiers_of(session, paper.id) == left
    session.refresh(paper)
    assert paper.voided_at == NOW
    assert sign(session, first) == "08/QĐ-BTP"


def test_certificates_have_a_series_of_their_own(session: Session, country: Country) -> None:
    kind = DocumentKind.CERTIFICATE
    set_series(session, body_slug=MINISTRY, kind=kind, year=TODAY.year, last=40, now=NOW)
    dossiers = at_the_minister(session, country, 2)
    decide_all(session, [signing(session, one) for one in dossiers], now=NOW)
    found = [documents.about(session, one.id, kind) for one in dossiers]
    assert [one.number for one in found if one] == ["41/GCN-BTP", "42/GCN-BTP"]


def test_a_series_never_goes_back_before_what_was_given(session: Session, country: Country) -> None:
    body, year = country.bodies[MINISTRY], TODAY.year
    [dossier] = at_the_minister(session, country)
    sign(session, dossier)
    with pytest.raises(SeriesBehind):
        set_series(session, body_slug=MINISTRY, kind=DECISION, year=year, last=6, now=NOW)
    set_series(session, body_slug=MINISTRY, kind=DECISION, year=year, last=99, now=NOW)
    assert series.upcoming(session, {body.id}, DECISION, on=TODAY) == "100/QĐ-BTP"


class Aborted(Exception):
    """Something else in the transaction fails."""


def failing(number: int) -> None:
    if number % 3 == 0:
        raise Aborted


def test_eight_at_once_with_some_that_fail_leave_no_gap(engine: Engine) -> None:
    with transaction(engine) as session:
        country = numbering_country(session, last=0)
        dossiers = at_the_minister(session, country, 24)
        commands = [signing(session, one) for one in dossiers]
    gun = Barrier(8)

    def run(place: int) -> None:
        gun.wait()
        for number, command in enumerate(commands[place * 3 : place * 3 + 3]):
            try:
                with transaction(engine) as session:
                    decide(session, command, now=NOW)
                    failing(place + number)
            except Aborted:
                pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(8)))
    with transaction(engine) as session:
        given = session.exec(select(Document.number).order_by(col(Document.number))).all()
        awarded = session.exec(
            select(Dossier.decision_number).where(col(Dossier.decision_number).is_not(None))
        ).all()
        entries = session.exec(select(DocumentEntry)).all()
        assert session.exec(select(Body.symbol).where(Body.slug == MINISTRY)).one() == "BTP"
    assert len(awarded) == 16
    assert list(given) == sorted(awarded, key=str) == [f"{n:02d}/QĐ-BTP" for n in range(1, 17)]
    assert len(entries) == 16
