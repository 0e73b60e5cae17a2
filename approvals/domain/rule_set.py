"""What a rule set says: awards, their routes, thresholds and limits, each with its source.

Only the shapes, and what no rule set may say; the values stand in approvals/rules/*.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from approvals.domain.categories import AwardGroup
from approvals.domain.refusals.filing import AwardUnknown
from approvals.domain.requirements import (
    CouncilSession,
    DossierContents,
    Guards,
    InterAgencyOpinion,
    OpenQuestion,
    Posting,
    Prerequisite,
    Principles,
    Ratio,
    SubmissionWindow,
)
from approvals.domain.sourced import Sourced, Strength, insist
from models.enums import Assurance, ExcludedMembers, GateMethod, NomineeKind, Role, Stage

NOMINATING_BODY = "nominating-body"
BLOC = "bloc"  # the nominating body's bloc in the campaign's year
MINISTRY = "ministry"  # the nominating body or the nearest body above it of kind `ministry`

# Who has the last word at a gate, and so may send a dossier back. An appraiser only recommends.
LAST_WORD: Mapping[GateMethod, Role] = MappingProxyType(
    {
        GateMethod.SIGNATURE: Role.SIGNATORY,
        GateMethod.APPRAISAL: Role.SIGNATORY,
        GateMethod.BALLOT: Role.CHAIR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRule:
    """A council's vote. Both percentages are of ALL members, not of those present.

    Whether members who may not judge a dossier are among "all" is the rule's to say.
    """

    secret: Sourced[bool]
    pass_percent: Sourced[int]
    quorum_percent: Sourced[int]
    full_count: Sourced[bool]  # count every vote, even once the answer is certain
    excluded_members: Sourced[ExcludedMembers]  # those who may not judge, or stepped back

    def __post_init__(self) -> None:
        for percent in (self.pass_percent.value, self.quorum_percent.value):
            insist(1 <= percent <= 100, f"{percent} is not a percentage from 1 to 100")  # noqa: PLR2004 -- all of them

    @property
    def counted_once(self) -> bool:
        """Whether nothing is counted before everybody has voted.

        Always so for a secret ballot: an end that comes early tells how the last one voted.
        """
        return self.secret.value or self.full_count.value


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """How one award is judged at one stage."""

    stage: Stage
    method: GateMethod
    at: str  # `nominating-body`, `bloc`, `ministry`, or a body's slug
    may_return: tuple[Role, ...]  # for supplement
    count_first_day: Sourced[bool]
    remind_before: Sourced[tuple[int, ...]]  # working days before the due day, descending
    escalate_after: Sourced[int]  # working days after the due day
    repeat_reviewer: Sourced[bool]  # may judge here who judged the dossier at an earlier stage
    own_body: Sourced[bool]  # may judge here whose own body is the nominee
    assurance: Sourced[Assurance]  # how well whoever decides must show who they are
    cover: Sourced[tuple[GateMethod, ...]]  # where somebody may act for a person who is away
    nominees: tuple[NomineeKind, ...] = ()  # only these meet the stage; () = all
    ballot: BallotRule | None = None
    working_days: Sourced[int] | None = None  # None: no limit
    working_days_with_opinion: Sourced[int] | None = None  # where another body is asked, in all
    judged_by: Sourced[str] | None = None  # who judges here, as the texts of the time name them

    @property
    def secret(self) -> bool:
        """Whether votes here are secret."""
        return self.ballot is not None and self.ballot.secret.value

    def __post_init__(self) -> None:
        votes = self.method is GateMethod.BALLOT
        insist(votes == (self.ballot is not None), "`ballot` goes with the method ballot only")
        insist((self.at == BLOC) == (self.stage is Stage.BLOC), "`bloc` judges at the bloc stage")
        allowed = {LAST_WORD[self.method]}
        insist(set(self.may_return) <= allowed, f"only {', '.join(allowed)} may return here")
        insist(_limit(self.working_days) >= 1, "a limit is at least 1 working day")
        insist(self.escalate_after.value >= 0, "`escalate_after` is 0 or more working days")
        days = list(self.remind_before.value)
        falling = days == sorted({day for day in days if day >= 0}, reverse=True)
        insist(falling, "`remind_before` counts down to the due day, as in [5, 2, 1]")

    @property
    def may_be_covered(self) -> bool:
        """Whether somebody else may decide here for a person who is away."""
        return self.method in self.cover.value


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule:
    """One award: for whom, on what basis, decided by whom, by which route."""

    code: str
    name: str
    name_en: str
    recipients: tuple[NomineeKind, ...]
    basis: str
    authority: Sourced[str]  # who decides, as the decision names it
    route: tuple[StageRule, ...]
    group: AwardGroup | None = None
    offered: bool = True  # whether submissions may ask for it
    strength: Strength = Strength.U  # of name, group and recipients
    note: str = ""
    note_en: str = ""
    prerequisites: tuple[Sourced[Prerequisite], ...] = ()  # any one that is for the nominee will do

    def __post_init__(self) -> None:
        insist(bool(self.recipients), "an award has recipients")
        insist(bool(self.route), "an award has a route")
        places = [list(Stage).index(rule.stage) for rule in self.route]
        insist(places == sorted(set(places)), "stages come in order, each once")
        last = self.route[-1]
        ends = last.stage is Stage.FINAL_AUTHORITY and not last.nominees
        insist(ends, "a route ends at final_authority, for every nominee")
        met = {kind for rule in self.route for kind in rule.nominees}
        insist(met <= set(self.recipients), "a stage is met by kinds the award is not given to")
        asked = {kind for one in self.prerequisites for kind in one.value.nominees}
        insist(asked <= set(self.recipients), "a prerequisite of kinds the award is not given to")

    def rule_at(self, stage: Stage) -> StageRule:
        """The rule of a stage on this award's route; KeyError when it is not on it."""
        return {rule.stage: rule for rule in self.route}[stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules in force in a period; both days are included."""

    id: str
    title: str
    title_en: str
    valid_from: date
    awards: Mapping[str, AwardRule]
    valid_to: date | None = None
    edition: int = 1  # as loaded; what is changed here counts on
    note: str = ""
    note_en: str = ""
    windows: tuple[Sourced[SubmissionWindow], ...] = ()
    ratios: tuple[Sourced[Ratio], ...] = ()
    postings: tuple[Sourced[Posting], ...] = ()
    opinions: tuple[Sourced[InterAgencyOpinion], ...] = ()
    contents: tuple[Sourced[DossierContents], ...] = ()
    sessions: tuple[Sourced[CouncilSession], ...] = ()
    principles: Principles = Principles()  # noqa: RUF009 -- frozen
    guards: Guards = Guards()  # noqa: RUF009 -- frozen
    questions: tuple[OpenQuestion, ...] = ()
    earlier_editions: tuple[str, ...] = ()  # SHA-256 in hex of what the file once was

    def __post_init__(self) -> None:
        insist(bool(self.awards), "a rule set has awards")
        for code, award in self.awards.items():
            insist(code == award.code, f"the award {code} says its code is {award.code}")
        in_order = self.valid_to is None or self.valid_to >= self.valid_from
        insist(in_order, "`valid_to` is before `valid_from`")
        for code in self._named():
            insist(code in self.awards, f"it names the award {code}, which it does not know")

    @property
    def offered(self) -> Mapping[str, AwardRule]:
        """The awards that submissions may ask for, by code."""
        return {code: award for code, award in self.awards.items() if award.offered}

    def award(self, code: str) -> AwardRule:
        """The award of that code; raises `AwardUnknown`."""
        try:
            return self.awards[code]
        except KeyError:
            raise AwardUnknown(award=code, rule_set=self.id) from None

    def offer(self, code: str) -> AwardRule:
        """The award of that code, for a new submission; raises `AwardUnknown`."""
        award = self.award(code)
        if not award.offered:
            raise AwardUnknown(award=code, rule_set=self.id)
        return award

    def _named(self) -> set[str]:
        """Awards that some value is about, by code."""
        clauses = (self.windows, self.postings, self.opinions, self.contents, self.sessions)
        named = {code for clause in clauses for one in clause for code in one.value.awards}
        named |= {code for one in self.questions for code in one.awards}
        for ratio in self.ratios:
            named |= {code for code in (ratio.value.award, ratio.value.among) if code}
        for award in self.awards.values():
            named |= {code for one in award.prerequisites for code in one.value.named}
        return named


def _limit(working_days: Sourced[int] | None) -> int:
    return 1 if working_days is None else working_days.value
