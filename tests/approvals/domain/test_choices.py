"""What a reviewer may choose, when it is secret, and when they must say why."""

import pytest

from approvals.domain.choices import choices_offered, is_secret, reason_needed
from approvals.domain.rule_set import StageRule
from models.enums import Choice, GateMethod, Role
from tests.approvals.domain.builders import a_ballot_rule, a_stage

PASS, RETURN, REJECT = Choice
SIGNATURE = a_stage(may_return=(Role.SIGNATORY,))
APPRAISAL = a_stage(method=GateMethod.APPRAISAL, may_return=(Role.SIGNATORY,))
SECRET = a_ballot_rule(secret=True)
COUNCIL = a_stage(method=GateMethod.BALLOT, ballot=SECRET, may_return=(Role.CHAIR,))


@pytest.mark.parametrize(
    ("rule", "role", "offered"),
    [
        (SIGNATURE, Role.SIGNATORY, (PASS, RETURN, REJECT)),
        (APPRAISAL, Role.APPRAISER, (PASS, RETURN, REJECT)),
        (COUNCIL, Role.CHAIR, (PASS, RETURN, REJECT)),
        (COUNCIL, Role.MEMBER, (PASS, REJECT)),
        (a_stage(), Role.SIGNATORY, (PASS, REJECT)),
    ],
)
def test_only_some_may_send_a_dossier_back(
    rule: StageRule, role: Role, offered: tuple[Choice, ...]
) -> None:
    assert choices_offered(rule, role) == offered


def test_a_vote_is_secret_but_sending_back_is_an_act() -> None:
    assert is_secret(COUNCIL, PASS)
    assert is_secret(COUNCIL, REJECT)
    assert not is_secret(COUNCIL, RETURN)
    assert not is_secret(SIGNATURE, REJECT)


@pytest.mark.parametrize(
    ("rule", "role", "asked_why"),
    [
        (SIGNATURE, Role.SIGNATORY, {RETURN, REJECT}),
        (APPRAISAL, Role.APPRAISER, {PASS, RETURN, REJECT}),
        (COUNCIL, Role.CHAIR, {RETURN}),
    ],
)
def test_a_reason_is_asked_where_the_nominator_needs_one(
    rule: StageRule, role: Role, asked_why: set[Choice]
) -> None:
    assert {choice for choice in Choice if reason_needed(rule, role, choice)} == asked_why
