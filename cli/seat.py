"""`bangvang seat`: who holds which office in which body, from when to when."""

from datetime import date
from uuid import UUID

from cyclopts import App
from sqlmodel import Session

from approvals.commands import administer
from approvals.queries import registers
from cli.access import database
from cli.listing import Limit, show, tell
from cli.options import AsJson
from cli.writing import Day, DryRun, Flag, writing
from core.clock import local_date, now
from core.database import transaction
from core.refusal import Refusal
from models.bodies import Body, Person, Seat
from models.enums import Office

app = App(name="seat", help="Who holds which office in which body.")


class SeatNotFound(Refusal):
    code = "seat_not_found"


class SeatEndsTooEarly(Refusal):
    code = "seat_ends_too_early"


@app.command(name="list")
def list_(
    *,
    body: str = "",
    email: str = "",
    past: Flag = False,
    limit: Limit = 500,
    as_json: AsJson = False,
) -> None:
    """List seats: those held today, or all with --past.

    Args:
        body: Only seats in this body (its slug).
        email: Only seats of this person.
        past: Also seats that have ended or not begun.

    """
    on = None if past else local_date(now())
    with database() as engine, transaction(engine) as session:
        found = registers.seats_list(session, body=body, email=email, on=on, limit=limit)
        show([_row(*each) for each in found], as_json=as_json, nothing="No seat found.")


@app.command
def add(  # noqa: PLR0913 -- the fields of a seat
    body: str,
    office: Office,
    email: str,
    *,
    title: str = "",
    since: Day | None = None,
    until: Day | None = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Give somebody an office in a body.

    Example: bangvang seat add bo-tu-phap secretary hoa@botuphap.example

    Args:
        body: Slug of the body.
        office: head, council-chair, council-member, appraiser, secretary (files for the body),
            secretariat (of the board), auditor or administrator.
        email: Address of a person who is entered.
        title: The office as printed, as "Phó Chủ tịch Hội đồng".
        since: First day in office; today if not given.
        until: Last day in office, if known.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        seat = administer.add_seat(
            session,
            body_slug=body,
            office=office,
            email=email,
            title=title,
            valid_from=since or local_date(now()),
            valid_to=until,
            now=now(),
        )
        tell(
            f"{email} is {office} in {body}: seat {seat.id}.",
            _found(session, seat.id),
            as_json=as_json,
        )


@app.command
def end(
    seat: UUID,
    *,
    last_day: Day | None = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """End a seat. What its holder decided stays.

    Args:
        seat: Its id, as `bangvang seat list` shows it.
        last_day: The last day in office; today if not given.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        day = last_day or local_date(now())
        _ensure_ends_after_it_began(session, seat, day)
        administer.end_seat(session, seat, last_day=day, now=now())
        tell(f"Seat {seat} ends on {day:%d/%m/%Y}.", _found(session, seat), as_json=as_json)


def _ensure_ends_after_it_began(session: Session, seat_id: UUID, day: date) -> None:
    found = registers.seat(session, seat_id)
    if found is None:
        raise SeatNotFound(f"There is no seat {seat_id}. See `bangvang seat list --past`.")
    began = found[0].valid_from
    if day < began:
        raise SeatEndsTooEarly(f"That seat began on {began:%d/%m/%Y}; it cannot end before.")


def _found(session: Session, seat_id: UUID) -> dict[str, object]:
    found = registers.seat(session, seat_id)
    return _row(*found) if found else {}


def _row(seat: Seat, body: Body, person: Person) -> dict[str, object]:
    return {
        "id": seat.id,
        "body": body.slug,
        "office": seat.office.value,
        "title": seat.title,
        "person": person.name,
        "email": person.email,
        "since": seat.valid_from,
        "until": seat.valid_to,
    }
