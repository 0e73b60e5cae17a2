"""The examples are read by the reader they are examples for."""

import re
from collections import Counter
from pathlib import Path

import pytest

from approvals.intake.importing import plan_import
from examples.make import workbooks
from tests.approvals.intake.spreadsheets import known, rules

EXAMPLES = list(workbooks())


@pytest.mark.parametrize(
    ("path", "content"), EXAMPLES, ids=lambda value: getattr(value, "stem", "")
)
def test_a_file_is_what_its_list_makes(path: Path, content: bytes) -> None:
    assert path.read_bytes() == content, "run `python examples/make.py`"


@pytest.mark.parametrize("path", [path for path, _ in EXAMPLES], ids=lambda path: path.stem)
def test_an_example_is_read_whole(path: Path) -> None:
    plan = plan_import(path, known("bo-tu-phap", "bo-noi-vu"))
    assert plan.problems == ()
    assert plan.unread == ()
    assert 12 <= len(plan.nominations) <= 20
    assert {nomination.award_code for nomination in plan.nominations} == set(rules().offered)
    assert plan.number is not None
    assert re.fullmatch(r"\d+/TTr-[A-Z]+", plan.number)
    assert plan.dated_on is not None
    assert plan.dated_on.year in {2018, 2019}


@pytest.mark.parametrize("path", [path for path, _ in EXAMPLES], ids=lambda path: path.stem)
def test_invented_people_have_addresses_nobody_has(path: Path) -> None:
    nominations = plan_import(path, known("bo-tu-phap", "bo-noi-vu")).nominations
    addresses = [nomination.email for nomination in nominations if nomination.email]
    assert all(address.endswith(".example") for address in addresses)
    assert max(Counter(addresses).values()) == 1
