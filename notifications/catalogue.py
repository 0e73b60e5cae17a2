"""Every message there is. A message is queued as ids; what it shows is read when it is rendered.

So the queue holds no names and no reasons, a mail that waited shows what is true when it leaves,
and the dedupe key says what the message is about: nobody is told the same twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from models.enums import MailTopic
from notifications.agency_notices import OpinionAsked, OpinionGiven, OpinionReminder
from notifications.conduct_notices import GoesOn, PutOnHold, RevocationDecided, RevocationProposed
from notifications.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOpened(Notice):
    """To each reviewer whose turn it is: a dossier waits for your decision."""

    template = "gate_opened"

    assignment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Notice):
    """To a reviewer who has not decided, some working days before the due day."""

    template = "reminder"
    topic = MailTopic.REMINDERS

    assignment_id: UUID
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Notice):
    """To a reviewer who was written to: the dossier has changed, read it again by this new link.

    `link_id` is the last one they got, so that several changes bring one mail.
    """

    template = "changed"
    rests = timedelta(minutes=5)  # files are often added one by one

    assignment_id: UUID
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink(Notice):
    """To a reviewer for whom a new link was asked for, in place of the last one they got."""

    template = "new_link"
    can_wait = False

    assignment_id: UUID
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Notice):
    """To the secretariat and the head above: a gate is overdue, and who has not answered there."""

    template = "escalated"

    gate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsStill(Notice):
    """To the same: somebody in the secretariat asks them to get a gate moving."""

    template = "stands_still"
    gate_id: UUID
    day: date
    asked_by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Notice):
    """To the nominator: a dossier came back for supplement, with the whole reason."""

    template = "returned"

    gate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StillReturned(Notice):
    """To the nominator: the secretariat asks for the supplement that a dossier waits for."""

    template = "still_returned"

    gate_id: UUID
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Notice):
    """To the nominator: awarded, or declined with the reason."""

    template = "outcome"
    topic = MailTopic.OUTCOMES

    dossier_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack(Notice):
    """To whoever got a mail because of a decision that was then taken back: it is void."""

    template = "taken_back"
    can_wait = False

    message_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionEntered(Notice):
    """To an absent member of a council: what was entered as your written opinion, and by whom."""

    template = "opinion_entered"
    can_wait = False  # an objection counts until the ballot is over

    opinion_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSet(Notice):
    """To whoever acts for somebody who is away; to the latter, where another entered it."""

    template = "cover_set"
    can_wait = False  # it may begin today

    cover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCode(Notice):
    """To whoever asked to sign in: the six digits."""

    template = "sign_in_code"
    can_wait = False

    code_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCode(Notice):
    """To a reviewer who asked for a fresh code, where a step takes one: the six digits."""

    template = "decision_code"
    can_wait = False

    assignment_id: UUID
    code_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(Notice):
    """To whoever has mail gathered: all of it in one, in the morning."""

    template = "digest"
    can_wait = False

    person_id: UUID
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointMade(Notice):
    """To every auditor, once a day: the newest signed checkpoint, to be kept elsewhere."""

    template = "checkpoint_made"
    can_wait = False  # a digest would tell of it without its text

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue(Notice):
    """To a member of a bloc that owes its report: some days before the due day, and once late.

    `day` is that of the reminder, which is told once.
    """

    template = "report_due"

    round_id: UUID
    member_id: UUID
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningBrief(Notice):
    """To the secretariat on working mornings: what is newly stuck, un-stuck, due this week."""

    template = "morning_brief"
    topic = MailTopic.MORNING_BRIEF
    alone = True  # it gathers already

    day: date


CATALOGUE: Mapping[str, type[Notice]] = {
    notice.template: notice
    for notice in (
        GateOpened,
        Reminder,
        Changed,
        NewLink,
        Escalated,
        StandsStill,
        Returned,
        StillReturned,
        Outcome,
        TakenBack,
        PutOnHold,
        GoesOn,
        RevocationProposed,
        RevocationDecided,
        OpinionAsked,
        OpinionReminder,
        OpinionGiven,
        OpinionEntered,
        CoverSet,
        SignInCode,
        DecisionCode,
        Digest,
        CheckpointMade,
        MorningBrief,
        ReportDue,
    )
}
# Those that are gathered once somebody got many in a day.
COUNTED = frozenset(
    name for name, notice in CATALOGUE.items() if notice.can_wait and not notice.alone
)


def left_out_as(notice: Notice, *, due_on: date | None, today: date) -> MailTopic | None:
    """What kind of mail this is to whoever may do without it; from the due day on, it is none."""
    return notice.topic if due_on is None or today < due_on else None
