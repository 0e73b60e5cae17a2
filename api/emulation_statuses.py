"""The statuses of refusals about movements and models: a part of those in api/statuses.py."""

from collections.abc import Mapping

from approvals.domain.refusals import following_up
from approvals.domain.refusals import movements as refused
from core.refusal import Refusal

EMULATION_STATUS: Mapping[type[Refusal], int] = {
    refused.MovementNotFound: 404,
    following_up.NotAwardedYet: 409,
    following_up.StageDone: 409,
    following_up.StageNotPlanned: 409,
    following_up.StageTooEarly: 409,
    following_up.SeatNotOffered: 422,
    refused.LevelOfTheBoard: 403,
    refused.BodyInTwoParts: 422,
    refused.DayAhead: 422,
    refused.DaysOutOfOrder: 422,
    refused.MovementNameMissing: 422,
    refused.MovementNotYours: 422,
}
