"""Dates, sizes and counts as the reader's language writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from babel.dates import get_day_names
from babel.numbers import format_decimal
from babel.support import Translations

from api.pages.labels import LABELS, PROGRESS
from approvals.domain.deadlines import working_days_between
from approvals.domain.erased import erased_words, shown_name
from approvals.domain.rule_set import AwardRule
from approvals.queries.events import Entry
from approvals.rules.calendar import vietnamese_calendar
from core.clock import ZONE, local_date
from models.bodies import Body, Person
from models.dossiers import Nominee
from models.rules import Award

_KINDS: Mapping[str, str] = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
}
_KIBIBYTE = 1024


def working_days(due_on: date, today: date) -> int:
    """Working days from today until a due day; negative once it is past."""
    return working_days_between(today, due_on, vietnamese_calendar())


def file_kind(media_type: str) -> str:
    """What people call a kind of file."""
    return _KINDS.get(media_type, media_type.rpartition("/")[2].upper())


@lru_cache(maxsize=10_000)
def _number(value: float, language: str) -> str:
    """Asked for again and again: a page of pictures writes a thousand."""
    return str(format_decimal(value, locale=language))


@dataclass(frozen=True, slots=True)
class Format:
    """Writes values in one language; its methods are the templates' filters."""

    language: str
    texts: Translations

    def label(self, word: StrEnum) -> str:
        """An enum's value as people call it; one without a label of its own stays as it is."""
        text = LABELS.get(type(word), {}).get(word)
        return self.texts.gettext(text) if text else word.value

    def progress_label(self, progress: str) -> str:
        return self.texts.gettext(PROGRESS[progress])

    def body_name(self, body: Body) -> str:
        return body.name_en if self.language == "en" and body.name_en else body.name

    def award_name(self, award: AwardRule | Award) -> str:
        return award.name_en if self.language == "en" and award.name_en else award.name

    def named(self, one: Nominee | Person) -> str:
        """Somebody's name, or that it was erased: `đã xoá ngày 23/11/2026`."""
        return shown_name(one.name, one.erased_at, self.texts.gettext)

    def erased(self, at: datetime) -> str:
        """What stands in the place of a text that was erased."""
        return erased_words(local_date(at), self.texts.gettext)

    def said(self, entry: Entry, name: str) -> str:
        """A text of an event, or that it was erased; empty where nothing was written."""
        gone = entry.erased.get(name)
        return self.erased(gone) if gone else entry.texts.get(name, "")

    def short_date(self, day: date) -> str:
        return f"{day:%d/%m/%Y}"

    def long_date(self, day: date) -> str:
        """With the weekday: `Thứ Hai, 23/11/2026`."""
        weekday = get_day_names("wide", locale=self.language)[day.weekday()]
        return f"{weekday[:1].upper()}{weekday[1:]}, {day:%d/%m/%Y}"

    def moment(self, at: datetime) -> str:
        """A moment on the offices' clock: `14:05, 23/11/2026`."""
        return f"{at.astimezone(ZONE):%H:%M, %d/%m/%Y}"

    def working_days_left(self, due_on: date, today: date) -> str:
        """`còn 3 ngày làm việc`, `hạn hôm nay`, `quá hạn 2 ngày làm việc`."""
        gettext, ngettext = self.texts.gettext, self.texts.ngettext
        left = working_days(due_on, today)
        if due_on == today:
            return str(gettext("due today"))
        if left == 0:  # no working day between: a weekend, or a day off declared since
            return str(gettext("due soon") if due_on > today else gettext("overdue"))
        if left > 0:
            text = ngettext("%(count)s working day left", "%(count)s working days left", left)
        else:
            text = ngettext(
                "%(count)s working day overdue", "%(count)s working days overdue", -left
            )
        return str(text % {"count": self.number(abs(left))})

    def days_of_work(self, days: int) -> str:
        """A length: `10 ngày làm việc`."""
        text = self.texts.ngettext("%(days)s working day", "%(days)s working days", days)
        return str(text % {"days": self.number(days)})

    def number(self, value: int) -> str:
        return _number(value, self.language)

    def points(self, value: Decimal | None) -> str:
        """Points of a score, as many decimals as they have; empty where there are none."""
        return "" if value is None else str(format_decimal(value, locale=self.language))

    def file_size(self, size: int) -> str:
        """Bytes as kB or MB, never a false 0."""
        if size < _KIBIBYTE * _KIBIBYTE:
            return f"{self.number(max(1, round(size / _KIBIBYTE)))} kB"
        megabytes = round(size / _KIBIBYTE / _KIBIBYTE, 1)
        return f"{_number(megabytes, self.language)} MB"

    def fact(self, fact: object) -> object:
        """A refusal's fact as this reader writes it."""
        match fact:
            case StrEnum():
                return self.label(fact)
            case datetime():
                return self.moment(fact)
            case date():
                return self.short_date(fact)
            case int():
                return str(fact)
            case tuple():
                return ", ".join(str(self.fact(part)) for part in fact)
            case _:
                return fact
