"""Rules with full defaults, for tests that care about one thing."""

from typing import TypeVar

from approvals.domain.rule_set import AwardRule, BallotRule, StageRule
from approvals.domain.sourced import Sourced, Strength
from models.enums import Assurance, ExcludedMembers, GateMethod, NomineeKind, Role, Stage

T = TypeVar("T")


def sourced(value: T) -> Sourced[T]:
    return Sourced(value=value, basis="a test", strength=Strength.V1)


def a_ballot_rule(
    *,
    secret: bool = False,
    pass_percent: int = 80,
    quorum_percent: int = 66,
    full_count: bool = False,
    excluded_members: ExcludedMembers = ExcludedMembers.COUNT,
) -> BallotRule:
    return BallotRule(
        secret=sourced(secret),
        pass_percent=sourced(pass_percent),
        quorum_percent=sourced(quorum_percent),
        full_count=sourced(full_count),
        excluded_members=sourced(excluded_members),
    )


def a_stage(  # noqa: PLR0913 -- full defaults
    stage: Stage = Stage.UNIT,
    *,
    method: GateMethod = GateMethod.SIGNATURE,
    ballot: BallotRule | None = None,
    at: str | None = None,
    may_return: tuple[Role, ...] = (),
    nominees: tuple[NomineeKind, ...] = (),
    working_days: int | None = 10,
    remind_before: tuple[int, ...] = (3, 1),
    escalate_after: int = 1,
    repeat_reviewer: bool = False,
    own_body: bool = True,
    assurance: Assurance = Assurance.LINK,
    cover: tuple[GateMethod, ...] = (GateMethod.SIGNATURE, GateMethod.APPRAISAL),
) -> StageRule:
    return StageRule(
        stage=stage,
        method=method,
        at=at or ("bloc" if stage is Stage.BLOC else "nominating-body"),
        may_return=may_return,
        count_first_day=sourced(False),  # noqa: FBT003 -- a rule's value
        remind_before=sourced(remind_before),
        escalate_after=sourced(escalate_after),
        repeat_reviewer=sourced(repeat_reviewer),
        own_body=sourced(own_body),
        assurance=sourced(assurance),
        cover=sourced(cover),
        nominees=nominees,
        ballot=ballot,
        working_days=None if working_days is None else sourced(working_days),
    )


def an_award(
    *route: StageRule,
    recipients: tuple[NomineeKind, ...] = (NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE),
) -> AwardRule:
    return AwardRule(
        code="giay-khen",
        name="Giấy khen",
        name_en="Letter of commendation",
        recipients=recipients,
        basis="a test",
        authority=sourced("Thủ trưởng đơn vị"),
        route=route or (a_stage(), a_stage(Stage.FINAL_AUTHORITY)),
    )
