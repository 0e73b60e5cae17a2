"""When does a ballot settle? Whole numbers only; the denominator is ALL members.

Absent members are asked in writing, and their answers count as votes (NĐ 91/2017 Điều 45(8)).
Members who may not judge a dossier are among all members or not, as the rules say.
"""

from dataclasses import dataclass, replace

from approvals.domain.rule_set import BallotRule
from models.enums import ExcludedMembers, GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Votes at one gate. The excluded are among `members`, but will never vote."""

    members: int
    yes: int
    no: int
    excluded: int = 0

    def __post_init__(self) -> None:
        if self.members < 1 or min(self.yes, self.no, self.excluded, self.missing) < 0:
            raise ValueError(f"impossible tally {self}")

    @property
    def cast(self) -> int:
        return self.yes + self.no

    @property
    def missing(self) -> int:
        """Votes that may still come."""
        return self.members - self.yes - self.no - self.excluded

    def base(self, rule: BallotRule) -> int:
        """How many count as all members: with the excluded, or without them."""
        leaves = rule.excluded_members.value is ExcludedMembers.LEAVE
        return self.members - self.excluded if leaves else self.members

    def needs(self, rule: BallotRule) -> int:
        """Votes in favour that pass."""
        return needed(self.base(rule), rule.pass_percent.value)

    def can_pass(self, rule: BallotRule) -> bool:
        """Whether those who may still vote could pass it."""
        at_best = replace(self, yes=self.yes + self.missing)
        return self.base(rule) > 0 and _passes(at_best, rule)


def needed(members: int, percent: int) -> int:
    """The smallest number of members that is at least `percent` of all of them."""
    return -(-members * percent // 100)


def outcome(tally: Tally, rule: BallotRule) -> GateState | None:
    """PASSED, REJECTED, or None while the ballot is open.

    It settles as soon as no further vote can change the answer; a secret one, or one with
    `full_count`, only once everybody who may vote has voted, or where no votes could do. Votes
    cast and votes in favour are two separate tests.
    """
    if tally.members == tally.excluded:  # nobody may judge: that is no answer
        return None
    if not replace(tally, yes=0, no=0).can_pass(rule):  # too few may judge
        return GateState.REJECTED
    if rule.counted_once and tally.missing:
        return None
    if _passes(tally, rule):
        return GateState.PASSED
    return None if tally.can_pass(rule) else GateState.REJECTED


def _passes(tally: Tally, rule: BallotRule) -> bool:
    quorate = tally.cast >= needed(tally.base(rule), rule.quorum_percent.value)
    return quorate and tally.yes >= tally.needs(rule)
