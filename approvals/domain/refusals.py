"""Everything the project refuses to do, as the sentence a person reads: what is wrong, what to do.

The facts are passed by keyword: `raise GateAlreadyClosed(gate="unit:1")`.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from approvals.domain.shown import Part
from approvals.domain.wording import N_, WordedRefusal
from models.enums import Choice, DossierState, NomineeKind

# Not found: also said when it exists but this person may not see it.


class DossierNotFound(WordedRefusal):
    template = N_("There is no dossier %(dossier)s that you may see. Check its code.")
    dossier: UUID | str


class SubmissionNotFound(WordedRefusal):
    template = N_("There is no submission %(submission)s that you may see. Check its number.")
    submission: UUID | str


class DocketNotFound(WordedRefusal):
    template = N_("There is no docket %(docket)s that you may see. Open the list of dockets.")
    docket: UUID


class GateNotFound(WordedRefusal):
    template = N_("There is no gate %(gate)s that you may see. Open the dossier again.")
    gate: UUID | str


class AssignmentNotFound(WordedRefusal):
    template = N_("There is no task %(assignment)s for you. Open your inbox to see what waits.")
    assignment: UUID | str


class AttachmentNotFound(WordedRefusal):
    template = N_("There is no file %(attachment)s that you may see. Open the dossier again.")
    attachment: UUID | str


class BodyNotFound(WordedRefusal):
    template = N_("There is no body %(body)s on this day. Check its name, or have it entered.")
    body: UUID | str


class PersonNotFound(WordedRefusal):
    template = N_("There is no person %(person)s. Check the address, or have them entered.")
    person: UUID | str


class CampaignNotFound(WordedRefusal):
    template = N_("There is no campaign %(campaign)s. Choose one from the list.")
    campaign: UUID | str


class RuleSetNotFound(WordedRefusal):
    template = N_("There are no rules %(rule_set)s. Check their id.")
    rule_set: str


class AwardUnknown(WordedRefusal):
    template = N_("The rules %(rule_set)s know no award %(award)s. Choose one from the list.")
    about = "award_code"
    award: str
    rule_set: str


class GateAlreadyClosed(WordedRefusal):
    template = N_("The gate %(gate)s is already closed. Nothing more can be decided there.")
    gate: str


class NotYourTurn(WordedRefusal):
    template = N_("It is not your turn yet. You will get a mail as soon as it is.")


class NotAsked(WordedRefusal):
    template = N_("You are not asked at the gate %(gate)s. Only the people named there decide.")
    gate: str


class AlreadyDecided(WordedRefusal):
    template = N_("You decided “%(choice)s” here on %(decided_at)s. To change it, take it back first.")
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


class AddressTaken(WordedRefusal):
    template = N_("Somebody else is entered with %(address)s. Check the address.")
    about = "email"
    address: str


class AddressWorks(WordedRefusal):
    """Only an address that fails is corrected here: links must not be led astray."""

    template = N_("Mail reaches %(name)s. Only an address that fails can be corrected here.")
    name: str


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


class NoMinistry(WordedRefusal):
    template = N_("%(body)s belongs to no ministry, which must judge next. Have that entered.")
    body: str


class NoBloc(WordedRefusal):
    template = N_("%(body)s is in no bloc in %(year)s, which must judge next. Have that entered.")
    body: str
    year: int


class NothingNominated(WordedRefusal):
    template = N_("The submission names no nominee. Add at least one.")
    about = "nominations"


class SubmissionNumberTaken(WordedRefusal):
    template = N_("A submission %(number)s of %(dated_on)s exists already. Check its number.")
    about = "number"
    number: str
    dated_on: date


class FileAlreadySubmitted(WordedRefusal):
    template = N_("This very file was submitted already, as %(number)s. Nothing was added.")
    about = "file"
    number: str


class CampaignClosed(WordedRefusal):
    template = N_("The campaign takes submissions from %(opens_on)s to %(closes_on)s only.")
    about = "campaign_id"
    opens_on: date
    closes_on: date


class RecipientNotAllowed(WordedRefusal):
    template = N_("%(award)s is not given to: %(kind)s. It is given to: %(allowed)s.")
    about = "kind"
    award: str
    kind: NomineeKind
    allowed: tuple[NomineeKind, ...]


class NoRuleSetInForce(WordedRefusal):
    template = N_("No rules are in force on %(on)s. Have a rule set for that day loaded.")
    on: date


class RuleSetChanged(WordedRefusal):
    template = N_("The rules %(rule_set)s were loaded with other content. Give these a new id.")
    rule_set: str


class RuleSetInvalid(WordedRefusal):
    template = N_("The rule set file %(file)s is wrong at %(place)s: %(problem)s")
    file: str
    place: str
    problem: str


class NothingToAdd(WordedRefusal):
    template = N_("Nothing that fits waits here, or it is on the docket of a sitting already.")


class DocketFull(WordedRefusal):
    template = N_("A docket takes %(limit)s dossiers. Add fewer, or open another docket.")
    limit: int


class FileTooLarge(WordedRefusal):
    template = N_("%(name)s is larger than %(megabytes)s MB. Make it smaller or split it.")
    about = "file"
    name: str
    megabytes: int


class FileTypeNotAllowed(WordedRefusal):
    template = N_("%(name)s is not of a kind that is accepted here. Accepted: %(allowed)s.")
    about = "file"
    name: str
    allowed: str


class FileEmpty(WordedRefusal):
    template = N_("%(name)s is empty. Choose another file.")
    about = "file"
    name: str


class QuietHoursUnclear(WordedRefusal):
    """Also for hours that no clock shows."""

    template = N_("Quiet hours end at another hour than they begin. Choose both anew.")
    about = "quiet_until"


# Mailed links and codes: alike for every cause, so that nothing can be learnt from them.


class LinkNotUsable(WordedRefusal):
    template = N_("This link cannot be used any more. Open the newest mail, or sign in.")


class CodeWrong(WordedRefusal):
    template = N_("This is not the code in the mail. Tries left: %(tries_left)s.")
    about = "code"
    tries_left: int


class CodeTriesUsedUp(WordedRefusal):
    template = N_("The code was wrong too often, so this one is void. Ask for a new mail.")
    about = "code"


class FreshCodeNeeded(WordedRefusal):
    """The gate's rules ask for a code that was mailed minutes ago (`assurance = "code"`)."""

    template = N_("This step asks for a fresh code. Have one mailed to you, then type it.")
    about = "code"


class LoginNeeded(WordedRefusal):
    """The gate's rules ask for a recent sign-in (`assurance = "login"`); a mailed code is none."""

    template = N_("This step asks you to sign in with a passkey or your agency's account first.")


class PasskeyNotUsable(WordedRefusal):
    """Alike for every cause: unknown, of somebody else, not verified, late, or used twice."""

    template = N_("This passkey could not be used. Try again, or choose another way to sign in.")


class PasskeyNotFound(WordedRefusal):
    template = N_("There is no passkey %(passkey)s of yours. Open your account page again.")
    passkey: UUID | str
