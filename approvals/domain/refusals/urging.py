"""Why nobody is reminded of a dossier now."""

from datetime import datetime

from approvals.domain.wording import N_, WordedRefusal


class NobodyToRemind(WordedRefusal):
    template = N_("%(dossier)s waits for nobody who could be reminded. Open it to see why.")
    dossier: str


class RemindedToday(WordedRefusal):
    template = N_("%(dossier)s: a reminder went out today, %(reminded_at)s. Try again tomorrow.")
    dossier: str
    reminded_at: datetime
