"""What mails about other bodies' opinions show."""

from dataclasses import dataclass
from datetime import date

from models.conduct import AgencyAnswer
from notifications.contents import AboutDossier, DossierNews


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRequest(AboutDossier):
    """What a body needs to answer. The link and the code exist nowhere else."""

    body: str  # that is asked
    question: tuple[str, ...]
    due_on: date
    days_left: int  # working days; negative when it is late
    silence_agrees: bool
    opinion_url: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSaid(DossierNews):
    """What a body said: `answer` is None where its silence counts as agreement."""

    body: str
    answer: AgencyAnswer | None
    document: str
    reason: tuple[str, ...]
