"""How many votes a council needs, and what members who take no part do to that, in words."""

from collections.abc import Iterable

from api.pages.formats import Format
from approvals.domain.rule_set import StageRule
from approvals.domain.tally import Tally
from models.enums import AssignmentState, ExcludedMembers
from models.gates import Assignment, Gate


def council_words(
    gate: Gate, rule: StageRule, asked: Iterable[Assignment], written: Format, *, less: int = 0
) -> str:
    """Empty where one person decides. `less`: what it would be with so many members less."""
    if rule.ballot is None:
        return ""
    _ = written.texts.gettext
    tally = tally_without_votes(gate, asked, less=less)
    facts = {
        "members": tally.members,
        "excluded": tally.excluded,
        "needs": tally.needs(rule.ballot),
    }
    if not tally.excluded:
        return str(_("All %(members)s members: %(needs)s votes in favour are needed.")) % facts
    if rule.ballot.excluded_members.value is ExcludedMembers.LEAVE:
        text = _(
            "%(members)s members, of whom %(excluded)s take no part and do not count: "
            "%(needs)s votes in favour are needed."
        )
    else:
        text = _(
            "%(members)s members, of whom %(excluded)s take no part but count: "
            "%(needs)s votes in favour are needed."
        )
    return str(text) % facts


def tally_without_votes(gate: Gate, asked: Iterable[Assignment], *, less: int = 0) -> Tally:
    """Who counts at a gate, before anybody has voted."""
    excluded = sum(one.state is AssignmentState.EXCLUDED for one in asked) + less
    return Tally(members=gate.members, yes=0, no=0, excluded=excluded)
