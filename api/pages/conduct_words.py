"""Holds, other bodies' opinions and revocations of a past moment, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.formats import Format
from approvals.history.dossier_then import DossierThen


@dataclass(frozen=True, slots=True)
class Line:
    """One thing about the dossier; `key` names it at every moment."""

    key: str
    name: str
    text: str


def conduct_lines(then: DossierThen, written: Format) -> Iterator[Line]:
    """Open holds for whoever may know why, what other bodies said, the last proposal to revoke."""
    _, label = written.texts.gettext, written.label
    for hold in then.holds:
        if hold.released_at is None and hold.cause is not None:
            yield Line(
                f"hold.{hold.id}", _("Cause of the hold"), f"{label(hold.cause)}, {hold.document}"
            )
    if then.consultation is not None:
        one_posted = then.consultation
        days = (
            f"{written.short_date(one_posted.opens_on)}–{written.short_date(one_posted.closes_on)}"
        )
        yield Line("consultation", _("Public consultation"), f"{one_posted.number}, {days}")
    for opinion in then.opinions:
        until = written.short_date(opinion.due_on)
        said = _("awaited until %(day)s") % {"day": until}
        if opinion.answer is not None:
            said = ", ".join(filter(None, (label(opinion.answer), opinion.document)))
        elif opinion.lapsed_at is not None:
            said = _("no answer, taken as agreement")
        yield Line(f"opinion.{opinion.id}", _("Another body's opinion"), said)
    for one in then.revocations[-1:]:
        day = written.short_date(one.concluded_on)
        ground = f"{label(one.ground)}, {one.conclusion_number}, {day}"
        yield Line("revocation", _("Proposed to be taken back"), ground)
        yield Line("revocation.number", _("Taken back by"), one.decision_number or "")
        back = written.short_date(one.recovered_on) if one.recovered_on else ""
        yield Line("revocation.back", _("Returned on"), back)
