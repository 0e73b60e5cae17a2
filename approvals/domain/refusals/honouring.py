"""Why the roll of honour does not show what is asked for."""

from approvals.domain.wording import N_, WordedRefusal


class HonourNotFound(WordedRefusal):
    template = N_(
        "No such award stands on the roll of honour. It may have been taken back, or the nominee "
        "does not wish to be named."
    )
