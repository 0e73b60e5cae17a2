"""Why a dossier cannot be settled at a body's own authority."""

from approvals.domain.wording import N_, WordedRefusal


class NoOwnAward(WordedRefusal):
    template = N_(
        "The rules of this dossier give %(body)s no award of its own for this kind of nominee. "
        "Decide on the dossier as it is."
    )
    body: str


class NotOwnAward(WordedRefusal):
    template = N_("%(award)s is not an award that %(body)s gives itself. Choose one of the list.")
    about = "award"
    award: str
    body: str


class EndsHereAnyway(WordedRefusal):
    template = N_(
        "%(body)s has the last word on this award: it is not proposed to anybody above. Decide on "
        "the dossier as it is."
    )
    body: str


class CouncilIsVoting(WordedRefusal):
    template = N_(
        "The council has begun to vote on this dossier. Its vote is not cut short: wait until it "
        "is over."
    )


class SettlingUnexplained(WordedRefusal):
    template = N_("Write why it is settled here: the nominating body reads it.")
    about = "reason"
