"""Following a model up after its award, as pure rules: one stage after the other."""

from collections.abc import Collection
from datetime import date

from models.emulation import ModelStage


def waits_for(stage: ModelStage, done: Collection[ModelStage]) -> ModelStage | None:
    """The first stage before this one that is not done; None: this one may be."""
    order = list(ModelStage)
    earlier = order[: order.index(stage)]
    return next((one for one in earlier if one not in done), None)


def late(due_on: date, done_on: date | None, today: date) -> bool:
    """Whether a stage was not done by its day."""
    return done_on is None and due_on < today
