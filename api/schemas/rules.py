"""Awards and rule sets: what is given to whom, judged how, on what legal basis."""

from datetime import date
from typing import Self

from pydantic import Field

from api.schemas.words import Out
from approvals.domain.categories import AwardGroup
from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.sourced import Strength
from models.enums import GateMethod, NomineeKind, Role, Stage


class AwardOut(Out):
    """An award. `routes`: the stages that each kind of nominee it is given to meets, in order."""

    code: str = Field(examples=["bk-ttg"])
    name: str
    name_en: str
    rule_set: str = Field(examples=["nd98-2023"])
    basis: str = Field(description="The legal basis of the award.")
    authority: str = Field(description="Who decides, as the decision names it.")
    recipients: list[NomineeKind]
    routes: dict[NomineeKind, list[Stage]]

    @classmethod
    def of(cls, award: AwardRule, rule_set: RuleSet) -> Self:
        return cls(
            code=award.code,
            name=award.name,
            name_en=award.name_en,
            rule_set=rule_set.id,
            basis=award.basis,
            authority=award.authority.value,
            recipients=list(award.recipients),
            routes={
                kind: [rule.stage for rule in stages_for(award, kind)] for kind in award.recipients
            },
        )


class SourcedOut(Out):
    """A value with where it comes from; `note` says what to ask where it is not verified."""

    value: bool | int | str | list[int] | list[GateMethod]
    basis: str
    strength: Strength
    note: str
    note_en: str


class BallotRuleOut(Out):
    """A council's vote. Both percentages are of all members, not of those present."""

    secret: SourcedOut
    pass_percent: SourcedOut
    quorum_percent: SourcedOut
    full_count: SourcedOut
    excluded_members: SourcedOut


class StageRuleOut(Out):
    """How one award is judged at one stage; limits are in working days."""

    stage: Stage
    method: GateMethod
    at: str
    nominees: list[NomineeKind]
    ballot: BallotRuleOut | None
    may_return: list[Role]
    working_days: SourcedOut | None
    working_days_with_opinion: SourcedOut | None
    judged_by: SourcedOut | None
    count_first_day: SourcedOut
    remind_before: SourcedOut
    escalate_after: SourcedOut
    repeat_reviewer: SourcedOut
    own_body: SourcedOut
    assurance: SourcedOut
    cover: SourcedOut


class AwardRuleOut(Out):
    """One award. With `offered` false, no submission may ask for it."""

    code: str
    name: str
    name_en: str
    group: AwardGroup | None
    offered: bool
    strength: Strength
    note: str
    note_en: str
    recipients: list[NomineeKind]
    basis: str
    authority: SourcedOut
    route: list[StageRuleOut]


class RuleSetOut(Out):
    """The rules in force in a period, both days included; `docs/reference/rules.md` explains."""

    id: str = Field(examples=["nd98-2023"])
    title: str
    title_en: str
    valid_from: date
    valid_to: date | None
    note: str
    note_en: str
    awards: dict[str, AwardRuleOut]
