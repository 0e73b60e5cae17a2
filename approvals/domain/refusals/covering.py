"""Why somebody cannot act for somebody else, or cannot do so now."""

from datetime import date, datetime
from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal


class CoverNotFound(WordedRefusal):
    template = N_("There is no cover %(cover)s that you may end. Open the list again.")
    cover: UUID


class AbsenceNotFound(WordedRefusal):
    template = N_("There is no absence %(absence)s that you may end. Open the list again.")
    absence: UUID


class AbsenceDaysWrong(WordedRefusal):
    template = N_("An absence ends today or later, and not before it begins. Correct the days.")
    about = "ends_on"


class AbsenceOverlaps(WordedRefusal):
    template = N_(
        "%(person)s is entered as away from %(starts_on)s to %(ends_on)s. End that first."
    )
    about = "starts_on"
    person: str
    starts_on: date
    ends_on: date


class CoverDaysWrong(WordedRefusal):
    template = N_("A cover begins today or later, and ends on that day or after. Correct the days.")


class NobodyCoversThemselves(WordedRefusal):
    template = N_("Nobody acts for themselves. Choose somebody else.")
    about = "acting_id"


class NothingToCover(WordedRefusal):
    template = N_("%(person)s decides in no such body. Choose a body where they do.")
    about = "body_ids"
    person: str


class CoverWithoutSeat(WordedRefusal):
    template = N_("%(person)s holds no seat in %(body)s. Choose somebody who does.")
    about = "acting_id"
    person: str
    body: str


class CoverOverlaps(WordedRefusal):
    template = N_(
        "%(acting)s acts for %(absent)s from %(starts_on)s to %(ends_on)s. End that first."
    )
    about = "starts_on"
    acting: str
    absent: str
    starts_on: date
    ends_on: date


class CoverIsAway(WordedRefusal):
    """No chains: what somebody was handed, they do not hand on."""

    template = N_("%(person)s is away from %(starts_on)s to %(ends_on)s. Choose somebody else.")
    about = "acting_id"
    person: str
    starts_on: date
    ends_on: date


class CoverActsForOthers(WordedRefusal):
    """No chains, seen from the other end."""

    template = N_(
        "%(person)s acts for %(other)s from %(starts_on)s to %(ends_on)s: nobody can be handed "
        "that in turn. End that first, or choose other days."
    )
    about = "starts_on"
    person: str
    other: str
    starts_on: date
    ends_on: date


class DecidedByAnother(WordedRefusal):
    """Of the person asked and whoever covers for them, the first decides."""

    template = N_("%(person)s decided here on %(decided_at)s. Nothing more is asked of you.")
    person: str
    decided_at: datetime
