"""What the past does not hold."""

from datetime import datetime

from approvals.domain.wording import N_, WordedRefusal


class NothingYet(WordedRefusal):
    template = N_("At this moment (%(moment)s) the dossier was not there yet. Choose a later one.")
    moment: datetime | int
