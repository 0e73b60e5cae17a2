"""What mails about holds, and about awards that are taken back, show."""

from dataclasses import dataclass
from datetime import date

from models.conduct import RevocationGround
from notifications.contents import AboutDossier, DossierNews


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPause(DossierNews):
    """That a dossier stands still, or goes on; never why."""

    asked: bool  # whether the reader is to decide, rather than the one who nominated
    since: date
    due_on: date | None  # None also while the clock stands


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationAsked(AboutDossier):
    """What its head needs to decide whether an award is taken back."""

    ground: RevocationGround
    conclusion_number: str
    concluded_on: date
    proposed_by: str
    reason: tuple[str, ...]
    due_on: date | None
    revocation_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationOutcome(DossierNews):
    """What was decided: `decision_number` is empty where the award stands."""

    revoked: bool
    decided_on: date
    decision_number: str
    reason: tuple[str, ...]
