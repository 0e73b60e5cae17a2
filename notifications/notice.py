"""What every message has: a name, ids, and the key by which nobody is told the same twice."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from models.enums import MailTopic

_READ: Mapping[object, Any] = {UUID: UUID, date: date.fromisoformat}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Base of the messages: a name, which is also the folder of its templates, and ids."""

    template: ClassVar[str]
    can_wait: ClassVar[bool] = True  # for the end of the night, or for a digest
    alone: ClassVar[bool] = False  # it waits for the end of the night, but for no digest
    topic: ClassVar[MailTopic | None] = None  # what it may be left out as; None: it may not
    rests: ClassVar[timedelta] = timedelta(0)  # before it leaves, since more of it may come

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
