"""Why a request about personal data cannot be registered or answered, or nothing erased."""

from datetime import date, datetime
from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal


class RequestNotFound(WordedRefusal):
    template = N_("There is no request %(request)s. Open the register again.")
    request: UUID | str


class AboutOneNeeded(WordedRefusal):
    template = N_("Say whom the request is about: a dossier's code, or the address of an account.")
    about = "about"


class KindNeeded(WordedRefusal):
    template = N_("Choose what they ask for.")
    about = "kind"


class ReceivedOnNeeded(WordedRefusal):
    template = N_("Give the day on which the request came in.")
    about = "received_on"


class ReceivedAhead(WordedRefusal):
    template = N_("The request came in on %(received_on)s, a day that is still to come. Check it.")
    about = "received_on"
    received_on: date


class GroundNeeded(WordedRefusal):
    template = N_("Write the ground: what the law says, or why they ask.")
    about = "ground"


class NamesThePerson(WordedRefusal):
    template = N_(
        "Write this without the person's name or address: the register outlives what is erased."
    )
    about = "ground"


class AlreadyAnswered(WordedRefusal):
    template = N_("This request was answered on %(answered_at)s. Register a new one.")
    answered_at: datetime


class AlreadyExtended(WordedRefusal):
    template = N_("The time was extended once, to %(fulfil_by)s; it cannot be again.")
    fulfil_by: date


class AnotherMustApprove(WordedRefusal):
    template = N_(
        "Somebody else answers it: neither who registered the request nor whom it is about."
    )


class AnswerNeeded(WordedRefusal):
    template = N_("Write the answer: what was done, or why it is not.")
    about = "answer"


class AlreadyErased(WordedRefusal):
    template = N_("These data were erased on %(erased_at)s. Nothing is left to ask about.")
    about = "about"
    erased_at: datetime


class StillUnderReview(WordedRefusal):
    template = N_(
        "The dossier %(dossier)s is still decided on, and needs these data. Erase when it has "
        "ended, or have it withdrawn first."
    )
    dossier: str


class MayStillBeUndone(WordedRefusal):
    template = N_(
        "The last decision on the dossier %(dossier)s can be taken back until %(until)s. Erase "
        "after that."
    )
    dossier: str
    until: datetime


class StillHoldsSeat(WordedRefusal):
    template = N_("They still hold a seat in %(body)s. End it first.")
    body: str


class ErasureLedgerUnreadable(WordedRefusal):
    template = N_(
        "Line %(line)s of %(path)s is no erasure. Put that file back from a copy: what it says "
        "must not be lost."
    )
    path: str
    line: int


class StillAsked(WordedRefusal):
    template = N_(
        "They are asked about the dossier %(dossier)s, which has not ended. Hand their task over, "
        "or wait until it has ended."
    )
    dossier: str
