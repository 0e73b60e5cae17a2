"""Why something about a bloc's scores or its inspection round cannot be done."""

from decimal import Decimal

from approvals.domain.wording import N_, WordedRefusal


class SheetNotSet(WordedRefusal):
    template = N_("By what members are scored is not set yet. The head of the bloc does it first.")


class SheetSettled(WordedRefusal):
    """Whoever scored itself would otherwise have scored something else."""

    template = N_("A member has scored itself, so the criteria stand as they are.")


class ScoringOver(WordedRefusal):
    template = N_("The scores of this year are closed.")


class CriteriaMissing(WordedRefusal):
    template = N_("Write at least one criterion.")
    about = "criteria"


class CriterionUnclear(WordedRefusal):
    template = N_("“%(line)s” gives no maximum. End the line with a colon and the points.")
    about = "criteria"
    line: str


class PointsOutOfRange(WordedRefusal):
    template = N_("%(criterion)s: give points from 0 to %(maximum)s.")
    criterion: str
    maximum: Decimal


class NotScoredYet(WordedRefusal):
    template = N_("This member has not scored itself yet.")


class ScoreAppraised(WordedRefusal):
    template = N_("The head's office has appraised these points, so they stand as they are.")


class AppraisalReasonMissing(WordedRefusal):
    """A member learns why its points were changed."""

    template = N_("Say why the points differ from the member's own.")
    about = "note"


class AppraisalsOutstanding(WordedRefusal):
    template = N_("Appraise first what members scored. Still missing: %(missing)s.")
    missing: int


class HostVisitsItself(WordedRefusal):
    template = N_("A member is visited by others.")
    about = "visitor"


class VisitorMissing(WordedRefusal):
    template = N_("Choose at least one member that visits.")
    about = "visitor"


class VisitNotFound(WordedRefusal):
    template = N_("There is no such visit in this bloc's year. Open the page again.")


class VisitHeld(WordedRefusal):
    template = N_("This visit was held, so its plan stands as it is.")


class VisitNotHeld(WordedRefusal):
    template = N_("What the visit found is not entered yet.")


class VisitClosed(WordedRefusal):
    template = N_("This visit is closed.")


class FindingsMissing(WordedRefusal):
    template = N_("Write what the visit found.")
    about = "findings"


class FollowUpMissing(WordedRefusal):
    template = N_("Write what became of the findings.")
    about = "conclusion"
