"""What each message shows: exactly what its templates are given, already in the reader's words."""

from dataclasses import dataclass
from datetime import date, datetime

from models.enums import Assurance, Choice, MailTopic, ReportPeriod, Role, Stage


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
class Choices:
    """Where the reader says what mail comes, and when."""

    url: str
    topic: MailTopic | None  # what this mail may be left out as; None: it may not
    leave_out_url: str  # where, without signing in; empty where it may not


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What every mail has: whom it greets, and whom to ask, where somebody is named.

    Mail that somebody asked for has no `choices`: it comes at once.
    """

    reader: str
    contact: Contact | None
    choices: Choices | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDossier(Content):
    dossier: ShownDossier
    gate: ShownGate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest(AboutDossier):
    """What a reviewer needs to decide. The link and the code exist nowhere else."""

    role: Role
    seat_title: str  # as printed; empty where the seat has none
    acting_for: str  # whose seat it is, where the reader acts for them; otherwise empty
    secret_ballot: bool
    may_return: bool
    due_on: date | None
    days_left: int  # working days; 0 on the due day, negative after it
    review_url: str
    assurance: Assurance  # what the gate asks; the code below does where that is a link
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierNews(AboutDossier):
    """What can be read on the dossier's page, by whoever may see it."""

    dossier_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueGate(DossierNews):
    """What is needed to get a gate moving again."""

    due_on: date
    days_over: int  # working days
    unanswered: tuple[str, ...]  # names, in the order they were asked


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingGate(DossierNews):
    """The same, of a gate that need not be overdue, and who asks for help."""

    asked_by: str
    since: date
    days: int  # calendar days since then
    due_on: date | None
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedDossier(DossierNews):
    """Why a dossier came back."""

    returned_on: date
    reason: tuple[str, ...]  # line by line, the whole of it; empty once erased


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierOutcome(DossierNews):
    """How a dossier ended. A council's refusal has a percentage instead of a reason."""

    awarded: bool
    settled_as: str  # the award that the body gives itself instead; empty where it does not
    decided_on: date
    decision_number: str  # empty until the decision is numbered
    reason: tuple[str, ...]
    needed_percent: int | None  # of all members, where a council refused


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidMail(DossierNews):
    """Which mail no longer holds; `gate` is where the dossier is again."""

    asked_to_decide: bool  # otherwise it told what had become of the dossier
    sent_on: date
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredOpinion(AboutDossier):
    """What was entered in somebody's name. `said` is None for an envelope, which is sealed."""

    said: Choice | None
    dated_on: date
    entered_by: str
    entered_on: date
    may_object: bool
    opinion_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDigits(AboutDossier):
    """A fresh code to decide with."""

    code: str
    minutes: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport(Content):
    """A report that a member of a bloc has not sent yet."""

    bloc: str
    member: str
    period: ReportPeriod
    year: int
    due_on: date
    days_left: int  # working days; negative after the due day
    late: bool
    report_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverNotice(Content):
    """Who acts for whom, from day to day."""

    absent: str
    acting: str
    reader_acts: bool
    set_by: str
    starts_on: date
    ends_on: date
    where: str  # empty: wherever both hold a seat
    document: str  # the letter of authority, where there is one
    cover_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint(Content):
    """What the log was when it was signed."""

    size: int  # events
    made_on: date
    made_at: datetime
    note: tuple[str, ...]  # line by line, exactly as signed; the empty line too


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInDigits(Content):
    """A code to sign in with."""

    code: str
    minutes: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedDossier:
    """One line of a digest."""

    code: str
    nominee: str
    history_head: str
    new: bool  # first told of in this digest
    changed: bool  # so is that it is not what it was
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Dossiers for one award with one due day."""

    award: str
    due_on: date | None
    days_left: int  # working days; 0 on the due day, negative after it
    dossiers: tuple[AwaitedDossier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What else was gathered: what its own mail's subject would say."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningDigest(Content):
    """All that was gathered for somebody, and all that waits for them."""

    waiting: int
    awaited: tuple[Awaited, ...]  # the first of it
    unlisted: int
    news: tuple[News, ...]
    inbox_url: str
