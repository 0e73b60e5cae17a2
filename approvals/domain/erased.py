"""What stands in the place of a name that was erased, and where a name is still told."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from urllib.parse import unquote_plus

from approvals.domain.wording import N_
from core.clock import local_date
from core.vietnamese import clean, search_key

_WORDS = N_("erased on %(day)s")
_STORED = "đã xoá ngày %(day)s"  # in the tables, for whatever shows a name without asking


def erased_words(day: date, translate: Callable[[str], str]) -> str:
    """`erased on 23/11/2026`, in the reader's language."""
    return translate(_WORDS) % {"day": f"{day:%d/%m/%Y}"}


def shown_name(name: str, erased_at: datetime | None, translate: Callable[[str], str]) -> str:
    """A name, or in its place when it was erased. Every page, paper and mail asks here."""
    return name if erased_at is None else erased_words(local_date(erased_at), translate)


def stored_name(day: date) -> str:
    """What a table holds instead of the name: it tells nothing of whose it was."""
    return _STORED % {"day": f"{day:%d/%m/%Y}"}


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """Whether a text tells one of these names or addresses, whole and spelt as it is.

    A name of one word is no sign: `An` is a name, and the first word of many things.
    """
    said = clean(text)
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE)
        for name in map(clean, names)
        if " " in name or "@" in name
    )


def searches_for(parameters: str, names: Iterable[str]) -> bool:
    """Whether a search, as its address has it, is for one of these names or addresses."""
    said = search_key(unquote_plus(parameters).replace("&", " ").replace("=", " "))
    return any(search_key(name) in said for name in names if name)
