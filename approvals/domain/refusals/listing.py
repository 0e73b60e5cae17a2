"""Why dossiers cannot be put on a docket."""

from approvals.domain.wording import N_, WordedRefusal


class NothingToAdd(WordedRefusal):
    template = N_("Nothing that fits waits here, or it is on the docket of a sitting already.")


class DocketFull(WordedRefusal):
    template = N_("A docket takes %(limit)s dossiers. Add fewer, or open another docket.")
    limit: int
