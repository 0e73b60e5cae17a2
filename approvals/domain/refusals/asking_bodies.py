"""Why another body's opinion cannot be asked or given, or keeps a dossier from passing."""

from datetime import date, datetime

from approvals.domain.wording import N_, WordedRefusal


class OpinionAwaited(WordedRefusal):
    template = N_(
        "Another body's opinion is awaited, which has until %(until)s. Until it is there, the"
        " dossier may be returned or not approved, but it does not go on."
    )
    until: date


class OpinionLimitUnknown(WordedRefusal):
    template = N_("The rules of this dossier do not say how long another body has to answer.")


class BodyNotAskable(WordedRefusal):
    template = N_(
        "Choose another body than the one that asks, with a head or a secretary who can answer."
    )
    about = "body_id"


class OpinionNotFound(WordedRefusal):
    template = N_("No opinion was asked for here.")


class OpinionAnswered(WordedRefusal):
    template = N_("This body has answered already, on %(answered_at)s.")
    answered_at: datetime


class OpinionLapsed(WordedRefusal):
    template = N_("The time to answer is over since %(lapsed_at)s: silence was taken as agreement.")
    lapsed_at: datetime


class OpinionTooLate(WordedRefusal):
    template = N_("The dossier has ended: no opinion about it is needed any more.")


class ObjectionUnexplained(WordedRefusal):
    template = N_("Say why: whoever decides next reads it.")
    about = "reason"


class BodyRemindedToday(WordedRefusal):
    template = N_("This body was reminded today already, at %(reminded_at)s.")
    reminded_at: datetime
