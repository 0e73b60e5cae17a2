"""Many decisions on their way into the database: a few at a time, so that progress can be told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from api.refusals import Overloaded
from approvals.commands.decide import Decide, Receipt, decide_all
from core.database import transaction
from core.refusal import Refusal
from models.enums import Choice

_LOG = structlog.get_logger()
AT_A_TIME = 200  # dossiers locked together: others who decide on them wait for about a second


@dataclass(slots=True)
class Recording:
    """What came of the decisions so far. `repeated` had been recorded before.

    `recorded` counts by choice; a secret one is nowhere told again, and is counted under None.
    """

    engine: Engine
    commands: Sequence[Decide]
    now: datetime
    recorded: Counter[Choice | None] = field(default_factory=Counter)
    repeated: int = 0
    refused: list[tuple[Decide, Refusal]] = field(default_factory=list)

    def steps(self) -> Iterator[int]:
        """Record them; how many have been dealt with, after each few.

        Each few are one transaction. Whoever goes away meanwhile may send the rest again: what is
        recorded stays, and is recorded once.
        """
        for start in range(0, len(self.commands), AT_A_TIME):
            some = self.commands[start : start + AT_A_TIME]
            for command, answer in zip(some, self._answers(some), strict=True):
                self._take(command, answer)
            yield start + len(some)

    def _answers(self, commands: Sequence[Decide]) -> Sequence[Receipt | Refusal]:
        try:
            with transaction(self.engine) as session:
                return decide_all(session, commands, now=self.now)
        except OperationalError as error:
            _LOG.warning("decisions not recorded", error=type(error.orig).__name__)
            return [Overloaded() for _ in commands]

    def _take(self, command: Decide, answer: Receipt | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.refused.append((command, answer))
        elif answer.repeated:
            self.repeated += 1
        else:
            self.recorded[answer.choice] += 1
