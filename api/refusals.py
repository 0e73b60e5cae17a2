"""What the web itself refuses, before anything of the project is asked.

`retry_after`: in how many seconds the same request is worth another try. `place`: where the input
at fault stands, if not in the body.
"""

from typing import ClassVar

from approvals.domain.wording import N_, WordedRefusal


class FormStale(WordedRefusal):
    """The form's nonce is not this browser's: an old page, or not our page."""

    template = N_("This page was open for too long. Load it again, then repeat what you did.")


class FromElsewhere(WordedRefusal):
    template = N_("This request came from another website, so it was not carried out.")


class HostUnknown(WordedRefusal):
    template = N_("This address is not where Bảng Vàng is to be reached. Check the address.")


class RequestTooLarge(WordedRefusal):
    about = "file"
    template = N_("This is larger than %(megabytes)s MB, the most that is accepted at once.")
    megabytes: int


class ReportUnsigned(WordedRefusal):
    template = N_("This report is not signed by the mail provider, or too late. It is not taken.")


class ReportTooLarge(WordedRefusal):
    template = N_("This report is larger than %(megabytes)s MB. Send fewer events at once.")
    megabytes: int


class SignInNeeded(WordedRefusal):
    template = N_("Sign in first.")


class PageNotFound(WordedRefusal):
    template = N_("There is no such page. Check the address, or begin at the start page.")


class MethodNotAllowed(WordedRefusal):
    template = N_("This address does not take such a request. Begin at the start page.")


class InputMalformed(WordedRefusal):
    template = N_("The request could not be understood. Go back and try again.")


class TooManyRequests(WordedRefusal):
    """A rate limit: for one network, or for the mails that one mailbox gets on request."""

    template = N_("This was asked for too often. Nothing was done; try again in %(seconds)s s.")
    seconds: int

    @property
    def retry_after(self) -> int:
        return self.seconds


class Overloaded(WordedRefusal):
    retry_after: ClassVar[int] = 2
    template = N_("The database does not answer just now. Nothing was changed; try again shortly.")


class EnteredMeanwhile(WordedRefusal):
    """Two entered the same at one moment; the database took the first, and this was the other."""

    template = N_("Somebody entered the same at this very moment. Look at it, then try again.")


class Broken(WordedRefusal):
    template = N_("Something went wrong on our side. Nothing was changed; try again shortly.")


# Programs.


class TokenNeeded(WordedRefusal):
    """A browser's cookie may read, but change nothing: another website could make it be sent."""

    template = N_("Send your token with the request, as “Authorization: Bearer …”.")


class TokenNotUsable(WordedRefusal):
    template = N_("This token is unknown, has expired or was revoked. Ask for a new one.")


class VersionNeeded(WordedRefusal):
    """Deciding needs an If-Match header, so that nobody decides on what they have not seen."""

    template = N_("Say which version you read: send its ETag in the header If-Match.")


class CursorNotUsable(WordedRefusal):
    place: ClassVar[str] = "query"
    about = "cursor"
    template = N_("This cursor belongs to no such list. Begin at its first page.")


class IdempotencyKeyReused(WordedRefusal):
    place: ClassVar[str] = "header"
    about = "Idempotency-Key"
    template = N_("This Idempotency-Key was used for another request. Choose a new one.")


class RequestStillRunning(WordedRefusal):
    retry_after: ClassVar[int] = 1
    template = N_("The same request is still being carried out. Ask again in a moment.")


class AddressUnclear(WordedRefusal):
    about = "email"
    template = N_("Write your e-mail address, such as ten@coquan.gov.vn.")


class SignInCodeWrong(WordedRefusal):
    """For a wrong, late, used or tried-out code, and for an unknown address: alike."""

    about = "code"
    template = N_("This code does not fit. Use the newest mail, or ask for a new code.")


class SignInNotConfirmed(WordedRefusal):
    """What the agency's sign-in told does not fit, is too old, or names no verified address."""

    template = N_("Your agency's sign-in did not confirm who you are. Try again, or another way.")


class AccountUnknown(WordedRefusal):
    """Nobody is ever entered by signing in."""

    template = N_("Nobody is entered here as %(email)s. Ask the secretariat to enter this address.")
    email: str


class AnotherAccount(WordedRefusal):
    template = N_("You are signed in as somebody else here. Sign out first.")


class ProviderSilent(WordedRefusal):
    retry_after: ClassVar[int] = 30
    template = N_("Your agency's sign-in does not answer. Try again later, or sign in another way.")


class AnswerMissing(WordedRefusal):
    about = "choice"
    template = N_("Choose your answer.")


class CodeMissing(WordedRefusal):
    about = "code"
    template = N_("Type the code that is printed in the mail beside the link.")


class TextTooLong(WordedRefusal):
    about = "reason"
    template = N_("This is longer than %(limit)s characters. Shorten it.")
    limit: int


class FileMissing(WordedRefusal):
    about = "file"
    template = N_("Choose a file first.")


class PointsNotRead(WordedRefusal):
    """A list with points to note is submitted knowingly."""

    about = "known"
    template = N_("Read the points to note, then tick that you did. Or mend the list first.")


class FileGone(WordedRefusal):
    """A checked list that was not submitted in time."""

    about = "file"
    template = N_("The checked file is not kept any longer. Choose it again.")


class WhyMissing(WordedRefusal):
    about = "reason"
    template = N_("Write why. It is kept in the dossier's history.")


class NoteMissing(WordedRefusal):
    about = "note"
    template = N_("Write what was supplemented. The reviewers read it first.")


class TitleMissing(WordedRefusal):
    about = "title"
    template = N_("Write what the sitting is called.")


class SittingDayMissing(WordedRefusal):
    about = "sitting_on"
    template = N_("Give the day of the sitting.")


class PaperDayMissing(WordedRefusal):
    about = "dated_on"
    template = N_("Give the day that stands on the paper.")


class VotesMissing(WordedRefusal):
    about = "in_favour"
    template = N_("Give how many are in favour and how many against, as whole numbers.")


class SuccessorMissing(WordedRefusal):
    about = "to_person_id"
    template = N_("Choose who is to be asked instead.")


class OfficeMissing(WordedRefusal):
    about = "office"
    template = N_("Choose which office is given.")


class HolderMissing(WordedRefusal):
    about = "person_id"
    template = N_("Choose who is to hold the seat.")


class NameMissing(WordedRefusal):
    about = "name"
    template = N_("Write the name.")


class FirstDayMissing(WordedRefusal):
    about = "starts_on"
    template = N_("Give the first day.")
