"""Who there is: bodies, blocs, people, seats and campaigns are entered and ended.

Every `add_…` is idempotent by its natural key: what is there already is returned as it stands.
`by_id` is who did it on a page; None is whoever runs the command line.
What is new stands in the journal, which is held from then on: others who add wait for us.
"""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.journaling import (
    bloc_joined,
    body_added,
    campaign_added,
    person_added,
    person_deactivated,
    seat_ended,
    seat_given,
)
from approvals.domain.refusals.missing import BodyNotFound, PersonNotFound
from approvals.queries import access, bodies, journal, links
from core.clock import end_of
from core.vietnamese import clean, person_sort_key, search_key, sort_key
from models.bodies import BlocMembership, Body, Person, Seat
from models.enums import BlocRole, BodyKind, Language, Office
from models.rules import Campaign


def add_body(  # noqa: PLR0913 -- the fields of a body
    session: Session,
    *,
    slug: str,
    kind: BodyKind,
    name: str,
    valid_from: date,
    name_en: str = "",
    symbol: str = "",
    parent_slug: str | None = None,
    valid_to: date | None = None,
    now: datetime,
) -> Body:
    """Enter a body. Raises `BodyNotFound` for an unknown parent."""
    known = bodies.body_by_slug(session, slug)
    if known is not None:
        return known
    parent = bodies.body_by_slug(session, parent_slug) if parent_slug else None
    if parent_slug and parent is None:
        raise BodyNotFound(body=parent_slug).at("parent")
    chain = journal.for_update(session)
    body = Body(
        slug=slug,
        kind=kind,
        name=clean(name),
        name_en=clean(name_en),
        symbol=symbol,
        parent_id=parent.id if parent else None,
        valid_from=valid_from,
        valid_to=valid_to,
        sort_key=sort_key(name),
        search_key=search_key(name),
    )
    session.add(body)
    session.flush()  # seats and children refer to it
    body_added(session, chain, body, now=now)
    return body


def add_bloc_member(  # noqa: PLR0913 -- the fields of a membership
    session: Session, *, bloc_slug: str, member_slug: str, year: int, role: BlocRole, now: datetime
) -> BlocMembership:
    """Place a body in a bloc for a year; heads and deputies rotate, so each year is entered."""
    bloc = _body(session, bloc_slug, field="bloc")
    member = _body(session, member_slug, field="member")
    known = bodies.membership(session, bloc.id, member.id, year)
    if known is not None:
        return known
    chain = journal.for_update(session)
    membership = BlocMembership(bloc_id=bloc.id, member_id=member.id, year=year, role=role)
    session.add(membership)
    session.flush()  # one head a year: the database refuses a second one here
    bloc_joined(session, chain, membership, now=now)
    return membership


def add_person(  # noqa: PLR0913 -- the fields of a person
    session: Session,
    *,
    name: str,
    email: str,
    language: Language = Language.VI,
    by_id: UUID | None = None,
    now: datetime,
) -> Person:
    """Enter somebody who signs in or is written to."""
    known = bodies.person_by_email(session, email)
    if known is not None:
        return known
    name = clean(name)
    chain = journal.for_update(session)
    person = Person(
        name=name,
        email=email.strip().lower(),
        language=language,
        sort_key=person_sort_key(name),
        search_key=search_key(name),
    )
    session.add(person)
    session.flush()  # seats refer to it
    person_added(session, chain, person, by_id=by_id, now=now)
    return person


def deactivate_person(session: Session, email: str, *, now: datetime) -> Person:
    """Somebody leaves: sessions and mailed links end at once. Raises `PersonNotFound`. Idempotent.

    What waits for them is handed over by `reassign`.
    """
    person = _person(session, email)
    was_active, person.active = person.active, False
    access.revoke_sessions_of(session, person.id, now=now)
    links.revoke_of_person(session, person.id, now=now)
    if was_active:
        person_deactivated(session, journal.for_update(session), person, now=now)
    return person


def add_seat(  # noqa: PLR0913 -- the fields of a seat
    session: Session,
    *,
    body_slug: str,
    office: Office,
    email: str,
    valid_from: date,
    title: str = "",
    valid_to: date | None = None,
    by_id: UUID | None = None,
    now: datetime,
) -> Seat:
    """Give somebody an office in a body, from–to. Raises `BodyNotFound`, `PersonNotFound`.

    One that was given by mistake and taken back is given again.
    """
    body = _body(session, body_slug, field="body")
    person = _person(session, email)
    known = bodies.seat_from(session, body.id, office, person.id, valid_from)
    if known is not None and not known.taken_back:
        return known
    chain = journal.for_update(session)
    seat = known or Seat(body_id=body.id, office=office, person_id=person.id, valid_from=valid_from)
    seat.title, seat.valid_to = clean(title), valid_to
    session.add(seat)
    session.flush()  # assignments refer to it
    seat_given(session, chain, seat, by_id=by_id, now=now)
    return seat


def end_seat(
    session: Session,
    seat_id: UUID,
    *,
    last_day: date,
    by_id: UUID | None = None,
    now: datetime,
) -> Seat | None:
    """A seat is held until and including `last_day`; None when there is no such seat.

    Links mailed to its holder end with it. What waits for them is handed over by `reassign`.
    """
    seat = bodies.seat(session, seat_id)
    if seat is not None and seat.valid_to != last_day:
        seat.valid_to = last_day
        links.end_with_seat(session, seat_id, until=end_of(last_day))
        seat_ended(session, journal.for_update(session), seat, by_id=by_id, now=now)
    return seat


def add_campaign(  # noqa: PLR0913 -- the fields of a campaign
    session: Session,
    *,
    slug: str,
    name: str,
    year: int,
    opens_on: date,
    closes_on: date,
    name_en: str = "",
    now: datetime,
) -> Campaign:
    """Open a season of nominations; both days are included."""
    known = bodies.campaign_by_slug(session, slug)
    if known is not None:
        return known
    chain = journal.for_update(session)
    campaign = Campaign(
        slug=slug,
        name=clean(name),
        name_en=clean(name_en),
        year=year,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    session.add(campaign)
    session.flush()  # submissions refer to it
    campaign_added(session, chain, campaign, now=now)
    return campaign


def _body(session: Session, slug: str, *, field: str) -> Body:
    body = bodies.body_by_slug(session, slug)
    if body is None:
        raise BodyNotFound(body=slug).at(field)
    return body


def _person(session: Session, email: str) -> Person:
    person = bodies.person_by_email(session, email)
    if person is None:
        raise PersonNotFound(person=email).at("email")
    return person
