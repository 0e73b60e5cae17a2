"""A bloc's year as pure rules: who leads after a vote, what fits a registration, a merged draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID

from approvals.domain.rule_set import BallotRule
from approvals.domain.tally import Tally, outcome
from core.vietnamese import search_key
from models.enums import GateState, NomineeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A candidate's votes; `passed` says whether they are enough by the rules."""

    member_id: UUID
    in_favour: int
    against: int
    passed: bool


def counted(
    boxes: Iterable[tuple[UUID, int, int]], *, members: int, rule: BallotRule, own_body: bool
) -> list[Counted]:
    """Candidates with their votes, the most first.

    Percentages are of all members. Where a member does not vote on itself (`own_body` False) it is
    one that may not judge; the rule says whether it stays among all members.
    """
    found = []
    for member_id, yes, no in boxes:
        tally = Tally(members=members, yes=yes, no=no, excluded=0 if own_body else 1)
        passed = outcome(tally, rule) is GateState.PASSED
        found.append(Counted(member_id=member_id, in_favour=yes, against=no, passed=passed))
    return sorted(found, key=lambda one: (-one.in_favour, one.against))


def leading(candidates: Sequence[Counted]) -> list[UUID]:
    """Who passed with the most votes: nobody, one, or several that somebody must choose among."""
    passed = [one for one in candidates if one.passed]
    most = max((one.in_favour for one in passed), default=0)
    return [one.member_id for one in passed if one.in_favour == most]


@dataclass(frozen=True, slots=True)
class Wish:
    """An award for a kind of nominee, as it was registered or nominated."""

    award_code: str
    kind: NomineeKind
    name: str = ""  # empty: registered by number
    count: int = 1
    code: str = ""  # of the dossier, where there is one
    id: UUID | None = None  # of the registration


@dataclass(frozen=True, slots=True)
class Match:
    """A line of the list; only registered, only nominated, or both."""

    registered: Wish | None
    nominated: Wish | None


def matched(registered: Sequence[Wish], nominated: Sequence[Wish]) -> list[Match]:
    """Each nomination with the registration that it fits, then what is left over on either side.

    Names are compared without accents and case. Who is not registered by name fits a number that
    was registered for the same award and kind, until it is used up.
    """
    by_name: dict[tuple[str, NomineeKind, str], list[Wish]] = {}
    by_count: dict[tuple[str, NomineeKind], list[Wish]] = {}
    for one in registered:
        if one.name:
            key = (one.award_code, one.kind, search_key(one.name))
            by_name.setdefault(key, []).append(one)
        else:
            by_count.setdefault((one.award_code, one.kind), []).append(one)
    both, alone = [], []
    for nomination in nominated:
        key = (nomination.award_code, nomination.kind, search_key(nomination.name))
        if by_name.get(key):
            both.append(Match(by_name[key].pop(), nomination))
        elif counts := by_count.get(key[:2]):
            first = counts.pop(0)
            both.append(Match(replace(first, count=1), nomination))
            if first.count > 1:
                counts.insert(0, replace(first, count=first.count - 1))
        else:
            alone.append(Match(None, nomination))
    left = [*chain.from_iterable(by_name.values()), *chain.from_iterable(by_count.values())]
    return [*both, *(Match(one, None) for one in left), *alone]


SECTIONS = ("results", "obstacles", "proposals")


def merged(reports: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """The draft of a bloc's report: section by section, what each member wrote, in their order.

    `reports`: a member's name and what it wrote in each section; what is empty is left out.
    """
    written = list(reports)
    return {
        section: "\n".join(
            f"{name}: {said[section].strip()}" for name, said in written if said[section].strip()
        )
        for section in SECTIONS
    }


def matters(text: str) -> list[str]:
    """What is sent up one by one: the lines of a section, without the empty ones."""
    return [line for raw in text.splitlines() if (line := raw.strip(" \t-–•"))]
