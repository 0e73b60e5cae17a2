"""Plays each story once, by the commands people and sweeps use, and keeps what they wrote.

What is kept is what the tables held after each act, as COPY writes it, and the events. Names and
numbers are marks in `⟦⟧`, which stand for those of the dossiers that will have lived the story.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlmodel import Session

from approvals.commands.accept_message import accept_message
from approvals.commands.escalate import escalate
from approvals.commands.remind import remind
from approvals.commands.submit import Nomination, Submit, submit
from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.mail_habits import Habits
from approvals.queries import copying, gates, intake, mail
from approvals.rules.calendar import vietnamese_calendar
from cli.demo_openings import open_tasks
from cli.demo_stories import Player, Step
from cli.national.country import Country, Home
from cli.national.stories import FOR_EVER, Story
from core.clock import local_moment
from models.dossiers import Dossier
from models.enums import NomineeKind, Rhythm
from models.gates import Gate
from models.rules import Campaign
from notifications import announcing

NAME, POSITION, ACHIEVEMENTS, NUMBER = "⟦NAME⟧", "⟦POSITION⟧", "⟦ACHIEVEMENTS⟧", "⟦NUMBER⟧"
SUBMITTED = timedelta(hours=8, minutes=35)  # after midnight, and after that morning's digests
_NEVER = datetime.max.replace(tzinfo=UTC)
_SOON = timedelta(minutes=1)  # until the engine has looked
# Whoever gets mail about forty dossiers in a day has it gathered.
_GATHERED = Habits(rhythm=Rhythm.DIGEST, quiet_from=21, quiet_until=6, on_days_off=False)


@dataclass(frozen=True, slots=True)
class Act:
    """Something was done, and announced by `at`; the rows of each table then, and how many events.

    Rows are as `copying.rows_of_dossier` has them.
    """

    at: datetime
    events: int
    rows: Mapping[str, Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Played:
    """A story as it was played at a body, with all events and the texts beside them."""

    story: Story
    home: Home
    code: str
    acts: tuple[Act, ...]
    events: Sequence[tuple[str, int, str, str, str | None, bytes]]
    texts: Sequence[tuple[int, str, str, bytes]]


class _Over(Exception):
    """The rehearsal is over, and what was written is taken back."""


def rehearse(
    session: Session,
    country: Country,
    stories: Sequence[Story],
    *,
    day: date,
    advance: Callable[[], None],
) -> list[Played]:
    """Each story as it was played, from a submission on that day; the database is as before."""
    played = []
    for story in stories:
        home = next(one for one in reversed(country.homes) if one.headed is story.headed)
        # Each alone: all are about one nominee. The outer one ends what the inner leaves open.
        with session.begin_nested(), suppress(_Over), session.begin_nested():
            played.append(_at(session, home, story, day=day, campaign=country.campaign))
            raise _Over
        advance()
    return played


def _at(session: Session, home: Home, story: Story, *, day: date, campaign: Campaign) -> Played:
    """As it was played at a body."""
    command = Submit(
        body_id=home.id,
        campaign_id=campaign.id,
        number=NUMBER,
        dated_on=day,
        submitted_by_id=home.secretary.person_id,
        nominations=(_nomination(story),),
    )
    moment = local_moment(day) + SUBMITTED
    submission = submit(session, command, now=moment)
    session.flush()
    [dossier] = intake.dossiers_of(session, submission.id)
    playing = _Playing(session, dossier, moment)
    playing.play(story, day)
    return Played(
        story=story,
        home=home,
        code=dossier.code,
        acts=tuple(playing.acts),
        events=copying.events_of(session, dossier.id),
        texts=copying.texts_of(session, dossier.id),
    )


def _nomination(story: Story) -> Nomination:
    return Nomination(
        kind=story.kind,
        name=NAME,
        award_code=story.award,
        position=POSITION if story.kind is NomineeKind.INDIVIDUAL else "",
        achievements=ACHIEVEMENTS,
        woman=story.woman,
        direct_worker=story.direct_worker,
    )


class _Playing:
    """One dossier, with the sweeps and the mail that go along."""

    def __init__(self, session: Session, dossier: Dossier, submitted_at: datetime) -> None:
        self._session, self._dossier = session, dossier
        self.acts: list[Act] = []
        self._look(submitted_at)

    def play(self, story: Story, day: date) -> None:
        player = Player(self._session, self._dossier, day)
        calendar = vietnamese_calendar()
        for line in story.lines:
            step = Step.parse(line)
            begins = player.begins(step, calendar)
            self._open(calendar, until=begins)
            self._sweep(until=begins)
            player.play(step, calendar)
            self._look(player.now)
        self._open(calendar, until=None, but_last=_somebody_never_looks(story))
        self._sweep(until=None)

    def _look(self, now: datetime) -> None:
        """The engine looks at where the dossier is, and tells whoever that concerns."""
        at = now + _SOON
        told = announcing.announce(self._session, self._dossier.id, now=at, usual=_GATHERED)
        for message_id in told:  # what does not wait for the morning leaves at once
            attempt = mail.claim(self._session, message_id, now=at, until=at + _SOON)
            if attempt is not None:
                accept_message(
                    self._session, message_id, attempt=attempt, provider_id="local", now=at
                )
        self._keep(at)

    def _open(
        self, calendar: WorkingCalendar, *, until: datetime | None, but_last: bool = False
    ) -> None:
        """Whoever is asked looks at their task, before the next reminder at the latest."""
        gate = gates.open_gate(self._session, self._dossier.id)
        before = min(filter(None, (until, _next_due(gate) if gate else None)), default=_NEVER)
        last = open_tasks(self._session, self._dossier, calendar, until=before, but_last=but_last)
        if last is not None:
            self._keep(last)

    def _sweep(self, *, until: datetime | None) -> None:
        """Reminders and escalations of the open gate that fall due before a moment."""
        while (gate := gates.open_gate(self._session, self._dossier.id)) is not None:
            due = _next_due(gate)
            if due is None or (until is not None and due >= until):
                return
            if due == gate.remind_at:
                asked = remind(self._session, gate.id, now=due) or ()
                announcing.remind(self._session, asked, now=due, usual=_GATHERED)
            else:
                escalate(self._session, gate.id, now=due)
                announcing.escalate(self._session, gate.id, now=due, usual=_GATHERED)
            self._session.refresh(gate)
            self._keep(due)

    def _keep(self, at: datetime) -> None:
        self._session.flush()  # the events are counted in the row
        rows = {
            table: copying.rows_of_dossier(self._session, table, self._dossier.id)
            for table in copying.OF_DOSSIER
        }
        self.acts.append(Act(at, self._dossier.last_seq, rows))


def _somebody_never_looks(story: Story) -> bool:
    """In half of the stories that are not over."""
    return story.until < FOR_EVER and Random(f"{story}").random() < 0.5  # noqa: PLR2004, S311 -- the same ones each time


def _next_due(gate: Gate) -> datetime | None:
    escalate_at = gate.escalate_at if gate.escalated_at is None else None
    return min(filter(None, (gate.remind_at, escalate_at)), default=None)
