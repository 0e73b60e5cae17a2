"""Why nobody is reminded of a dossier now, or told above, and the engine not asked about it."""

from datetime import datetime

from approvals.domain.wording import N_, WordedRefusal


class NobodyToRemind(WordedRefusal):
    template = N_("%(dossier)s waits for nobody who could be reminded. Open it to see why.")
    dossier: str


class RemindedToday(WordedRefusal):
    template = N_("%(dossier)s: a reminder went out today, %(reminded_at)s. Try again tomorrow.")
    dossier: str
    reminded_at: datetime


class EscalatedToday(WordedRefusal):
    template = N_("%(dossier)s: those above were told today, %(told_at)s. Try again tomorrow.")
    dossier: str
    told_at: datetime


class NobodyAbove(WordedRefusal):
    template = N_("%(dossier)s: nobody stands above those who are asked. Remind them instead.")
    dossier: str


class EngineAway(WordedRefusal):
    template = N_(
        "The engine is away. Whoever runs the program starts it: `bangvang doctor` helps."
    )


class NothingToServe(WordedRefusal):
    template = N_("The engine has looked at %(dossier)s by now.")
    dossier: str


class StuckByAnother(WordedRefusal):
    """What was offered is no longer what helps."""

    template = N_("%(dossier)s has moved on, or is stuck by something else by now.")
    dossier: str
