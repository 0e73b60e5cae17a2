"""Why a model cannot be followed up so."""

from approvals.domain.wording import N_, WordedRefusal


class NotAwardedYet(WordedRefusal):
    template = N_("Only who was given the award is followed up as a model.")


class SeatNotOffered(WordedRefusal):
    template = N_("Nobody of the nominating body or those above it holds this seat today.")
    about = "seat"


class StageNotPlanned(WordedRefusal):
    template = N_("Say first who sees to this stage, and by when.")


class StageDone(WordedRefusal):
    template = N_("This stage is done, so it stands as it is.")


class StageTooEarly(WordedRefusal):
    """Found, nurtured, summed up, spread: in this order."""

    template = N_("The stages before this one are not done yet.")
