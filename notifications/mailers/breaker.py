"""Keeps off a provider that does not work, and lets another way take over.

    closed ──enough failures in a row──→ open ──after a while, one mail tries──→ closed
                                           ↑                    │
                                           └────────fails───────┘

All deliverers share what is known of the provider, since it stands in the database.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from approvals.queries import circuit
from core.database import transaction
from notifications.mailers.port import Envelope, Mailer, OutcomeUnknown, RetryLater

ENOUGH = 5  # failures in a row
COOL_OFF = timedelta(seconds=30)

log = structlog.get_logger()


class Breaker:
    """Sends through `first` while it works.

    Once it has not for as long as `patience`, mail goes through `second`, if there is one; until
    then it waits in the queue.
    A mail whose outcome is unknown is never given to the other way: it may have left.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        way: str,
        first: Mailer,
        second: Mailer | None = None,
        patience: timedelta = timedelta(),
    ) -> None:
        self.grace = first.grace
        self._engine = engine
        self._way = way
        self._first = first
        self._second = second
        self._patience = patience

    def send(self, envelope: Envelope) -> str:
        """See `Mailer.send`."""
        now = envelope.made_at
        with transaction(self._engine) as session:
            open_until = circuit.keeps_off(session, self._way, now=now, until=now + COOL_OFF)
        if open_until is None:
            try:
                return self._through_first(envelope, now=now)
            except RetryLater as failure:
                refused = failure
        else:
            refused = RetryLater("not asked: it does not work just now", after=open_until - now)
        if self._second is None or not self._waited_enough(now):
            raise refused
        log.warning("mail goes another way", way=self._way, message=str(envelope.message_id))
        return self._second.send(envelope)

    def _through_first(self, envelope: Envelope, *, now: datetime) -> str:
        try:
            provider_id = self._first.send(envelope)
        except (RetryLater, OutcomeUnknown) as failure:
            asked = failure.after if isinstance(failure, RetryLater) else None
            until = now + max(asked or COOL_OFF, COOL_OFF)
            with transaction(self._engine) as session:
                circuit.failed(session, self._way, now=now, enough=ENOUGH, until=until)
            raise
        with transaction(self._engine) as session:
            circuit.worked(session, self._way)
        return provider_id

    def _waited_enough(self, now: datetime) -> bool:
        with transaction(self._engine) as session:
            since = circuit.failing_since(session, self._way)
        return since is not None and since <= now - self._patience
