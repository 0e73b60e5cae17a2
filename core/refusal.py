"""What is said when something cannot be done: one sentence with a stable code."""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """A request that is refused, said so that the person knows what to do.

    `code` never changes once released. `field` names the input at fault. `facts` are the values
    the sentence is about; a translation of the sentence, keyed by `code`, may use them.
    """

    code: ClassVar[str]

    def __init__(self, sentence: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.facts: Mapping[str, object] = facts
