"""How a refusal is worded: one English sentence per class, translated later from its facts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar, Self, dataclass_transform

from core.refusal import Refusal


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name for "translate this later"
    """Mark a text for the catalogue without translating it here."""
    return text


def plain(fact: object) -> str:
    """A fact as the English sentence shows it; pages show the same facts in their own way."""
    match fact:
        case StrEnum():
            return fact.value.replace("_", " ")
        case datetime():
            return f"{fact:%d/%m/%Y %H:%M %Z}".rstrip()
        case date():
            return f"{fact:%d/%m/%Y}"
        case tuple():
            return ", ".join(plain(part) for part in fact)
        case _:
            return str(fact)


@dataclass_transform(kw_only_default=True, eq_default=False)
class WordedRefusal(Refusal):
    """A refusal whose annotated attributes are its facts, passed by keyword.

    Its code is the class name in snake case, so renaming a class changes the API:
    a test holds the list. `template` is the sentence with `%(fact)s` in it.
    """

    template: str
    about: ClassVar[str | None] = None  # the input at fault, where it is always the same

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
        dataclass(eq=False, kw_only=True)(cls)

    def __init__(self) -> None:
        """For type checkers: one without facts takes nothing. Each class gets its own."""
        self.__post_init__()

    def __post_init__(self) -> None:
        facts = {fact.name: getattr(self, fact.name) for fact in fields(self)}  # type: ignore[arg-type] # subclasses are dataclasses
        super().__init__("", field=self.about, **facts)
        self.sentence = self.sentence_in(N_, plain)
        self.args = (self.sentence,)

    def __reduce__(self) -> tuple[Callable[[], Self], tuple[()], dict[str, object]]:
        # An exception copies itself from its sentence alone; this one is made from its facts.
        facts: dict[str, Any] = dict(self.facts)
        return partial(type(self), **facts), (), {"field": self.field}

    def sentence_in(self, translate: Callable[[str], str], show: Callable[[object], object]) -> str:
        """The sentence in a reader's language: `show` writes one fact for that reader."""
        return translate(self.template) % {name: show(fact) for name, fact in self.facts.items()}

    def at(self, field: str) -> Self:
        """The same refusal, naming the input at fault: `nominations.3.kind`."""
        self.field = field
        return self
