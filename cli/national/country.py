"""Enters who there is in the year: 146 bodies in their blocs, their people, and the centre.

All bodies have the same seats, so that what happened in one can have happened in any other; but
for a few, which have no head: what comes before it there waits for one.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands import administer
from cli.demo_country import CENTRE, enter_body, enter_campaign, enter_seat
from cli.example_lists import FOLDER, read_toml
from cli.national.people import Inventor
from core.clock import local_moment
from models.bodies import Body
from models.enums import BlocRole, BodyKind, Office
from models.rules import Campaign

BLOCS = FOLDER / "national.toml"
SEED = 110_435
_EMPTY = ("tong-cong-ty-ca-phe", "hoi-khuyen-hoc")  # no head since long ago
_APPRAISERS = 55
_BLOC_MEMBERS = 4  # besides its chair: the heads of its first bodies
_HOME = (
    (Office.HEAD, "Thủ trưởng"),
    (Office.COUNCIL_CHAIR, "Chủ tịch Hội đồng"),
    (Office.COUNCIL_MEMBER, "Ủy viên Hội đồng"),
    (Office.COUNCIL_MEMBER, "Ủy viên Hội đồng"),
    (Office.SECRETARY, "Thư ký Hội đồng"),
)
BOARD = "ban-tdkt-trung-uong"
_WOMEN = 0.4  # of those who hold seats


@dataclass(frozen=True, slots=True)
class Held:
    """A seat, and who holds it."""

    id: UUID
    person_id: UUID
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Home:
    """A body that files, the seats in it in the order of `_HOME`, and its bloc."""

    id: UUID
    symbol: str
    seats: tuple[Held | None, ...]  # None: nobody holds it
    bloc_id: UUID
    bloc: tuple[Held, ...]  # its head, its chair, its members

    @property
    def headed(self) -> bool:
        return self.seats[0] is not None

    @property
    def secretary(self) -> Held:
        held = self.seats[-1]
        if held is None:
            raise LookupError("every body has a secretary")
        return held


@dataclass(frozen=True, slots=True)
class Country:
    homes: tuple[Home, ...]
    appraisers: tuple[Held, ...]
    campaign: Campaign

    @property
    def people(self) -> Sequence[Held]:
        """Everybody who is asked or files."""
        held = [seat for home in self.homes for seat in home.seats if seat]
        return [*held, *self.appraisers]


def size() -> int:
    """How many bodies and blocs there are to enter."""
    blocs = read_toml(BLOCS)["bloc"]
    return len(blocs) + sum(len(bloc["members"]) for bloc in blocs)


def enter_country(
    session: Session,
    *,
    first_day: date,
    today: date,
    advance: Callable[[], None],
    blocs: Collection[str] | None = None,
) -> Country:
    """Everything there is before anybody is nominated; of the `blocs`, or of all.

    `first_day` is that of the first submission.
    """
    entering = _Entering(session, local_moment(first_day))
    centre = read_toml(CENTRE)
    for body in centre["body"]:
        enter_body(session, body, now=entering.now)
    for seat in centre["seat"]:
        enter_seat(session, seat, now=entering.now)
    appraisers = tuple(
        entering.seat(BOARD, Office.APPRAISER, f"Chuyên viên, Vụ {1 + number % 4}")
        for number in range(_APPRAISERS)
    )
    years = {first_day.year, today.year, today.year + 1}
    homes: list[Home] = []
    written = (one for one in read_toml(BLOCS)["bloc"] if blocs is None or one["slug"] in blocs)
    for bloc in written:
        homes += entering.bloc(bloc, years, advance)
    campaign = enter_campaign(session, first_day, today, now=entering.now)
    return Country(tuple(homes), appraisers, campaign)


class _Entering:
    """Everybody is invented in one order, so they are the same people each time."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self._drawn = Random(SEED)  # noqa: S311 -- the same people each time
        self._inventor = Inventor(self._drawn)

    def bloc(
        self, written: dict[str, Any], years: set[int], advance: Callable[[], None]
    ) -> list[Home]:
        """The bodies of a bloc; the heads of the first ones are its council."""
        bloc = enter_body(self.session, written, kind=BodyKind.BLOC, now=self.now)
        advance()
        found = []
        for place, (slug, symbol, name, name_en) in enumerate(written["members"]):
            said = {"slug": slug, "symbol": symbol, "name": name, "name_en": name_en}
            body = enter_body(self.session, said, kind=BodyKind.MINISTRY, now=self.now)
            for year in years:
                administer.add_bloc_member(
                    self.session,
                    bloc_slug=bloc.slug,
                    member_slug=slug,
                    year=year,
                    role=BlocRole.HEAD if place == 0 else BlocRole.MEMBER,
                    now=self.now,
                )
            found.append((body, self._home(body)))
            advance()
        heads = [seats[0] for _, seats in found if seats[0]]
        council = self._council(bloc, heads[: 1 + _BLOC_MEMBERS])
        return [Home(body.id, body.symbol, seats, bloc.id, council) for body, seats in found]

    def _home(self, body: Body) -> tuple[Held | None, ...]:
        return tuple(
            None
            if office is Office.HEAD and body.slug in _EMPTY
            else self.seat(body.slug, office, title)
            for office, title in _HOME
        )

    def _council(self, bloc: Body, heads: Sequence[Held]) -> tuple[Held, ...]:
        offices = [Office.COUNCIL_CHAIR, *[Office.COUNCIL_MEMBER] * _BLOC_MEMBERS]
        places = [(Office.HEAD, heads[0]), *zip(offices, heads, strict=True)]
        return tuple(
            self._held(bloc.slug, office, head.name, head.address, "") for office, head in places
        )

    def seat(self, body: str, office: Office, title: str) -> Held:
        """A person nobody has met, in a seat."""
        name = self._inventor.person(woman=self._drawn.random() < _WOMEN)
        address = self._inventor.address(name, body.replace("-", ""))
        return self._held(body, office, name, address, title)

    def _held(self, body: str, office: Office, name: str, address: str, title: str) -> Held:
        said = {"body": body, "office": office, "name": name, "email": address, "title": title}
        seat = enter_seat(self.session, said, now=self.now)
        return Held(seat.id, seat.person_id, name, address)
