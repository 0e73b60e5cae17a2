"""Decisions in the reader's words: for the lines of a search, and for a file of them."""

from collections.abc import Sequence

from api.pages.dossier_options import Options
from api.pages.formats import Format
from approvals.papers.tables import Table
from approvals.queries.audit_search import Decided
from approvals.queries.decision_choices import DecisionChoices
from approvals.queries.decision_filters import Said
from core.clock import ZONE
from models.enums import Choice, GateState


def verdict(decided: Decided, written: Format) -> str:
    """What was decided, or why nobody may know it."""
    if decided.choice is not None:
        return written.label(Choice(decided.choice))
    if decided.gate.state is GateState.OPEN and decided.voted:
        return str(written.texts.gettext("Voted; the ballot is not over"))
    return str(written.texts.gettext("Voted in secret"))


def offered(choices: DecisionChoices, written: Format) -> dict[str, Options]:
    """By the field they belong to; an empty value, which narrows nothing, stands first."""
    _ = written.texts.gettext
    said = [(choice.value, written.label(choice)) for choice in Choice]
    found: dict[str, Options] = {
        "award": [(award.code, written.award_name(award)) for award in choices.awards],
        "at": [(body.slug, written.body_name(body)) for body in choices.judging],
        "by": [(body.slug, written.body_name(body)) for body in choices.nominating],
        "said": [*said, (Said.UNTOLD.value, _("Votes that nobody is told"))],
        "rules": [(rules.id, f"{rules.id} – {rules.title}") for rules in choices.rule_sets],
    }
    anything = ("", _("All"))
    return {name: [anything, *pairs] for name, pairs in found.items()}


def only_words(written: Format) -> Options:
    """The ticks above the list."""
    _ = written.texts.gettext
    return [
        ("overdue", _("Decided after the due day")),
        ("covered", _("Decided by somebody acting for another")),
        ("undone", _("Taken back")),
        ("off_hours", _("Outside office hours")),
    ]


def as_table(rows: Sequence[Decided], written: Format, about: str) -> Table:
    """The decisions as a file has them, everything written out."""
    _ = written.texts.gettext
    columns = [
        (_("Decided at"), 20),
        (_("Code"), 17),
        (_("Nominee"), 28),
        (_("Award"), 30),
        (_("Rules"), 14),
        (_("Stage"), 16),
        (_("Round"), 8),
        (_("Decided by the body"), 34),
        (_("Nominated by"), 34),
        (_("Whose duty"), 26),
        (_("Decided by"), 26),
        (_("Role"), 20),
        (_("What was decided"), 24),
        (_("Due on"), 12),
        *((words, 14) for _name, words in only_words(written)),
    ]
    lines = [_line(row, written) for row in rows]
    return Table(title=_("Decisions"), about=about, columns=columns, rows=lines)


def _line(row: Decided, written: Format) -> list[str]:
    flags = (row.overdue, row.covered, row.undone, row.off_hours)
    return [
        f"{row.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}",
        row.code,
        written.named(row.nominee),
        written.award_name(row.award),
        row.rule_set_id,
        written.label(row.gate.stage),
        str(row.gate.round),
        written.body_name(row.judged_by),
        written.body_name(row.nominated_by),
        written.named(row.person),
        written.named(row.by),
        written.label(row.role),
        verdict(row, written),
        row.gate.due_on.isoformat() if row.gate.due_on else "",
        *("x" if flag else "" for flag in flags),
    ]
