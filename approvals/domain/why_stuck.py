"""Why a dossier does not move: the one cause that must be dealt with first, and what helps. Pure.

A cause is an entry of `CAUSES`: a stable code, the one action that un-sticks it, a sentence, and
what tells it from where the dossier stands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from approvals.domain import standing_still, those_asked
from approvals.domain.remedies import Remedy
from approvals.domain.standing import Standing
from approvals.domain.those_asked import MAIL_WITHIN, OPENED_WITHIN, Facts
from approvals.domain.wording import N_

ENGINE_WITHIN = timedelta(minutes=10)  # by then it has looked at a dossier that changed
_ENGINE_AGAIN = timedelta(minutes=15)  # after which an engine may be back, or a line have moved on
_MAIL_AGAIN = timedelta(minutes=15)  # after which a mail may have reached whom none had reached
_JUST_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cause:
    """`found` gives the facts of the sentence where this is the cause, and None elsewhere."""

    code: str
    title: str  # of all dossiers that are stuck by it
    remedy: Remedy
    template: str
    found: Callable[[Standing], Facts | None]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A cause with its facts."""

    cause: Cause
    facts: Facts

    def sentence_in(self, translate: Callable[[str], str], show: Callable[[object], object]) -> str:
        """In a reader's language: `show` writes one fact for that reader."""
        shown = {name: show(fact) for name, fact in self.facts.items()}
        return translate(self.cause.template) % shown


def why_stuck(at: Standing) -> Stuck | None:
    """The first cause of `CAUSES` that is the case; None while the dossier moves."""
    return next(_found(at), None)


def changes_at(at: Standing) -> datetime | None:
    """Until when `why_stuck` says the same of a dossier that nobody touches; None: for good."""
    moments = [one.on_its_way_since + MAIL_WITHIN for one in at.asked if one.on_its_way_since]
    moments += [one.asked_at + OPENED_WITHIN for one in at.asked if one.asked_at and not one.opened]
    if at.unheeded_since:
        moments += [at.unheeded_since + ENGINE_WITHIN, at.now + _ENGINE_AGAIN]
    if any(one.unreachable for one in at.asked):
        moments.append(at.now + _MAIL_AGAIN)
    if at.usual and at.is_open:
        moments += [at.since + at.usual.in_85_percent, at.since + at.usual.in_95_percent]
    after = [moment + _JUST_AFTER for moment in moments]
    after += [moment for moment in (at.due_at, at.posting_over_at) if moment]
    after += [one.away_changes_at for one in at.asked if one.away_changes_at]
    return min((moment for moment in after if moment > at.now), default=None)


def _found(at: Standing) -> Iterator[Stuck]:
    for cause in CAUSES:
        facts = cause.found(at)
        if facts is not None:
            yield Stuck(cause, facts)


def _engine_not_running(at: Standing) -> Facts | None:
    since = at.unheeded_since
    waits = since is not None and not at.in_line and at.now - since > ENGINE_WITHIN
    return {"since": since} if waits else None


def _envelopes_sealed(at: Standing) -> Facts | None:
    return {"count": at.envelopes} if at.is_open and at.envelopes and not at.asked else None


def _seat_vacant(at: Standing) -> Facts | None:
    return {} if at.is_open and not at.asked else None


def _quorum_short(at: Standing) -> Facts | None:
    return {"due_on": at.due_on, "votes": at.short} if at.is_late and at.short else None


def _past_due(at: Standing) -> Facts | None:
    return {"due_on": at.due_on} if at.is_late else None


def _longer_than_95(at: Standing) -> Facts | None:
    return _longer_than(at, at.usual.in_95_percent if at.usual else None)


def _longer_than_85(at: Standing) -> Facts | None:
    return _longer_than(at, at.usual.in_85_percent if at.usual else None)


def _longer_than(at: Standing, usual: timedelta | None) -> Facts | None:
    """Calendar days."""
    age = at.now - at.since
    return {"days": age.days} if at.is_open and usual is not None and age > usual else None


# The first that is found is told: what keeps all others from being dealt with stands first.
CAUSES = (
    Cause(
        "engine_not_running",
        N_("The engine has not looked at them"),
        Remedy.RECONCILE,
        N_("The engine has not looked at it since %(since)s."),
        _engine_not_running,
    ),
    Cause(
        "on_hold",
        N_("On hold"),
        Remedy.RELEASE,
        N_("It has been on hold since %(since)s."),
        standing_still.on_hold,
    ),
    Cause(
        "waiting_for_unit",
        N_("Returned, waiting for the unit"),
        Remedy.ASK_UNIT,
        N_("It was returned; the unit has had it since %(since)s."),
        standing_still.waiting_for_unit,
    ),
    Cause(
        "consultation_missing",
        N_("To be posted for the public"),
        Remedy.OPEN_CONSULTATION,
        N_("The council waits for a public consultation, and none was opened."),
        standing_still.consultation_missing,
    ),
    Cause(
        "consultation_running",
        N_("Public consultation under way"),
        Remedy.SEE_CONSULTATION,
        N_("The public is consulted until %(until)s; the council votes after that."),
        standing_still.consultation_running,
    ),
    Cause(
        "envelopes_sealed",
        N_("Envelopes to be opened"),
        Remedy.OPEN_ENVELOPES,
        N_("Everybody else has voted; envelopes that are to be opened: %(count)s."),
        _envelopes_sealed,
    ),
    Cause(
        "seat_vacant",
        N_("Nobody to decide"),
        Remedy.FILL_SEAT,
        N_("Nobody who may judge is asked: a seat must be filled."),
        _seat_vacant,
    ),
    Cause(
        "mail_failed",
        N_("Mail does not reach those asked"),
        Remedy.CORRECT_ADDRESS,
        N_("Mail does not reach %(names)s."),
        those_asked.mail_failed,
    ),
    Cause(
        "mail_not_delivered",
        N_("Mail left and did not arrive"),
        Remedy.SEND_AGAIN,
        N_("Mail to %(names)s left, and did not arrive within a day."),
        those_asked.mail_not_delivered,
    ),
    Cause(
        "away_uncovered",
        N_("Away, and nobody acts for them"),
        Remedy.NAME_COVER,
        N_("%(names)s: away until %(until)s, and nobody acts for them."),
        those_asked.away_uncovered,
    ),
    Cause(
        "opinion_awaited",
        N_("Another body's opinion is awaited"),
        Remedy.REMIND_BODY,
        N_("Another body was asked for its opinion and has not answered; it has until %(until)s."),
        those_asked.opinion_awaited,
    ),
    Cause(
        "quorum_short",
        N_("Past due, too few votes"),
        Remedy.REMIND,
        N_("It was due on %(due_on)s, and the ballot lacks %(votes)s votes of its quorum."),
        _quorum_short,
    ),
    Cause(
        "opened_undecided",
        N_("Past due, opened and not decided"),
        Remedy.REASSIGN,
        N_("It was due on %(due_on)s; %(names)s opened it and did not decide."),
        those_asked.opened_undecided,
    ),
    Cause(
        "past_due",
        N_("Past due"),
        Remedy.REMIND,
        N_("It was due on %(due_on)s."),
        _past_due,
    ),
    Cause(
        "never_opened",
        N_("Asked, and the page was never opened"),
        Remedy.REMIND,
        N_("Not opened within five days of being asked: %(names)s."),
        those_asked.never_opened,
    ),
    Cause(
        "longer_than_95",
        N_("Longer than 95 of 100"),
        Remedy.ESCALATE,
        N_("It has been there for %(days)s days, longer than 95 of 100 dossiers at this gate."),
        _longer_than_95,
    ),
    Cause(
        "longer_than_85",
        N_("Longer than 85 of 100"),
        Remedy.REMIND,
        N_("It has been there for %(days)s days, longer than 85 of 100 dossiers at this gate."),
        _longer_than_85,
    ),
)


def titled(code: str) -> str:
    """What is said of all dossiers that are stuck by a cause."""
    return next(cause.title for cause in CAUSES if cause.code == code)
