"""The part of `api.statuses` that is about sealing; said by `readyz` and the command line."""

from collections.abc import Mapping

from approvals.domain.refusals import sealing
from core.refusal import Refusal

SEALING_STATUS: Mapping[type[Refusal], int] = {
    sealing.NotSignedByUs: 403,
    sealing.LogOlder: 409,
    sealing.LogDiffers: 409,
    sealing.LogRenamed: 409,
    sealing.NothingToSign: 409,
    sealing.NewerIsSigned: 409,
    sealing.PublishedUnreadable: 409,
}
