"""When does a ballot settle? Whole numbers only; the denominator is ALL members.

Absent members are asked in writing, and their answers count as votes (NĐ 91/2017 Điều 45(8)).
"""

from dataclasses import dataclass

from approvals.domain.rule_set import BallotRule
from models.enums import GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Votes at one gate. The excluded count among `members`, but will never vote."""

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


def needed(members: int, percent: int) -> int:
    """The smallest number of members that is at least `percent` of all of them."""
    return -(-members * percent // 100)


def outcome(tally: Tally, rule: BallotRule) -> GateState | None:
    """PASSED, REJECTED, or None while the ballot is open.

    It settles as soon as no further vote can change the answer; with `full_count`, only once
    everybody who may vote has voted. Votes cast and votes in favour are two separate tests.
    """
    if rule.full_count.value and tally.missing:
        return None
    if _passes(tally.yes, tally.cast, tally.members, rule):
        return GateState.PASSED
    at_best = tally.yes + tally.missing
    if not _passes(at_best, tally.cast + tally.missing, tally.members, rule):
        return GateState.REJECTED
    return None


def _passes(yes: int, cast: int, members: int, rule: BallotRule) -> bool:
    quorate = cast * 100 >= rule.quorum_percent.value * members
    return quorate and yes * 100 >= rule.pass_percent.value * members
