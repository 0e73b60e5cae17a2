"""Why a list, a file or a rule set cannot be taken in."""

from datetime import date

from approvals.domain.wording import N_, WordedRefusal
from models.enums import NomineeKind


class AwardUnknown(WordedRefusal):
    template = N_("The rules %(rule_set)s know no award %(award)s. Choose one from the list.")
    about = "award_code"
    award: str
    rule_set: str


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


class NominationStopped(WordedRefusal):
    """`finding` is the code of what a guard found; `row` is the nomination's, from 1."""

    template = N_(
        "%(name)s, row %(row)s, is put forward already, or must not be put forward like this. "
        "Mend or leave out the row."
    )
    row: int
    name: str
    finding: str


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


class RuleSetDayTaken(WordedRefusal):
    template = N_(
        "The rules %(rule_set)s would begin on %(on)s, as %(other)s do. "
        "Give them another first day."
    )
    rule_set: str
    other: str
    on: date


class RuleSetInvalid(WordedRefusal):
    template = N_("The rule set file %(file)s is wrong at %(place)s: %(problem)s")
    file: str
    place: str
    problem: str


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
