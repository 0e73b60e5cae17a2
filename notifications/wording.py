"""Words and forms that mails share: stages and roles by name, days with their weekday."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from approvals.domain.wording import N_
from approvals.queries.morning_brief import Became
from core.clock import ZONE
from models.conduct import RevocationGround
from models.enums import Role, Stage

STAGES: Mapping[Stage, str] = {
    Stage.UNIT: N_("Unit"),
    Stage.BLOC: N_("Bloc"),
    Stage.CENTRAL_BOARD: N_("Central board"),
    Stage.FINAL_AUTHORITY: N_("Final authority"),
}
ROLES: Mapping[Role, str] = {
    Role.SIGNATORY: N_("Signatory"),
    Role.CHAIR: N_("Chair of the council"),
    Role.MEMBER: N_("Member of the council"),
    Role.APPRAISER: N_("Appraising officer"),
}
BECAME: Mapping[Became, str] = {
    Became.WENT_ON: N_("went on"),
    Became.MOVES_AGAIN: N_("moving again"),
    Became.RETURNED: N_("returned for supplement"),
    Became.AWARDED: N_("awarded"),
    Became.DECLINED: N_("declined"),
    Became.WITHDRAWN: N_("withdrawn"),
    Became.SETTLED_HERE: N_("settled at a body's own authority"),
}
GROUNDS: Mapping[RevocationGround, str] = {
    RevocationGround.FALSE_ACHIEVEMENTS: N_("achievements declared falsely"),
    RevocationGround.FORGED_PAPERS: N_("false information, or forged papers"),
    RevocationGround.UNLAWFUL_PROCEDURE: N_("an unlawful appraisal or proposal"),
    RevocationGround.STANDARD_UNDERMINED: N_("a violation that undermines the standard"),
}
_LONG_DATE = {"vi": "EEEE, dd/MM/yyyy", "en": "EEEE, d MMMM yyyy"}


def long_date(language: str) -> Callable[[date], str]:
    """Writes a day in full: `Thứ Hai, 23/11/2026`, `Monday, 23 November 2026`."""

    def write(day: date) -> str:
        return format_date(day, _LONG_DATE[language], locale=language)

    return write


def number(language: str) -> Callable[[int], str]:
    """Writes a number as it is read: `1.234`, `1,234`."""
    return lambda value: str(format_decimal(value, locale=language))


def day_month(day: date) -> str:
    """A day of this year, in few characters: `24/11`."""
    return f"{day:%d/%m}"


def short_date(day: date) -> str:
    """A day as Vietnamese papers write it, in either language: `23/11/2026`."""
    return f"{day:%d/%m/%Y}"


def local_time(moment: datetime) -> str:
    """The time of day where the offices are: `14:35`."""
    return f"{moment.astimezone(ZONE):%H:%M}"


def grouped(code: str) -> str:
    """A code as it is read out: `123 456`."""
    return f"{code[:3]} {code[3:]}"


def quoted(lines: Iterable[str]) -> str:
    """What somebody wrote, as a text mail quotes it."""
    return "\n".join(f"> {line}".rstrip() for line in lines)


def broken_lines(lines: Iterable[str]) -> Markup:
    """What somebody wrote, with its line breaks; markup in it stays text."""
    return Markup("<br />").join(lines)


def within_a_line(words: str) -> str:
    """A title, where it does not begin a sentence."""
    return words[:1].lower() + words[1:]
