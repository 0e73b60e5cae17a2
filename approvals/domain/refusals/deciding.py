"""Why somebody cannot decide, or move a dossier or a duty on."""

from datetime import datetime
from enum import StrEnum

from approvals.domain.shown import Part
from approvals.domain.wording import N_, WordedRefusal
from models.enums import Choice, DossierState


class GateAlreadyClosed(WordedRefusal):
    template = N_("The gate %(gate)s is already closed. Nothing more can be decided there.")
    gate: str


class NotYourTurn(WordedRefusal):
    template = N_("It is not your turn yet. You will get a mail as soon as it is.")


class NotAsked(WordedRefusal):
    template = N_("You are not asked at the gate %(gate)s. Only the people named there decide.")
    gate: str


class AlreadyDecided(WordedRefusal):
    template = N_(
        "You decided “%(choice)s” here on %(decided_at)s. To change it, take it back first."
    )
    choice: Choice
    decided_at: datetime


class BallotAlreadyCast(WordedRefusal):  # which way, nobody knows: the ballot is secret
    template = N_("You cast your ballot here on %(decided_at)s. A ballot is final.")
    decided_at: datetime


class ReasonNeeded(WordedRefusal):
    template = N_("Write a reason: without one, “%(choice)s” does not tell the nominator enough.")
    about = "reason"
    choice: Choice


class ChoiceNotOffered(WordedRefusal):
    template = N_("“%(choice)s” cannot be chosen here. Choose one of: %(offered)s.")
    about = "choice"
    choice: Choice
    offered: tuple[Choice, ...]


class NotEligible(WordedRefusal):
    """`because` is an `eligibility.Exclusion`."""

    template = N_("You may not judge this dossier.")
    because: str

    def __post_init__(self) -> None:
        self.template = _NOT_ELIGIBLE.get(self.because, self.template)
        super().__post_init__()


_NOT_ELIGIBLE = {
    "own_nomination": N_("You may not judge what you nominated or are nominated for yourself."),
    "own_body": N_("You may not judge the nomination of your own body."),
    "judged_earlier": N_("You judged this dossier at an earlier stage, so others judge it here."),
    "recused": N_("You stepped back from this dossier, so others judge it."),
}


class AlreadyAsked(WordedRefusal):
    template = N_("%(person)s is already asked at this gate. Choose somebody else.")
    about = "to_person_id"
    person: str


class ActionNotAllowed(WordedRefusal):
    template = N_("“%(action)s” is not possible: the dossier is “%(state)s”. Open it again.")
    action: StrEnum
    state: DossierState


class NotAllowedHere(WordedRefusal):
    template = N_("None of your seats allows this. Ask the secretariat if it should.")


class DossierChanged(WordedRefusal):
    """`changed` names the parts that did, where the reader had a page before them."""

    template = N_("The dossier %(dossier)s has changed since you opened it. Read it again first.")
    dossier: str
    version: int
    changed: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if self.changed:
            self.template = _CHANGED
        super().__post_init__()


_CHANGED = N_(
    "The dossier %(dossier)s has changed since you opened it: %(changed)s. Read that again first."
)


class NobodyToAsk(WordedRefusal):
    template = N_("Nobody who may judge holds a seat in %(body)s. Have its seats entered first.")
    body: str


class PassStopped(WordedRefusal):
    """`finding` is the code of what a guard found."""

    template = N_(
        "Nobody may pass this dossier until what stands first under the points to note is mended. "
        "It may be returned."
    )
    about = "choice"
    finding: str
