"""What refusals of holds, and of taking awards back, answer over HTTP."""

from collections.abc import Mapping

from approvals.domain.refusals import holding, revoking
from core.refusal import Refusal

CONDUCT_STATUS: Mapping[type[Refusal], int] = {
    holding.HoldNotFound: 404,
    revoking.RevocationNotFound: 404,
    holding.OnHold: 409,
    revoking.RevocationDecided: 409,
    revoking.RevocationStands: 409,
    holding.HoldDocumentMissing: 422,
    holding.HoldNotProvided: 422,
    revoking.ConcludedAhead: 422,
    revoking.ConclusionMissing: 422,
    revoking.RecoveredBefore: 422,
    revoking.RefusalUnexplained: 422,
    revoking.RevocationNumberMissing: 422,
}
