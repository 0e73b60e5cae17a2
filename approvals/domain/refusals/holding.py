"""Why a dossier on hold cannot move, or cannot be put on hold."""

from datetime import datetime

from approvals.domain.wording import N_, WordedRefusal
from models.conduct import HoldCause


class OnHold(WordedRefusal):
    """It tells no cause: whoever is refused may not be one to know it."""

    template = N_(
        "The dossier has been on hold since %(since)s. Nothing can be decided until it is"
        " released; whoever is asked then gets a mail."
    )
    since: datetime


class HoldNotProvided(WordedRefusal):
    template = N_("The rules of this dossier know no hold for “%(cause)s”.")
    about = "cause"
    cause: HoldCause


class HoldDocumentMissing(WordedRefusal):
    template = N_("Give the number of the paper that the hold rests on, like 12/TB-TTr.")
    about = "document"


class HoldNotFound(WordedRefusal):
    template = N_("There is no such hold.")
