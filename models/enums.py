"""The closed lists of words; stored by value, checked by the database. Imports nothing."""

from enum import StrEnum


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


class GateState(StrEnum):
    OPEN = "open"
    PASSED = "passed"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"  # opened by a decision that was taken back


class Choice(StrEnum):
    """What a reviewer says; the same words on the page, in the API and in the history."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a password
    RETURN = "return"
    REJECT = "reject"


class GateMethod(StrEnum):
    SIGNATURE = "signature"
    BALLOT = "ballot"
    APPRAISAL = "appraisal"


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


class SessionKind(StrEnum):
    BROWSER = "browser"
    API = "api"


class EventKind(StrEnum):
    """`subject.verb`, past tense. A kind, once released, keeps its meaning for ever."""

    DOSSIER_SUBMITTED = "dossier.submitted"
    DOSSIER_RESUBMITTED = "dossier.resubmitted"
    DOSSIER_RETURNED = "dossier.returned"
    DOSSIER_AWARDED = "dossier.awarded"
    DOSSIER_DECLINED = "dossier.declined"
    DOSSIER_WITHDRAWN = "dossier.withdrawn"
    GATE_OPENED = "gate.opened"
    GATE_SETTLED = "gate.settled"
    ASSIGNMENT_ACTIVATED = "assignment.activated"
    ASSIGNMENT_DECIDED = "assignment.decided"
    ASSIGNMENT_REASSIGNED = "assignment.reassigned"
    DECISION_UNDONE = "decision.undone"
    REVIEWER_REMINDED = "reviewer.reminded"
    GATE_ESCALATED = "gate.escalated"
    ATTACHMENT_ADDED = "attachment.added"
