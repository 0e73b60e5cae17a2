"""Why a rule cannot be changed like this, or a dossier cannot go by the changed rules."""

from approvals.domain.wording import N_, WordedRefusal


class RulesEditedMeanwhile(WordedRefusal):
    """`edition` is the newest; what was typed was for an earlier one."""

    template = N_(
        "These rules were changed meanwhile: edition %(edition)s is the newest. "
        "Look at it, then change it again."
    )
    edition: int


class RuleValueUnknown(WordedRefusal):
    template = N_("The rules %(rule_set)s have no value %(path)s that can be changed here.")
    rule_set: str
    path: str


class RuleUnchanged(WordedRefusal):
    template = N_("The rules say exactly this already. Change the value, its basis or its note.")
    about = "value"


class RuleChoiceMissing(WordedRefusal):
    template = N_("Choose one of the values offered.")
    about = "value"


class WholeNumberNeeded(WordedRefusal):
    """Both ends are included."""

    template = N_("Give a whole number from %(first)s to %(last)s.")
    about = "value"
    first: int
    last: int


class DaysNotFalling(WordedRefusal):
    template = N_("Give working days that count down, each once, like 5, 2, 1.")
    about = "value"


class DayOfYearNeeded(WordedRefusal):
    template = N_("Give a day of the year as day and month, like 31/10.")
    about = "value"


class BasisMissing(WordedRefusal):
    template = N_("Give the basis: the text and its article, or who set it.")
    about = "basis"


class StrengthMissing(WordedRefusal):
    template = N_("Say how well the value is known.")
    about = "strength"


class RuleNoteMissing(WordedRefusal):
    template = N_("Write a note: where this was read, or what is still to be asked.")
    about = "note"


class TooWeakToStop(WordedRefusal):
    template = N_(
        "Only what was seen in an official source, or in a legal database, may stop a dossier. "
        "Choose to point it out, or say where it was seen."
    )
    about = "strength"


class EditReasonMissing(WordedRefusal):
    template = N_("Write why. It is kept with the edition and in the journal.")
    about = "reason"


class VotesWouldCountDifferently(WordedRefusal):
    template = N_(
        "%(dossier)s has votes that would be counted differently. "
        "Move it once this council has decided."
    )
    dossier: str
