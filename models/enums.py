"""The closed lists of words; stored by value, checked by the database. Imports nothing else."""

from enum import StrEnum

from models.event_kinds import EventKind as EventKind  # noqa: PLC0414 -- one place to read all lists


class Stage(StrEnum):
    """The four stages, in the order a dossier meets them."""

    UNIT = "unit"
    BLOC = "bloc"
    CENTRAL_BOARD = "central_board"
    FINAL_AUTHORITY = "final_authority"


class DossierState(StrEnum):
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    AWARDED = "awarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"  # the award was given, and then taken from them
    SETTLED_HERE = "settled_here"  # not proposed upward: a dossier for a body's own award instead


class GateState(StrEnum):
    OPEN = "open"
    PASSED = "passed"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"  # opened by a decision that was taken back
    SETTLED_HERE = "settled_here"  # the body gives an award of its own instead


class Choice(StrEnum):
    """What a reviewer says; the same words on the page, in the API and in the history."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a password
    RETURN = "return"
    REJECT = "reject"


class GateMethod(StrEnum):
    SIGNATURE = "signature"
    BALLOT = "ballot"
    APPRAISAL = "appraisal"


class ExcludedMembers(StrEnum):
    """What becomes of members who may not judge a dossier, where votes are counted."""

    COUNT = "count"  # they stay among all members, and will not vote
    LEAVE = "leave"  # all members are all but these


class Role(StrEnum):
    """What an assignment asks of its holder."""

    SIGNATORY = "signatory"
    CHAIR = "chair"
    MEMBER = "member"
    APPRAISER = "appraiser"


class AssignmentState(StrEnum):
    WAITING = "waiting"  # not this person's turn yet: the head before the appraiser's report
    ACTIVE = "active"
    DECIDED = "decided"
    EXCLUDED = "excluded"  # counted among the members, but may not judge this dossier
    REPLACED = "replaced"  # handed to somebody else
    CLOSED = "closed"  # the gate closed without this person's word
    UNDONE = "undone"  # taken back, or freed by what was taken back: asked anew


# Somebody else, or the same person anew, has the duty instead.
GONE = (AssignmentState.REPLACED, AssignmentState.UNDONE)


class Assurance(StrEnum):
    """What a gate asks of whoever decides there, the least first."""

    LINK = "link"  # the mailed link with the code printed beside it, or any sign-in
    CODE = "code"  # six digits mailed at the reviewer's own request, minutes ago
    LOGIN = "login"  # a passkey or the agency's own sign-in, minutes ago


class Proof(StrEnum):
    """How somebody showed who they are; the history keeps it with each decision."""

    LINK = "link"
    CODE = "code"
    PASSKEY = "login:passkey"
    OIDC = "login:oidc"


class Office(StrEnum):
    """What a seat is for."""

    HEAD = "head"
    COUNCIL_CHAIR = "council_chair"
    COUNCIL_MEMBER = "council_member"
    APPRAISER = "appraiser"
    SECRETARY = "secretary"  # files submissions for the body
    SECRETARIAT = "secretariat"  # the standing office of the board: sees and un-sticks everything
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class BodyKind(StrEnum):
    MINISTRY = "ministry"  # ministry, central agency, province
    UNIT = "unit"
    BLOC = "bloc"
    BOARD = "board"
    AUTHORITY = "authority"


class BlocRole(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


class ReportPeriod(StrEnum):
    """What a bloc's report is about."""

    HALF_YEAR = "half_year"
    YEAR = "year"


class MatterKind(StrEnum):
    """What a bloc sends up to the central board."""

    OBSTACLE = "obstacle"
    PROPOSAL = "proposal"


class NomineeKind(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Language(StrEnum):
    VI = "vi"
    EN = "en"


class MessageState(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"  # the provider will never take it
    UNKNOWN = "unknown"  # it may or may not have left
    OVERTAKEN = "overtaken"  # what it would say is no longer so: not sent
    GATHERED = "gathered"  # told in a digest, or waiting for the next one


class Delivery(StrEnum):
    """What became of a mail after the provider took it, as far as the provider said."""

    PROCESSED = "processed"  # on its way
    DEFERRED = "deferred"  # not taken yet: the provider goes on trying
    DELIVERED = "delivered"
    BLOCKED = "blocked"  # turned away, for now
    DROPPED = "dropped"  # not even tried: the address failed before
    BOUNCED = "bounced"  # turned away for good


class Rhythm(StrEnum):
    """Whether somebody's mail comes one by one or gathered."""

    AT_ONCE = "at_once"
    AUTOMATIC = "automatic"  # at once, until there are many in a day
    DIGEST = "digest"


class MailTopic(StrEnum):
    """What mail may be left out by whoever does not want it."""

    REMINDERS = "reminders"  # before the due day
    OUTCOMES = "outcomes"
    MORNING_BRIEF = "morning_brief"  # only the secretariat gets it


class SessionKind(StrEnum):
    BROWSER = "browser"
    API = "api"


class DataRequestKind(StrEnum):
    """What somebody may ask of those who keep their data."""

    COPY = "copy"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"  # to standing on the public roll of honour


class DataRequestState(StrEnum):
    OPEN = "open"
    FULFILLED = "fulfilled"
    REFUSED = "refused"
