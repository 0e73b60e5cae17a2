"""What refusals of holds, other bodies' opinions, and taking awards back, answer over HTTP."""

from collections.abc import Mapping

from approvals.domain.refusals import consulting, holding, revoking
from core.refusal import Refusal

CONDUCT_STATUS: Mapping[type[Refusal], int] = {
    holding.HoldNotFound: 404,
    revoking.RevocationNotFound: 404,
    holding.OnHold: 409,
    revoking.RevocationDecided: 409,
    revoking.RevocationStands: 409,
    consulting.OpinionNotFound: 404,
    consulting.BodyRemindedToday: 409,
    consulting.OpinionAnswered: 409,
    consulting.OpinionAwaited: 409,
    consulting.OpinionLapsed: 409,
    consulting.OpinionLimitUnknown: 409,
    consulting.OpinionTooLate: 409,
    consulting.BodyNotAskable: 422,
    consulting.ObjectionUnexplained: 422,
    holding.HoldDocumentMissing: 422,
    holding.HoldNotProvided: 422,
    revoking.ConcludedAhead: 422,
    revoking.ConclusionMissing: 422,
    revoking.RecoveredBefore: 422,
    revoking.RefusalUnexplained: 422,
    revoking.RevocationNumberMissing: 422,
}
