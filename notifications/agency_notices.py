"""Messages about opinions that other bodies are asked for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notifications.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(Notice):
    """To head and secretary of a body: say what it thinks of a dossier, until when."""

    template = "opinion_asked"

    opinion_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReminder(Notice):
    """To the same, where nobody has answered for the body yet."""

    template = "opinion_reminder"

    opinion_id: UUID
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Notice):
    """To who asked, and to those whose turn it is there: what the body says, or its silence."""

    template = "opinion_given"

    opinion_id: UUID
