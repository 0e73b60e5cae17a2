"""Delivering one message: claim it, make and send it, note what became of it.

    queued ──claim──→ claimed ──→ accepted
      ↑ ↑               │ ├─────→ rejected   for good: the provider refused it
      │ │               │ ├─────→ overtaken  what it would say is no longer so
      │ └─ retry later ─┘ └─────→ unknown    no answer, or the deliverer died
      └───── after a grace ─────────┘

What the provider reports afterwards settles an unknown outcome before the grace is over, and says
whether an accepted mail arrived: `approvals/commands/read_reports.py`.

Claim and mark are transactions of their own; nothing is open while the mail is rendered and sent.
Delivery is at least once: docs/decisions/0006-mail-at-least-once.md.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.accept_message import accept_message
from approvals.commands.reject_message import reject_message
from approvals.queries import mail
from core import clock
from core.database import transaction
from core.failpoints import failpoint
from core.keys import application_key
from core.settings import Settings
from models.enums import MessageState
from notifications.composing import compose
from notifications.mailers.port import Envelope, Mailer, OutcomeUnknown, RetryLater, Undeliverable
from notifications.making import Making, NoLongerNeeded
from notifications.rendering import render

LEASE = timedelta(minutes=1)  # far longer than a mailer takes
FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)
_DOUBLINGS = 10  # beyond the longest wait; keeps the arithmetic small

log = structlog.get_logger()
chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of an attempt: the message's columns from now on."""

    state: MessageState
    next_attempt_at: datetime
    problem: str | None = None
    provider_id: str | None = None


def due_message_ids(session: Session, now: datetime, limit: int = 100) -> list[UUID]:
    """Messages to deliver now, the longest due first; those left in doubt are among them."""
    return mail.due_ids(session, now=now, limit=limit)


def deliver(
    engine: Engine,
    settings: Settings,
    message_id: UUID,
    *,
    mailer: Mailer,
    now: Callable[[], datetime] = clock.now,
) -> MessageState:
    """Send a message if it is due and nobody else is at it; the state it is in afterwards.

    What goes wrong with the mail is noted and tried again where that helps; it does not raise.
    The clock comes as a function, since sending takes time.
    """
    attempt = _claim(engine, message_id, mailer.grace, now())
    if attempt is None:
        with transaction(engine) as session:
            return mail.state_of(session, message_id)
    failpoint("mail-claimed")
    try:
        envelope = _envelope(engine, settings, message_id, now())
        failpoint("mail-made")
        provider_id = mailer.send(envelope)
    except (NoLongerNeeded, Undeliverable, OutcomeUnknown, RetryLater) as failure:
        mark = _failed(failure, attempt, mailer.grace, now())
    else:
        failpoint("mail-sent")
        mark = _accepted(provider_id, now())
    return _note(engine, message_id, attempt, mark)


def wait_after(attempt: int) -> timedelta:
    """20 s, 40 s, 80 s … up to an hour, each cut by up to a half so that retries spread out."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(attempt - 1, _DOUBLINGS)))
    return longest * chance.uniform(0.5, 1.0)


def _claim(engine: Engine, message_id: UUID, grace: timedelta, now: datetime) -> int | None:
    """The number of our attempt; None when there is nothing for us to do."""
    with transaction(engine) as session:
        if mail.doubt(session, message_id, now=now, until=now + grace):
            log.warning("mail left in doubt", message=str(message_id))
        return mail.claim(session, message_id, now=now, until=now + LEASE)


def _note(engine: Engine, message_id: UUID, attempt: int, mark: Mark) -> MessageState:
    with transaction(engine) as session:
        ours = _become(session, message_id, attempt, mark)
        state = mark.state if ours else mail.state_of(session, message_id)
        failpoint("mail-marked")
    log.info(
        "mail", message=str(message_id), attempt=attempt, became=mark.state.value, late=not ours
    )
    return state


def _become(session: Session, message_id: UUID, attempt: int, mark: Mark) -> bool:
    """Whether the message is in this state now; False when a later attempt has begun."""
    match mark.state:
        case MessageState.ACCEPTED:
            return accept_message(
                session,
                message_id,
                attempt=attempt,
                provider_id=mark.provider_id or "",
                now=mark.next_attempt_at,
            )
        case MessageState.REJECTED:
            return reject_message(
                session,
                message_id,
                attempt=attempt,
                problem=mark.problem or "",
                now=mark.next_attempt_at,
            )
        case _:
            return mail.mark(session, message_id, attempt=attempt, **asdict(mark))


def _accepted(provider_id: str, now: datetime) -> Mark:
    return Mark(state=MessageState.ACCEPTED, next_attempt_at=now, provider_id=provider_id)


def _failed(failure: Exception, attempt: int, grace: timedelta, now: datetime) -> Mark:
    match failure:
        case NoLongerNeeded():
            state, at, problem = MessageState.OVERTAKEN, now, str(failure)
        case OutcomeUnknown():
            state, at, problem = MessageState.UNKNOWN, now + grace, str(failure)
        case RetryLater():
            wait = max(failure.after or timedelta(), wait_after(attempt))
            state, at, problem = MessageState.QUEUED, now + wait, str(failure)
        case _:
            state, at, problem = MessageState.REJECTED, now, str(failure)
    return Mark(state=state, next_attempt_at=at, problem=problem)


def _envelope(engine: Engine, settings: Settings, message_id: UUID, now: datetime) -> Envelope:
    """The mail of a message: its secrets are made, and their hashes stored, before it is sent."""
    try:
        return _made(engine, settings, message_id, now)
    except NoLongerNeeded:
        raise
    except Exception as error:
        # Whatever it was, nothing was sent: this message waits, and the others go on. Its text,
        # which may hold names or a code, `core.logging` keeps out of the log.
        log.exception("mail not made", message=str(message_id))
        raise RetryLater(f"not made: {type(error).__name__}") from None


def _made(engine: Engine, settings: Settings, message_id: UUID, now: datetime) -> Envelope:
    key = application_key(settings)
    with transaction(engine) as session:
        message, reader = mail.with_reader(session, message_id)
        content = compose(
            Making(
                session=session,
                message=message,
                reader=reader,
                key=key,
                base_url=settings.base_url,
                login_waived=settings.login_waived,
                now=now,
            )
        )
    rendered = render(message.template, content, language=message.language)
    return Envelope(
        message_id=message.id,
        template=message.template,
        to_address=message.address,
        to_name=reader.name,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        made_at=now,
        reply_to=content.contact.address if content.contact else None,
        leave_out_url=content.choices.leave_out_url if content.choices else "",
    )
