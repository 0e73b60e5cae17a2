"""Who may not judge: nobody their own, and what the stage says of the rest.

No legal rule on conflicts of interest was found; these are the product's own.
"""

from uuid import UUID, uuid4

import pytest

from approvals.domain.eligibility import Candidate, Exclusion, Nomination, exclusion
from approvals.domain.rule_set import StageRule
from tests.approvals.domain.builders import a_stage

ALICE, BOB = uuid4(), uuid4()  # Alice nominates, Bob judges
MINISTRY, BLOC = uuid4(), uuid4()
STRICT = a_stage(own_body=False, repeat_reviewer=False)
LENIENT = a_stage(own_body=True, repeat_reviewer=True)


def a_candidate(
    person_id: UUID = BOB, *, email: str = "bob@vi-du.vn", at_home: frozenset[UUID] = frozenset()
) -> Candidate:
    return Candidate(person_id=person_id, email=email, body_ids=at_home | {BLOC})


def test_a_stranger_to_the_dossier_may_judge() -> None:
    assert exclusion(a_candidate(), Nomination(nominator_id=ALICE), STRICT) is None


@pytest.mark.parametrize("rule", [STRICT, LENIENT])
def test_nobody_judges_what_they_nominated(rule: StageRule) -> None:
    nomination = Nomination(nominator_id=ALICE)
    assert exclusion(a_candidate(ALICE), nomination, rule) is Exclusion.OWN_NOMINATION


@pytest.mark.parametrize("address", ["bob@vi-du.vn", "BOB@vi-du.VN", " bob@vi-du.vn "])
def test_nobody_judges_their_own_award(address: str) -> None:
    nomination = Nomination(nominator_id=ALICE, nominee_email=address)
    assert exclusion(a_candidate(), nomination, LENIENT) is Exclusion.OWN_NOMINATION


def test_a_nominee_without_an_address_excludes_nobody() -> None:
    nomination = Nomination(nominator_id=ALICE, nominee_email="")
    assert exclusion(a_candidate(email=""), nomination, STRICT) is None


@pytest.mark.parametrize("nominated", [BLOC, MINISTRY])
def test_a_member_whose_own_body_is_nominated_may_judge_only_where_the_rule_allows(
    nominated: UUID,
) -> None:
    nomination = Nomination(nominator_id=ALICE, nominee_body_id=nominated)
    candidate = a_candidate(at_home=frozenset({MINISTRY}))
    assert exclusion(candidate, nomination, STRICT) is Exclusion.OWN_BODY
    assert exclusion(candidate, nomination, LENIENT) is None


def test_judging_at_two_stages_is_allowed_only_where_the_rule_says_so() -> None:
    nomination = Nomination(nominator_id=ALICE, judged_by=frozenset({BOB}))
    assert exclusion(a_candidate(), nomination, STRICT) is Exclusion.JUDGED_EARLIER
    assert exclusion(a_candidate(), nomination, LENIENT) is None


@pytest.mark.parametrize("rule", [STRICT, LENIENT])
def test_nobody_judges_what_they_stepped_back_from(rule: StageRule) -> None:
    nomination = Nomination(nominator_id=ALICE, recused=frozenset({BOB}))
    assert exclusion(a_candidate(), nomination, rule) is Exclusion.RECUSED
