"""Why an award cannot be taken back."""

from datetime import date

from approvals.domain.wording import N_, WordedRefusal


class ConclusionMissing(WordedRefusal):
    template = N_("Give the number of the competent body's conclusion, like 45/KL-TTr.")
    about = "conclusion_number"


class ConcludedAhead(WordedRefusal):
    template = N_("The conclusion is dated %(dated_on)s. That day is yet to come.")
    about = "concluded_on"
    dated_on: date


class RevocationStands(WordedRefusal):
    template = N_("Taking this award back has been proposed already, by conclusion %(number)s.")
    number: str


class RevocationNotFound(WordedRefusal):
    template = N_("Nobody has proposed to take this award back.")


class RevocationDecided(WordedRefusal):
    template = N_("That was decided already. A new proposal can be made where it was refused.")


class RevocationNumberMissing(WordedRefusal):
    template = N_("Give the number of the decision that takes the award back.")
    about = "decision_number"


class RefusalUnexplained(WordedRefusal):
    template = N_("Write why the award stands: whoever proposed to take it back reads it.")
    about = "reason"


class RecoveredBefore(WordedRefusal):
    template = N_("The day must lie between the decision and today.")
    about = "recovered_on"
