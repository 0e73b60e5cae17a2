"""The statuses of refusals in a bloc's year: a part of the one table in api/statuses.py."""

from collections.abc import Mapping

from approvals.domain.refusals import blocs as refused
from core.refusal import Refusal

BLOC_STATUS: Mapping[type[Refusal], int] = {
    refused.BlocNotFound: 404,
    refused.MatterNotFound: 404,
    refused.RegistrationNotFound: 404,
    refused.ReportNotFound: 404,
    refused.VoteNotFound: 404,
    refused.VoteNotOpen: 409,
    refused.AgreementMissing: 409,
    refused.AgreementSettled: 409,
    refused.AlreadyElected: 409,
    refused.MemberVoted: 409,
    refused.RegistrationNotOpen: 409,
    refused.RegistrationOver: 409,
    refused.ReportAlreadyAsked: 409,
    refused.ReportClosed: 409,
    refused.ReportNotSent: 409,
    refused.VoteAlreadyOpen: 409,
    refused.VotesOutstanding: 409,
    refused.AwardNotVoted: 422,
    refused.CountNeeded: 422,
    refused.DayNeeded: 422,
    refused.ElectionMiscounted: 422,
    refused.LeaderUnsettled: 422,
    refused.MemberUnknown: 422,
    refused.NobodyPutForward: 422,
    refused.OneBodyTwice: 422,
    refused.ReplyMissing: 422,
    refused.ResultsMissing: 422,
    refused.TextNeeded: 422,
    refused.VoteIncomplete: 422,
}
