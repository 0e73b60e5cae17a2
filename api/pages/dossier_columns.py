"""The columns of the list of dossiers, of which each reader chooses."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from api.pages.dossier_options import Options
from api.pages.formats import Format
from approvals.domain.wording import N_


class Column(StrEnum):
    """Beside the nominee, in their order on the page."""

    KIND = "kind"
    POSITION = "position"
    AWARD = "award"
    BODY = "body"
    STATE = "state"
    ROUND = "round"
    PLACE = "place"
    DUE = "due"
    SINCE = "since"
    WAITING = "waiting"


USUAL = (Column.AWARD, Column.BODY, Column.STATE, Column.PLACE, Column.DUE)
_WORDS: Mapping[Column, str] = {
    Column.KIND: N_("Kind"),
    Column.POSITION: N_("Position"),
    Column.AWARD: N_("Award"),
    Column.BODY: N_("Nominated by"),
    Column.STATE: N_("State"),
    Column.ROUND: N_("Round"),
    Column.PLACE: N_("Where it is"),
    Column.DUE: N_("Due"),
    Column.SINCE: N_("Since"),
    Column.WAITING: N_("Days waiting"),
}


def columns_in(texts: Iterable[str]) -> tuple[Column, ...]:
    """What an address names, in the page's order; the usual ones where it names none."""
    named = set(texts)
    return tuple(column for column in Column if column in named) or USUAL


def column_options(written: Format) -> Options:
    """All of them, in the reader's words."""
    return [(column.value, written.texts.gettext(_WORDS[column])) for column in Column]
