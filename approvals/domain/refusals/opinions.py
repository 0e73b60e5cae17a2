"""Why what an absent member of a council wrote cannot be taken, struck or counted."""

from datetime import date

from approvals.domain.wording import N_, WordedRefusal


class CouncilsOnly(WordedRefusal):
    template = N_("Only councils take opinions in writing. Ask somebody else to decide instead.")


class NotAwaited(WordedRefusal):
    template = N_("%(person)s is not waited for here any more. Open the dossier again.")
    person: str


class OpinionMissing(WordedRefusal):
    template = N_("Say whether the member is in favour or against, as the paper says.")
    about = "choice"


class OpinionSealed(WordedRefusal):
    template = N_("This ballot is secret. Enter that the sealed envelope came, not what is in it.")
    about = "choice"


class OpinionNotThere(WordedRefusal):
    template = N_("No written opinion stands here any more. Open the dossier again.")


class DatedAhead(WordedRefusal):
    template = N_("The opinion is dated %(dated_on)s, a day that is still to come. Check it.")
    about = "dated_on"
    dated_on: date


class BallotsOutstanding(WordedRefusal):
    template = N_("%(count)s members have not voted yet. Open the envelopes when all have.")
    count: int


class EnvelopesMiscounted(WordedRefusal):
    template = N_("There are %(envelopes)s envelopes, but %(votes)s votes. Count them again.")
    about = "in_favour"
    envelopes: int
    votes: int
