"""The statuses of refusals about movements: a part of the one table in api/statuses.py."""

from collections.abc import Mapping

from approvals.domain.refusals import movements as refused
from core.refusal import Refusal

EMULATION_STATUS: Mapping[type[Refusal], int] = {
    refused.MovementNotFound: 404,
    refused.LevelOfTheBoard: 403,
    refused.BodyInTwoParts: 422,
    refused.DayAhead: 422,
    refused.DaysOutOfOrder: 422,
    refused.MovementNameMissing: 422,
    refused.MovementNotYours: 422,
}
