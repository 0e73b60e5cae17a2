"""Why something in a bloc's year cannot be done."""

from datetime import date
from uuid import UUID

from approvals.domain.wording import N_, WordedRefusal


class BlocNotFound(WordedRefusal):
    template = N_("There is no bloc %(bloc)s in %(year)s that you may see. Open the list of blocs.")
    bloc: UUID | str
    year: int


class MemberUnknown(WordedRefusal):
    template = N_("This body is no member of the bloc in that year. Choose one of its members.")
    about = "member"


class ElectionMiscounted(WordedRefusal):
    template = N_("More votes than the bloc's %(members)s members can cast. Count again.")
    about = "votes_cast"
    members: int


class AlreadyElected(WordedRefusal):
    template = N_("Who leads the bloc in %(year)s is entered already.")
    year: int


class OneBodyTwice(WordedRefusal):
    template = N_("Head and deputy are two bodies. Choose another deputy.")
    about = "deputy"


class AgreementMissing(WordedRefusal):
    template = N_("There is no agreement yet. The head of the bloc writes it first.")


class AgreementSettled(WordedRefusal):
    """Whoever signed would otherwise have signed something else."""

    template = N_("A member has signed the agreement, so its text stands as it is.")


class RegistrationNotOpen(WordedRefusal):
    template = N_("Registration is not open yet. The head of the bloc says until when it is.")


class RegistrationOver(WordedRefusal):
    template = N_("Registration ended on %(until)s. Ask the head of the bloc.")
    until: date


class RegistrationNotFound(WordedRefusal):
    template = N_("There is no such registration of your body any more. Open the page again.")


class AwardNotVoted(WordedRefusal):
    template = N_("The rules let no bloc vote on %(award)s. Choose an award from the list.")
    about = "award"
    award: str


class NobodyPutForward(WordedRefusal):
    template = N_("Choose at least one member to vote on.")
    about = "candidate"


class VoteAlreadyOpen(WordedRefusal):
    template = N_("The bloc votes on this award already, or has done so.")


class VoteNotFound(WordedRefusal):
    template = N_("There is no such vote of this bloc. Open the bloc's page again.")


class VoteNotOpen(WordedRefusal):
    template = N_("This vote is closed. Open the bloc's page again.")


class MemberVoted(WordedRefusal):
    template = N_("Your body has voted. A secret vote cannot be taken back.")


class VoteIncomplete(WordedRefusal):
    template = N_("Say yes or no for every candidate you may vote on.")
    about = "choice"


class VotesOutstanding(WordedRefusal):
    template = N_("The votes are counted once every member has voted. Still missing: %(missing)s.")
    missing: int


class LeaderUnsettled(WordedRefusal):
    """Who leads is never decided silently."""

    template = N_("Several have the most votes. Say who leads the bloc, and how it was settled.")
    about = "leader"


class ReportAlreadyAsked(WordedRefusal):
    template = N_("This report was asked for already. Open the bloc's page again.")


class ReportNotFound(WordedRefusal):
    template = N_("There is no such report that you may see. Open the bloc's page again.")


class ReportClosed(WordedRefusal):
    template = N_("The bloc's report is closed, so nothing is added to it any more.")


class ResultsMissing(WordedRefusal):
    template = N_("Write what was done and what came of it.")
    about = "results"


class ReportNotSent(WordedRefusal):
    template = N_("Send your body's report first, then add files to it.")
    about = "file"


class MatterNotFound(WordedRefusal):
    template = N_("There is no such matter before the board. Open the list again.")


class DayNeeded(WordedRefusal):
    template = N_("Give the day.")


class CountNeeded(WordedRefusal):
    template = N_("Give a whole number.")


class TextNeeded(WordedRefusal):
    template = N_("Write the text.")
    about = "text"


class ReplyMissing(WordedRefusal):
    template = N_("Write the board's answer.")
    about = "answer"
