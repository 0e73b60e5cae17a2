"""A small country for tests: real bodies, invented people, plain functions with full defaults.

`a_country` enters everything once; `a_submission` files dossiers; `decide_as` moves them along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, select

from approvals.commands.decide import Decide, Receipt, decide
from approvals.commands.submit import Nomination, Submit, submit
from approvals.queries import dossiers, gates
from core.clock import local_date
from core.vietnamese import person_sort_key, search_key, sort_key
from models.bodies import BlocMembership, Body, Person, Seat
from models.dossiers import Dossier, Submission
from models.enums import (
    AssignmentState,
    BlocRole,
    BodyKind,
    Choice,
    GateState,
    Language,
    NomineeKind,
    Office,
    Proof,
)
from models.gates import Assignment, Gate
from models.rules import Campaign
from tests.cast import BLOC as BLOC  # noqa: PLC0414 -- one place for what tests begin with
from tests.cast import BOARD as BOARD  # noqa: PLC0414 -- likewise
from tests.cast import BODIES, SEATS
from tests.cast import MINISTRY as MINISTRY  # noqa: PLC0414 -- likewise
from tests.cast import PRIME_MINISTER as PRIME_MINISTER  # noqa: PLC0414 -- likewise

# A Tuesday morning in Hà Nội, far from holidays.
NOW = datetime(2024, 11, 26, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
_LONG_AGO = date(2020, 1, 1)

LIST = "109/TTr-BTP"


@dataclass(frozen=True)
class Country:
    """What `a_country` entered; people by their short names."""

    bodies: dict[str, Body]
    people: dict[str, Person] = field(default_factory=dict)
    campaign: Campaign | None = None

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def a_country(session: Session, *, council: int = 5, today: date = TODAY) -> Country:
    """Ministry of Justice (council, minister, secretary), its bloc, the board, the PM.

    `alice` files for the ministry. `dan` is the secretary of another ministry and must never
    see her dossiers.
    """
    bodies = {slug: _body(slug, kind, name) for slug, kind, name in BODIES}
    country = Country(
        bodies,
        campaign=Campaign(
            slug=f"nam-{today.year}",
            name=f"Khen thưởng năm {today.year}",
            year=today.year,
            opens_on=today - timedelta(days=200),
            closes_on=today + timedelta(days=200),
        ),
    )
    session.add_all([*bodies.values(), country.campaign])
    session.flush()  # memberships and seats refer to them
    session.add_all(
        BlocMembership(
            bloc_id=bodies[BLOC].id, member_id=bodies[member].id, year=today.year, role=role
        )
        for member, role in ((MINISTRY, BlocRole.MEMBER), ("thanh-tra-chinh-phu", BlocRole.HEAD))
    )
    office = Office.COUNCIL_MEMBER
    members = ((f"member{n}", f"Lê Thị Hội {n}", MINISTRY, office) for n in range(1, council))
    people_in(session, country, *SEATS, *members)
    return country


def a_person_in(  # noqa: PLR0913, PLR0917 -- a row of a table
    session: Session, country: Country, name: str, full_name: str, body: str, office: Office
) -> Person:
    """Somebody new, with a seat."""
    people_in(session, country, (name, full_name, body, office))
    return country[name]


def people_in(session: Session, country: Country, *seats: tuple[str, str, str, Office]) -> None:
    """Several such: short name, full name, body, office. In few statements, as tests are many."""
    people = {
        name: Person(
            name=full_name,
            email=f"{name}@bangvang.example",
            language=Language.VI,
            sort_key=person_sort_key(full_name),
            search_key=search_key(full_name),
        )
        for name, full_name, *_ in seats
    }
    session.add_all(people.values())
    session.flush()  # seats refer to them
    for name, _, body, office in seats:
        at, who = country.bodies[body].id, people[name].id
        session.add(Seat(body_id=at, office=office, person_id=who, valid_from=_LONG_AGO))
    session.flush()
    country.people.update(people)


def _body(slug: str, kind: BodyKind, name: str) -> Body:
    keys = sort_key(name), search_key(name)
    return Body(
        slug=slug, kind=kind, name=name, valid_from=_LONG_AGO, sort_key=keys[0], search_key=keys[1]
    )


def a_nomination(award: str = "bk-bo", number: str = LIST, **others: object) -> Nomination:
    """An individual for the ministry's own award, unless said otherwise.

    In another list stands somebody else of the same name: rules stop who stands in two.
    """
    office = "Vụ Pháp luật" if number == LIST else f"phòng {number}"
    fields: dict[str, object] = {
        "kind": NomineeKind.INDIVIDUAL,
        "name": "Cao Thị Quỳnh",
        "award_code": award,
        "position": f"Chuyên viên, {office}",
        "achievements": "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục.",
    } | others
    return Nomination(**fields)  # type: ignore[arg-type]


def a_submission(
    session: Session,
    country: Country,
    *nominations: Nomination,
    number: str = LIST,
    now: datetime = NOW,
    **others: object,
) -> Submission:
    """Filed by Alice for the Ministry of Justice."""
    assert country.campaign is not None
    fields: dict[str, object] = {
        "body_id": country.bodies[MINISTRY].id,
        "campaign_id": country.campaign.id,
        "number": number,
        "dated_on": local_date(now),
        "submitted_by_id": country["alice"].id,
        "nominations": nominations or (a_nomination(number=number),),
    } | others
    return submit(session, Submit(**fields), now=now)  # type: ignore[arg-type]


def a_dossier(
    session: Session,
    country: Country,
    award: str = "bk-bo",
    *,
    now: datetime = NOW,
    number: str = LIST,
    **others: object,
) -> Dossier:
    """One dossier, just submitted."""
    nomination = a_nomination(award, number=number, **others)
    submission = a_submission(session, country, nomination, number=number, now=now)
    return session.exec(select(Dossier).where(Dossier.submission_id == submission.id)).one()


def the_gate(session: Session, dossier: Dossier) -> Gate:
    """The open gate of a dossier."""
    gate = gates.open_gate(session, dossier.id)
    assert gate is not None, f"{dossier.code} is at no gate"
    return gate


def active(session: Session, dossier: Dossier) -> list[tuple[Assignment, Person]]:
    """Whose turn it is."""
    return [
        (assignment, person)
        for assignment, person in gates.assignments_of(session, the_gate(session, dossier).id)
        if assignment.state is AssignmentState.ACTIVE
    ]


def decide_as(  # noqa: PLR0913 -- defaults for all but two
    session: Session,
    dossier: Dossier,
    choice: Choice = Choice.PASS,
    *,
    person_id: UUID | None = None,
    reason: str = "Đủ điều kiện, tiêu chuẩn.",
    proof: Proof = Proof.PASSKEY,  # enough at every gate
    now: datetime = NOW,
    turns: Sequence[tuple[Assignment, Person]] = (),  # where it is known whose turn it is
) -> Receipt:
    """Whoever's turn it is decides; the first of them unless a person is named."""
    one, person = next(
        (one, who)
        for one, who in turns or active(session, dossier)
        if person_id is None or who.id == person_id
    )
    command = Decide(
        assignment_id=one.id, person_id=person.id, choice=choice, reason=reason, proof=proof
    )
    return decide(session, command, now=now)


def pass_gate(session: Session, dossier: Dossier, *, now: datetime = NOW) -> None:
    """Everybody says yes until the gate is passed."""
    turns, state = active(session, dossier), GateState.OPEN
    while state is GateState.OPEN:
        state = decide_as(session, dossier, now=now, turns=turns).gate_state
        turns = turns[1:]  # when nobody is left: whose turn it is then


def fresh(session: Session, dossier: Dossier) -> Dossier:
    """The dossier as it stands now."""
    found = dossiers.by_code(session, dossier.code)
    assert found is not None
    session.refresh(found)
    return found
