"""The port every mailer fills: an envelope in, the provider's id or one of three failures out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One rendered mail. It holds a link and a code: never log it, never keep it."""

    message_id: UUID
    template: str
    to_address: str
    to_name: str
    subject: str
    text: str
    html: str
    made_at: datetime
    reply_to: str | None = None
    leave_out_url: str = ""  # where this kind of mail can be left out with one click, if it may

    @property
    def headers(self) -> Mapping[str, str]:
        """What mail programs read besides the mail (RFC 3834, 2369, 8058)."""
        automatic = {"Auto-Submitted": "auto-generated"}
        if not self.leave_out_url:
            return automatic
        return automatic | {
            "List-Unsubscribe": f"<{self.leave_out_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }


class Mailer(Protocol):
    grace: timedelta
    """How long a mail in doubt waits before it is sent again; none where twice does no harm."""

    def send(self, envelope: Envelope) -> str:
        """Hand one mail over and return the provider's id for it.

        Raises `Undeliverable`, `RetryLater` or `OutcomeUnknown`, and nothing else on purpose.
        """
        ...


class Undeliverable(Exception):
    """The provider refused this mail for good: a bad address, a content it does not take."""


class RetryLater(Exception):
    """The provider surely did not take the mail now: it is busy, down, or refuses our key.

    `after` is how long the provider asked us to wait, where it said so.
    """

    def __init__(self, problem: str, *, after: timedelta | None = None) -> None:
        super().__init__(problem)
        self.after = after


class OutcomeUnknown(Exception):
    """The mail was handed over and no answer came: it may be on its way, or lost."""
