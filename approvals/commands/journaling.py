"""What the journal says of who there is, and of the rules. Shared by what enters and ends them.

`by_id` is who did it on a page; None is the program's own command line, for whoever runs it.
Whoever adds rows locks the journal before; whoever changes some, after them, as they may be held by
others.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from models.bodies import Absence, BlocMembership, Body, Cover, Person, Seat
from models.documents import DocumentSeries
from models.enums import EventKind
from models.history import Journal
from models.rules import Campaign, RuleSet, RuleSetEdition


def body_added(session: Session, journal: Journal, body: Body, *, now: datetime) -> None:
    facts = {
        "body": str(body.id),
        "slug": body.slug,
        "kind": body.kind,
        "parent": _id(body.parent_id),
        **_days(body.valid_from, body.valid_to),
    }
    texts = {"name": body.name, "name_en": body.name_en, "symbol": body.symbol}
    record(session, journal, EventKind.BODY_ADDED, actor_id=None, now=now, facts=facts, texts=texts)


def bloc_joined(
    session: Session,
    journal: Journal,
    membership: BlocMembership,
    *,
    by_id: UUID | None = None,
    now: datetime,
) -> None:
    facts = {
        "bloc": str(membership.bloc_id),
        "member": str(membership.member_id),
        "year": membership.year,
        "role": membership.role,
    }
    record(session, journal, EventKind.BLOC_JOINED, actor_id=by_id, now=now, facts=facts)


def campaign_added(
    session: Session, journal: Journal, campaign: Campaign, *, now: datetime
) -> None:
    facts = {
        "campaign": str(campaign.id),
        "slug": campaign.slug,
        "year": campaign.year,
        "opens_on": campaign.opens_on.isoformat(),
        "closes_on": campaign.closes_on.isoformat(),
    }
    texts = {"name": campaign.name, "name_en": campaign.name_en}
    record(
        session, journal, EventKind.CAMPAIGN_ADDED, actor_id=None, now=now, facts=facts, texts=texts
    )


def series_set(
    session: Session, journal: Journal, series: DocumentSeries, *, now: datetime
) -> None:
    """A series of numbers begins, or goes on after another number than it would have."""
    facts = {
        "body": str(series.body_id),
        "kind": series.kind,
        "year": series.year,
        "last": series.last,
    }
    record(session, journal, EventKind.SERIES_SET, actor_id=None, now=now, facts=facts)


def person_added(
    session: Session, journal: Journal, person: Person, *, by_id: UUID | None, now: datetime
) -> None:
    facts = {"person": str(person.id), "language": person.language}
    texts = {"name": person.name, "address": person.email}
    kind = EventKind.PERSON_ADDED
    record(session, journal, kind, actor_id=by_id, now=now, facts=facts, texts=texts)


def person_deactivated(
    session: Session, journal: Journal, person: Person, *, now: datetime
) -> None:
    facts = {"person": str(person.id)}
    record(session, journal, EventKind.PERSON_DEACTIVATED, actor_id=None, now=now, facts=facts)


def seat_given(
    session: Session, journal: Journal, seat: Seat, *, by_id: UUID | None, now: datetime
) -> None:
    facts = {**_seat(seat), **_days(seat.valid_from, seat.valid_to)}
    texts = {"title": seat.title}
    kind = EventKind.SEAT_GIVEN
    record(session, journal, kind, actor_id=by_id, now=now, facts=facts, texts=texts)


def seat_ended(
    session: Session, journal: Journal, seat: Seat, *, by_id: UUID | None, now: datetime
) -> None:
    """Its last day is the seat's own by now."""
    facts = {**_seat(seat), "last_day": seat.valid_to.isoformat() if seat.valid_to else None}
    record(session, journal, EventKind.SEAT_ENDED, actor_id=by_id, now=now, facts=facts)


def rule_set_loaded(
    session: Session, journal: Journal, rule_set: RuleSet, *, now: datetime
) -> None:
    facts = {
        "rule_set": rule_set.id,
        "sha256": rule_set.digest,
        **_days(rule_set.valid_from, rule_set.valid_to),
    }
    record(session, journal, EventKind.RULE_SET_LOADED, actor_id=None, now=now, facts=facts)


def rule_set_edited(session: Session, journal: Journal, made: RuleSetEdition) -> None:
    """What somebody changed, and why; the days are those of the set."""
    facts = {
        "rule_set": made.rule_set_id,
        "edition": made.number,
        "sha256": made.digest,
        "changes": made.changes,
    }
    kind, texts = EventKind.RULE_SET_EDITED, {"reason": made.reason}
    by_id, now = made.made_by_id, made.made_at
    record(session, journal, kind, actor_id=by_id, now=now, facts=facts, texts=texts)


def past_awards_entered(  # noqa: PLR0913 -- what the event says
    session: Session, journal: Journal, *, file: str, listed: int, added: int, now: datetime
) -> None:
    facts = {"file": file, "listed": listed, "added": added}
    kind = EventKind.PAST_AWARDS_ENTERED
    record(session, journal, kind, actor_id=None, now=now, facts=facts)


def cover_named(session: Session, journal: Journal, cover: Cover, *, now: datetime) -> None:
    """Somebody is to act for somebody else; whoever entered it did it."""
    facts = {
        **_cover(cover),
        "starts_on": cover.starts_on.isoformat(),
        "ends_on": cover.ends_on.isoformat(),
    }
    record(
        session,
        journal,
        EventKind.COVER_NAMED,
        actor_id=cover.set_by_id,
        now=now,
        facts=facts,
        texts={"document": cover.document},
    )


def cover_ended(
    session: Session, journal: Journal, cover: Cover, *, by_id: UUID | None, now: datetime
) -> None:
    """It ends because somebody said so, or, `by_id` None, because its last day is over."""
    facts = _cover(cover)
    record(session, journal, EventKind.COVER_ENDED, actor_id=by_id, now=now, facts=facts)


def absence_entered(session: Session, journal: Journal, absence: Absence, *, now: datetime) -> None:
    """Somebody is away, and nobody acts for them yet; whoever entered it did it."""
    facts = {
        **_absence(absence),
        "starts_on": absence.starts_on.isoformat(),
        "ends_on": absence.ends_on.isoformat(),
    }
    kind, actor_id = EventKind.ABSENCE_ENTERED, absence.set_by_id
    record(session, journal, kind, actor_id=actor_id, now=now, facts=facts)


def absence_ended(
    session: Session, journal: Journal, absence: Absence, *, by_id: UUID, now: datetime
) -> None:
    """They are back, or somebody was named to act for them."""
    kind = EventKind.ABSENCE_ENDED
    record(session, journal, kind, actor_id=by_id, now=now, facts=_absence(absence))


def _absence(absence: Absence) -> Mapping[str, str]:
    return {"absence": str(absence.id), "person": str(absence.person_id)}


def _cover(cover: Cover) -> Mapping[str, str | None]:
    return {
        "cover": str(cover.id),
        "absent": str(cover.absent_id),
        "acting": str(cover.acting_id),
        "body": _id(cover.body_id),
    }


def _seat(seat: Seat) -> Mapping[str, str]:
    return {
        "seat": str(seat.id),
        "body": str(seat.body_id),
        "office": seat.office,
        "person": str(seat.person_id),
    }


def _days(valid_from: date, valid_to: date | None) -> Mapping[str, str | None]:
    return {
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }


def _id(id_: UUID | None) -> str | None:
    return str(id_) if id_ else None
