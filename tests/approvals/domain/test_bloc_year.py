"""A bloc's year as pure rules."""

from typing import Any
from uuid import UUID

import pytest

from approvals.domain.bloc_year import Wish, counted, leading, matched, matters, merged
from approvals.domain.rule_set import BallotRule
from approvals.domain.sourced import Sourced, Strength
from models.enums import ExcludedMembers, NomineeKind

A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
PERSON, COLLECTIVE = NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE


def sourced(value: Any) -> Sourced[Any]:  # noqa: ANN401 -- of any kind
    return Sourced(value=value, basis="x", strength=Strength.V1)


RULE = BallotRule(
    secret=sourced(value=True),
    pass_percent=sourced(51),
    quorum_percent=sourced(66),
    full_count=sourced(value=True),
    excluded_members=sourced(ExcludedMembers.COUNT),
)


@pytest.mark.parametrize(
    ("boxes", "led"),
    [
        ([(A, 6, 1), (B, 5, 2)], [A]),
        ([(A, 4, 3), (B, 4, 3)], []),  # neither has more than half of all eight
        ([(A, 6, 1), (B, 6, 1), (C, 5, 2)], [A, B]),  # somebody says who leads
        ([], []),
    ],
)
def test_who_passed_with_the_most_votes_leads(
    boxes: list[tuple[UUID, int, int]], led: list[UUID]
) -> None:
    assert leading(counted(boxes, members=8, rule=RULE, own_body=False)) == led


def test_a_nomination_fits_a_name_without_accents_or_a_number_until_it_is_used_up() -> None:
    quynh = Wish("bk-ttg", PERSON, "Cao Thị Quỳnh")
    two = Wish("bk-ttg", COLLECTIVE, count=2)
    nominated = [
        Wish("bk-ttg", PERSON, "CAO THI QUYNH", code="HS-1"),
        Wish("bk-ttg", PERSON, "Lê Văn Tám", code="HS-2"),
        Wish("bk-ttg", COLLECTIVE, "Vụ Pháp luật", code="HS-3"),
    ]
    found = matched([quynh, two], nominated)
    told = [
        (one.registered and (one.registered.name or one.registered.count), one.nominated)
        for one in found
    ]
    assert told == [
        ("Cao Thị Quỳnh", nominated[0]),
        (1, nominated[2]),
        (1, None),  # one collective of the two
        (None, nominated[1]),
    ]


def test_a_draft_goes_section_by_section_in_the_members_order() -> None:
    first = {"results": "Tốt ", "obstacles": "", "proposals": "Sửa tiêu chí"}
    second = {"results": "Khá", "obstacles": "Thiếu người", "proposals": ""}
    assert merged([("VKSTC", first), ("BTP", second)]) == {
        "results": "VKSTC: Tốt\nBTP: Khá",
        "obstacles": "BTP: Thiếu người",
        "proposals": "VKSTC: Sửa tiêu chí",
    }


def test_each_line_is_a_matter_of_its_own() -> None:
    assert matters(" - Thiếu người\n\n• Sửa tiêu chí\n") == ["Thiếu người", "Sửa tiêu chí"]
