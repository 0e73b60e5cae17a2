"""Why a council waits for a public consultation, or a consultation cannot be what was asked."""

from datetime import date

from approvals.domain.wording import N_, WordedRefusal


class ConsultationMissing(WordedRefusal):
    template = N_(
        "The rules ask for a public consultation before the council votes, and none was opened."
        " Open one from the submission."
    )


class ConsultationRunning(WordedRefusal):
    template = N_(
        "The public consultation runs until the end of %(until)s. The council votes after that."
    )
    until: date


class ConsultationNotFound(WordedRefusal):
    template = N_("There is no such consultation.")


class ConsultationNotOpen(WordedRefusal):
    template = N_("Comments are taken from %(opens_on)s to %(closes_on)s.")
    opens_on: date
    closes_on: date


class ConsultationBegun(WordedRefusal):
    template = N_("The consultation began on %(opens_on)s: it can no longer be withdrawn.")
    opens_on: date


class ConsultationTooShort(WordedRefusal):
    template = N_("The rules ask for at least %(days)s working days.")
    about = "working_days"
    days: int


class ConsultationWithoutLength(WordedRefusal):
    template = N_("The rules do not say for how long: enter the number of working days.")
    about = "working_days"


class ConsultationOpensBefore(WordedRefusal):
    template = N_("It can open today at the earliest.")
    about = "opens_on"


class ConsultationUntitled(WordedRefusal):
    template = N_("Give the consultation a title.")
    about = "title"


class NothingToConsultOn(WordedRefusal):
    template = N_("Choose at least one dossier.")
    about = "dossier"


class NotToBeConsulted(WordedRefusal):
    """Of another submission, ended, listed already, or of an award that is not posted."""

    template = N_("%(dossier)s cannot be listed: choose among those on the page.")
    about = "dossier"
    dossier: str


class CommentEmpty(WordedRefusal):
    template = N_("Write your comment.")
    about = "text"


class CommentNotFound(WordedRefusal):
    template = N_("There is no such comment.")


class CommentJudged(WordedRefusal):
    template = N_("The comment was looked at before, with another result. Nothing was changed.")


class CommentReasonNeeded(WordedRefusal):
    template = N_("Say why.")
    about = "reason"
