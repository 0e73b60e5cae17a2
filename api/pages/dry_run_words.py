"""What the effects of other rules are called on pages."""

from collections.abc import Mapping
from datetime import date

from api.pages.formats import Format
from approvals.domain.other_rules import Differs, Effect
from approvals.domain.wording import N_

EFFECTS: Mapping[Effect, str] = {
    Effect.UNKNOWN: N_("the award or its stage is not known there"),
    Effect.ROUTE: N_("other stages to come"),
    Effect.ASKED: N_("other people may judge"),
    Effect.DUE_DAY: N_("another due day"),
    Effect.VOTES_NEEDED: N_("another number of votes to pass"),
    Effect.VOTES_CAST: N_("another number of votes to be cast"),
    Effect.BALLOT: N_("another kind of ballot"),
    Effect.REMINDERS: N_("other reminders"),
    Effect.PROOF: N_("whoever decides shows otherwise who they are"),
    Effect.LATER: N_("a stage to come is judged otherwise"),
    Effect.CHECKS: N_("something else is pointed out"),
}
_MEASURED: Mapping[Effect, str] = {
    Effect.DUE_DAY: N_("due day %(before)s → %(after)s"),
    Effect.VOTES_NEEDED: N_("votes to pass %(before)s → %(after)s"),
    Effect.VOTES_CAST: N_("votes to be cast %(before)s → %(after)s"),
}


def effect_words(effect: Effect, written: Format) -> str:
    return str(written.texts.gettext(EFFECTS[effect]))


def differs_words(differs: Differs, written: Format) -> str:
    """`due day 23/11/2026 → 16/11/2026`."""
    measured = _MEASURED.get(differs.effect)
    if measured is None:
        return effect_words(differs.effect, written)
    values = {"before": differs.before, "after": differs.after}
    shown = {name: _shown(value, written) for name, value in values.items()}
    return str(written.texts.gettext(measured)) % shown


def _shown(value: date | int | None, written: Format) -> str:
    if value is None:
        return str(written.texts.gettext("none"))
    return written.short_date(value) if isinstance(value, date) else str(value)
