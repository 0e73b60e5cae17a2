"""Every message there is. A message is queued as ids; what it shows is read when it is rendered.

So the queue holds no names and no reasons, a mail that waited shows what is true when it leaves,
and the dedupe key says what the message is about: nobody is told the same twice.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

_READ: Mapping[object, Any] = {UUID: UUID, date: date.fromisoformat}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Base of the messages: a name, which is also the folder of its templates, and ids."""

    template: ClassVar[str]

    @property
    def context(self) -> dict[str, str]:
        """What is kept in the queue: ids and ISO dates."""
        return {name: str(value) for name, value in asdict(self).items()}

    @property
    def dedupe_key(self) -> str:
        """The message's name, its ids and its days, in the order they are declared."""
        return ":".join([self.template, *self.context.values()])

    @classmethod
    def from_context(cls, context: Mapping[str, Any]) -> Self:
        """The message as it was queued."""
        return cls(**{field.name: _READ[field.type](context[field.name]) for field in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOpened(Notice):
    """To each reviewer whose turn it is: a dossier waits for your decision."""

    template = "gate_opened"

    assignment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Notice):
    """To a reviewer who has not decided, some working days before the due day, and on it."""

    template = "reminder"

    assignment_id: UUID
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Notice):
    """To the secretariat and the body's head: a gate is overdue, and who has not answered there."""

    template = "escalated"

    gate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Notice):
    """To the nominator: a dossier came back for supplement, with the whole reason."""

    template = "returned"

    gate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Notice):
    """To the nominator: awarded, or declined with the reason."""

    template = "outcome"

    dossier_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCode(Notice):
    """To whoever asked to sign in: the six digits."""

    template = "sign_in_code"

    sign_in_id: UUID


CATALOGUE: Mapping[str, type[Notice]] = {
    notice.template: notice
    for notice in (GateOpened, Reminder, Escalated, Returned, Outcome, SignInCode)
}
