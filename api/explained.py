"""Every refusal the web may answer with, explained: its pages, and docs/reference/refusals.md."""

import inspect
import re
from dataclasses import dataclass

from api.problems import title_of
from api.statuses import STATUS
from approvals.domain.wording import WordedRefusal
from core.language import translator


@dataclass(frozen=True, slots=True)
class Explained:
    """One refusal. In its sentence, ‹name› stands for a fact."""

    code: str
    status: int
    field: str | None
    about: str
    _template: str

    @property
    def title(self) -> str:
        return title_of(self.code)

    def sentence_in(self, language: str) -> str:
        text = translator(language).gettext(self._template)
        return re.sub(r"%\((\w+)\)s", r"‹\1›", text).replace("%%", "%")


def all_explained() -> list[Explained]:
    """By code."""
    found = [
        _explained(kind, status)
        for kind, status in STATUS.items()
        if issubclass(kind, WordedRefusal)
    ]
    return sorted(found, key=lambda one: one.code)


def explained(code: str) -> Explained | None:
    return next((one for one in all_explained() if one.code == code), None)


def _explained(kind: type[WordedRefusal], status: int) -> Explained:
    written = kind.__dict__.get("__doc__") or ""
    own_words = "" if written.startswith(f"{kind.__name__}(") else inspect.cleandoc(written)
    return Explained(kind.code, status, kind.about, own_words, kind.template)
