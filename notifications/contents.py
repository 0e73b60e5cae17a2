"""What each message shows: exactly what its templates are given, already in the reader's words."""

from dataclasses import dataclass
from datetime import date, datetime

from models.enums import Role, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to ask; answers to the mail go there too."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDossier:
    """Who is put forward for what, by whom."""

    code: str
    nominee: str
    position: str  # office and workplace; empty for most collectives
    award: str
    body: str  # that submitted it
    submission_number: str
    submission_dated_on: date
    history_head: str  # the first 12 hex characters of the newest event's hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGate:
    """Where the dossier is judged, and which time it is there."""

    stage: Stage
    round: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What every mail has: whom it greets, and whom to ask, where somebody is named."""

    reader: str
    contact: Contact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDossier(Content):
    dossier: ShownDossier
    gate: ShownGate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest(AboutDossier):
    """What a reviewer needs to decide. The link and the code exist nowhere else."""

    role: Role
    seat_title: str  # as printed; empty where the seat has none
    secret_ballot: bool
    may_return: bool
    due_on: date | None
    days_left: int  # working days; 0 on the due day, negative after it
    review_url: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueGate(AboutDossier):
    """What is needed to get a gate moving again."""

    due_on: date
    days_over: int  # working days
    unanswered: tuple[str, ...]  # names, in the order they were asked
    dossier_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedDossier(AboutDossier):
    """Why a dossier came back."""

    returned_on: date
    reason: tuple[str, ...]  # line by line, the whole of it; empty once erased
    dossier_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierOutcome(AboutDossier):
    """How a dossier ended. A council's refusal has a percentage instead of a reason."""

    awarded: bool
    decided_on: date
    decision_number: str  # empty until the decision is numbered
    reason: tuple[str, ...]
    needed_percent: int | None  # of all members, where a council refused
    dossier_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInDigits(Content):
    """A code to sign in with."""

    code: str
    minutes: int
    expires_at: datetime
