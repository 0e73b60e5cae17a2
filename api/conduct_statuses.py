"""What refusals of holds, consultations, opinions and taking awards back answer over HTTP."""

from collections.abc import Mapping

from approvals.domain.refusals import asking_bodies, consulting, holding, honouring, revoking
from core.refusal import Refusal

CONDUCT_STATUS: Mapping[type[Refusal], int] = {
    holding.HoldNotFound: 404,
    honouring.HonourNotFound: 404,
    revoking.RevocationNotFound: 404,
    consulting.CommentNotFound: 404,
    consulting.ConsultationNotFound: 404,
    consulting.CommentJudged: 409,
    consulting.ConsultationBegun: 409,
    consulting.ConsultationMissing: 409,
    consulting.ConsultationNotOpen: 409,
    consulting.ConsultationRunning: 409,
    holding.OnHold: 409,
    revoking.RevocationDecided: 409,
    revoking.RevocationStands: 409,
    consulting.CommentEmpty: 422,
    consulting.CommentReasonNeeded: 422,
    consulting.ConsultationOpensBefore: 422,
    consulting.ConsultationTooShort: 422,
    consulting.ConsultationUntitled: 422,
    consulting.ConsultationWithoutLength: 422,
    consulting.NotToBeConsulted: 422,
    consulting.NothingToConsultOn: 422,
    asking_bodies.OpinionNotFound: 404,
    asking_bodies.BodyRemindedToday: 409,
    asking_bodies.OpinionAnswered: 409,
    asking_bodies.OpinionAwaited: 409,
    asking_bodies.OpinionLapsed: 409,
    asking_bodies.OpinionLimitUnknown: 409,
    asking_bodies.OpinionTooLate: 409,
    asking_bodies.BodyNotAskable: 422,
    asking_bodies.ObjectionUnexplained: 422,
    holding.HoldDocumentMissing: 422,
    holding.HoldNotProvided: 422,
    revoking.ConcludedAhead: 422,
    revoking.ConclusionMissing: 422,
    revoking.RecoveredBefore: 422,
    revoking.RefusalUnexplained: 422,
    revoking.RevocationNumberMissing: 422,
}
