"""The statuses of refusals about personal data: a part of the one table in api/statuses.py."""

from collections.abc import Mapping

from approvals.domain.refusals import personal_data as refused
from core.refusal import Refusal

REGISTER_STATUS: Mapping[type[Refusal], int] = {
    refused.RequestNotFound: 404,
    refused.AnotherMustApprove: 403,
    refused.AlreadyAnswered: 409,
    refused.AlreadyErased: 409,
    refused.AlreadyExtended: 409,
    refused.MayStillBeUndone: 409,
    refused.StillAsked: 409,
    refused.StillHoldsSeat: 409,
    refused.StillUnderReview: 409,
    refused.AboutOneNeeded: 422,
    refused.AnswerNeeded: 422,
    refused.GroundNeeded: 422,
    refused.KindNeeded: 422,
    refused.NamesThePerson: 422,
    refused.ReceivedAhead: 422,
    refused.ReceivedOnNeeded: 422,
    refused.ErasureLedgerUnreadable: 500,
}
