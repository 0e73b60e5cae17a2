"""Enters the demo's bodies, blocs, people, seats and campaign, from the TOML under examples/."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from approvals.commands import administer
from cli.example_lists import FOLDER, read_toml
from core.clock import local_moment
from models.bodies import Body, Seat
from models.enums import BlocRole, BodyKind, Language, Office
from models.rules import Campaign

CENTRE = FOLDER / "country.toml"
FILES = (CENTRE, FOLDER / "noi-chinh-2019.toml", FOLDER / "tong-hop-2018.toml")
LONG_AGO = date(2010, 1, 1)
_CAMPAIGN_OPENS_BEFORE = timedelta(days=60)
_CAMPAIGN_STAYS_OPEN = timedelta(days=270)


def size(files: Iterable[Path] = FILES) -> int:
    """How many bodies and seats there are to enter."""
    written = [read_toml(path) for path in files]
    return sum(len(part.get(sort, ())) for part in written for sort in ("body", "member", "seat"))


def enter_country(
    session: Session, *, first_day: date, today: date, advance: Callable[[], None]
) -> Campaign:
    """Everything there is before anybody is nominated. `first_day`: of the first submission."""
    now = local_moment(first_day)
    for path in FILES:
        written = read_toml(path)
        for body in written.get("body", ()):
            enter_body(session, body, now=now)
            advance()
        if "bloc" in written:
            years = {first_day.year, today.year, today.year + 1}
            _enter_bloc(session, written, years, advance, now=now)
        for seat in written["seat"]:
            enter_seat(session, seat, now=now)
            advance()
    return enter_campaign(session, first_day, today, now=now)


def enter_body(session: Session, body: dict[str, Any], *, kind: str = "", now: datetime) -> Body:
    """A body as the TOML says, valid since long ago."""
    return administer.add_body(
        session,
        slug=body["slug"],
        kind=BodyKind(kind or body["kind"]),
        name=body["name"],
        name_en=body["name_en"],
        symbol=body.get("symbol", ""),
        parent_slug=body.get("parent"),
        valid_from=LONG_AGO,
        now=now,
    )


def _enter_bloc(
    session: Session,
    written: dict[str, Any],
    years: set[int],
    advance: Callable[[], None],
    *,
    now: datetime,
) -> None:
    """In the year it is known for, and in the years the demo needs it: heads rotate in fact."""
    bloc = written["bloc"]
    enter_body(session, bloc, kind=BodyKind.BLOC, now=now)
    for member in written["member"]:
        enter_body(session, member, kind=BodyKind.MINISTRY, now=now)
        for year in {bloc["year"], *years}:
            administer.add_bloc_member(
                session,
                bloc_slug=bloc["slug"],
                member_slug=member["slug"],
                year=year,
                role=BlocRole(member.get("role", BlocRole.MEMBER)),
                now=now,
            )
        advance()


def enter_seat(session: Session, seat: dict[str, Any], *, now: datetime) -> Seat:
    """A person and the seat they hold, as the TOML says."""
    person = administer.add_person(
        session,
        name=seat["name"],
        email=seat["email"],
        language=Language(seat.get("language", Language.VI)),
        now=now,
    )
    return administer.add_seat(
        session,
        body_slug=seat["body"],
        office=Office(seat["office"]),
        email=person.email,
        title=seat["title"],
        valid_from=LONG_AGO,
        now=now,
    )


def enter_campaign(session: Session, first_day: date, today: date, *, now: datetime) -> Campaign:
    """The season that the first submission falls into, and that goes on after today."""
    campaign = read_toml(CENTRE)["campaign"]
    return administer.add_campaign(
        session,
        slug=f"cong-trang-{today.year}",
        name=f"{campaign['name']} {today.year}",
        name_en=f"{campaign['name_en']} {today.year}",
        year=today.year,
        opens_on=first_day - _CAMPAIGN_OPENS_BEFORE,
        closes_on=today + _CAMPAIGN_STAYS_OPEN,
        now=now,
    )
