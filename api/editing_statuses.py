"""How refusals about changing rules are answered over HTTP."""

from collections.abc import Mapping

from approvals.domain.refusals import editing
from core.refusal import Refusal

EDITING_STATUS: Mapping[type[Refusal], int] = {
    editing.RuleValueUnknown: 404,
    editing.RulesEditedMeanwhile: 409,
    editing.VotesWouldCountDifferently: 409,
    editing.RuleUnchanged: 422,
    editing.RuleChoiceMissing: 422,
    editing.WholeNumberNeeded: 422,
    editing.DaysNotFalling: 422,
    editing.DayOfYearNeeded: 422,
    editing.BasisMissing: 422,
    editing.StrengthMissing: 422,
    editing.RuleNoteMissing: 422,
    editing.TooWeakToStop: 422,
    editing.EditReasonMissing: 422,
}
