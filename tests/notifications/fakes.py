"""Mailers for tests: one that remembers, one that goes wrong as told."""

from dataclasses import dataclass, field
from datetime import timedelta

from notifications.mailers.port import Envelope

GRACE = timedelta(minutes=15)


@dataclass
class MemoryMailer:
    """Takes every mail and keeps it."""

    grace = GRACE

    sent: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> str:
        self.sent.append(envelope)
        return f"memory-{len(self.sent)}"


@dataclass
class FailingMailer:
    """Takes no mail, and says why; or takes it and says so all the same."""

    grace = GRACE

    failure: BaseException
    sent: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> str:
        self.sent.append(envelope)
        raise self.failure


class PowerCut(BaseException):
    """The process dies between sending and marking: nothing of ours runs any more."""
