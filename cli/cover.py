"""`bangvang cover`: who acts for whom while they are away."""

from datetime import date
from uuid import UUID

from cyclopts import App
from sqlmodel import Session

from approvals.commands.cover import StandIn, cover
from approvals.commands.end_absence import end_absence
from approvals.commands.end_cover import end_cover
from approvals.commands.enter_absence import BeAway, enter_absence
from approvals.domain.refusals.missing import BodyNotFound, PersonNotFound
from approvals.queries import absences, bodies, covers
from approvals.queries.covers import Entered
from cli.access import database
from cli.listing import Limit, show, tell
from cli.options import AsJson
from cli.writing import Day, DryRun, writing
from core.clock import local_date, now
from core.database import transaction
from models.bodies import Absence, Cover, Person
from notifications import announcing

app = App(name="cover", help="Who acts for whom while they are away.")


@app.command(name="list")
def list_(*, email: str = "", limit: Limit = 500, as_json: AsJson = False) -> None:
    """List who acts for whom now or later, and for whom nobody does who is away.

    Args:
        email: Only covers of this person, on either side, and when they are away.

    """
    with database() as engine, transaction(engine) as session:
        person_id = _person(session, email).id if email else None
        today = local_date(now())
        away = absences.current(session, on=today, limit=limit, person_id=person_id)
        found = covers.current(session, on=today, limit=limit, person_id=person_id)
        rows = [*map(_away, away), *map(_row, found)]
        show(rows, as_json=as_json, nothing="Nobody acts for anybody.")


@app.command
def add(  # noqa: PLR0913 -- the fields of a cover
    absent: str,
    acting: str,
    *,
    until: Day,
    since: Day | None = None,
    by: str = "",
    body: tuple[str, ...] = (),
    document: str = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Have somebody of the same body decide for somebody who is away; both days are included.

    Example: bangvang cover add cuong@botuphap.example rang@botuphap.example --until 30/11/2026

    Args:
        absent: Address of whoever is away.
        acting: Address of whoever decides for them.
        until: Last day away.
        since: First day away; today if not given.
        by: Address of whoever says so: the secretariat's, or that of the absent person, which
            it is if not given.
        body: Slug of a body it is for; may be given several times. Not given: wherever both
            hold a seat.
        document: The letter of authority, if there is one: 12/GUQ-BTP.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        wish = StandIn(
            absent_id=_person(session, absent).id,
            acting_id=_person(session, acting).id,
            by_person_id=_person(session, by or absent).id,
            starts_on=since or local_date(now()),
            ends_on=until,
            body_ids=frozenset(_body_id(session, slug) for slug in body),
            document=document,
        )
        entered = cover(session, wish, now=now())
        announcing.cover_set(session, entered, now=now())
        rows = [row for one in entered for row in _found(session, one)]
        days = f"from {wish.starts_on:%d/%m/%Y} to {until:%d/%m/%Y}"
        tell(f"{acting} acts for {absent} {days}.", {"covers": rows}, as_json=as_json)


@app.command
def away(  # noqa: PLR0913 -- the fields of an absence
    person: str,
    *,
    until: Day,
    since: Day | None = None,
    by: str = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say that somebody is away for whom nobody acts yet; both days are included.

    Example: bangvang cover away cuong@botuphap.example --until 30/11/2026

    Args:
        person: Address of whoever is away.
        until: Last day away.
        since: First day away; today if not given.
        by: Address of whoever says so: the secretariat's, or that of the person, which it is if
            not given.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        wish = BeAway(
            person_id=_person(session, person).id,
            by_person_id=_person(session, by or person).id,
            starts_on=since or local_date(now()),
            ends_on=until,
        )
        entered = enter_absence(session, wish, now=now())
        days = f"from {wish.starts_on:%d/%m/%Y} to {until:%d/%m/%Y}"
        (row,) = _noted(session, entered)
        tell(f"{person} is away {days}; nobody acts for them.", row, as_json=as_json)


@app.command
def back(absence: UUID, *, by: str, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """End an absence now: whoever was away is back.

    Args:
        absence: Its id, as `bangvang cover list` shows it.
        by: Address of whoever says so: the person's, or the secretariat's.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        ended = end_absence(session, absence, by_person_id=_person(session, by).id, now=now())
        (row,) = _noted(session, ended)
        tell(f"Absence {absence} is ended.", row, as_json=as_json)


@app.command
def end(cover: UUID, *, by: str, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """End a cover now. What was decided stays.

    Args:
        cover: Its id, as `bangvang cover list` shows it.
        by: Address of whoever says so: the absent person's, or the secretariat's.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        ended = end_cover(session, cover, by_person_id=_person(session, by).id, now=now())
        (row,) = _found(session, ended)
        tell(f"Cover {cover} is ended.", row, as_json=as_json)


def _person(session: Session, email: str) -> Person:
    person = bodies.person_by_email(session, email)
    if person is None:
        raise PersonNotFound(person=email)
    return person


def _body_id(session: Session, slug: str) -> UUID:
    body = bodies.body_by_slug(session, slug)
    if body is None:
        raise BodyNotFound(body=slug).at("body")
    return body.id


def _found(session: Session, one: Cover) -> list[dict[str, object]]:
    found = covers.entered(session, one.id)
    return [_row(found)] if found else []


def _row(entered: Entered) -> dict[str, object]:
    cover = entered.cover
    ended: date | None = local_date(cover.ended_at) if cover.ended_at else None
    return {
        "id": cover.id,
        "absent": entered.absent.email,
        "acting": entered.acting.email,
        "body": entered.body.slug if entered.body else None,
        "since": cover.starts_on,
        "until": cover.ends_on,
        "ended": ended,
    }


def _noted(session: Session, one: Absence) -> list[dict[str, object]]:
    found = absences.entered(session, one.id)
    return [_away(found)] if found else []


def _away(entered: absences.Entered) -> dict[str, object]:
    """As a cover's row, with nobody who acts."""
    absence = entered.absence
    return {
        "id": absence.id,
        "absent": entered.person.email,
        "acting": None,
        "body": None,
        "since": absence.starts_on,
        "until": absence.ends_on,
        "ended": local_date(absence.ended_at) if absence.ended_at else None,
    }
