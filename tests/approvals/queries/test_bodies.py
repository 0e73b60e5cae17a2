"""Who holds which seat on which day, over the reorganisation of 1 July 2025."""

from datetime import date

from sqlmodel import Session

from approvals.queries.bodies import seats_in, seats_of
from core.vietnamese import person_sort_key, search_key, sort_key
from models.bodies import Body, Person, Seat
from models.enums import BodyKind, Office

CHAIR, MEMBER = Office.COUNCIL_CHAIR, Office.COUNCIL_MEMBER
DISTRICT, COMMUNE = "huyen-song-van", "xa-song-van"

# Body, office, who, first and last day. Two levels of local government, and no district, since
# 1/7/2025 (en.qdnd.vn); both days of a seat count.
SEATS = [
    (DISTRICT, CHAIR, "alice", date(2021, 7, 1), date(2025, 6, 30)),
    (DISTRICT, MEMBER, "bob", date(2021, 7, 1), date(2025, 6, 30)),
    (COMMUNE, CHAIR, "bob", date(2025, 7, 1), None),
    (COMMUNE, MEMBER, "alice", date(2025, 7, 1), None),
    (COMMUNE, MEMBER, "dan", date(2025, 7, 1), date(2025, 6, 30)),  # by mistake: on no day
]
# The day, who sits in the district's council and who in the commune's, the chair first.
ON_THE_DAY = [
    (date(2021, 6, 30), [], []),
    (date(2021, 7, 1), ["alice", "bob"], []),
    (date(2025, 6, 30), ["alice", "bob"], []),  # the last day of the districts
    (date(2025, 7, 1), [], ["bob", "alice"]),  # the first without
    (date(2026, 7, 1), [], ["bob", "alice"]),
]


def test_seats_before_and_after_the_reorganisation(session: Session) -> None:
    bodies, people = _entered(session)
    names = {person.id: name for name, person in people.items()}
    for day, *expected in ON_THE_DAY:
        sitting = [
            [
                names[person.id]
                for _seat, person in seats_in(session, body.id, (CHAIR, MEMBER), on=day)
            ]
            for body in bodies.values()
        ]
        assert sitting == expected, day


def test_nobody_holds_two_seats_on_the_day_of_the_change(session: Session) -> None:
    _bodies, people = _entered(session)
    seats = {
        day: {
            name: [body.slug for _seat, body in seats_of(session, person.id, on=day)]
            for name, person in people.items()
        }
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    }
    assert list(seats.values()) == [
        {"alice": [DISTRICT], "bob": [DISTRICT], "dan": []},
        {"alice": [COMMUNE], "bob": [COMMUNE], "dan": []},
    ]


def _entered(session: Session) -> tuple[dict[str, Body], dict[str, Person]]:
    bodies = {
        DISTRICT: _body(DISTRICT, "Huyện Sông Vân", date(2015, 1, 1), date(2025, 6, 30)),
        COMMUNE: _body(COMMUNE, "Xã Sông Vân", date(2025, 7, 1), None),
    }
    names = {"alice": "Nguyễn Thị An", "bob": "Trần Văn Bình", "dan": "Đỗ Văn Đan"}
    people = {
        short: Person(
            name=name,
            email=f"{short}@bangvang.example",
            sort_key=person_sort_key(name),
            search_key=search_key(name),
        )
        for short, name in names.items()
    }
    session.add_all([*bodies.values(), *people.values()])
    session.flush()  # seats refer to them
    session.add_all(
        Seat(
            body_id=bodies[body].id,
            office=office,
            person_id=people[who].id,
            valid_from=first,
            valid_to=last,
        )
        for body, office, who, first, last in SEATS
    )
    session.flush()
    return bodies, people


def _body(slug: str, name: str, first: date, last: date | None) -> Body:
    return Body(
        slug=slug,
        kind=BodyKind.UNIT,
        name=name,
        valid_from=first,
        valid_to=last,
        sort_key=sort_key(name),
        search_key=search_key(name),
    )
