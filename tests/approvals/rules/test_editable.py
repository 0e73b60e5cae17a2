"""What is typed for a value of the rules, read as the file would say it, or refused."""

import pytest

from approvals.domain.refusals import editing as refusals
from approvals.rules.editable import EDITABLE
from core.refusal import Refusal

READ = [
    ("stage.pass_percent", ["75"], 75),
    ("stage.secret", ["no"], False),
    ("stage.remind_before", ["5, 2;1"], [5, 2, 1]),
    ("stage.remind_before", [""], []),
    ("stage.assurance", ["login"], "login"),
    ("stage.cover", ["ballot", "signature"], ["signature", "ballot"]),
    ("stage.cover", [], []),
    ("windows.closes", ["31/10"], "10-31"),
    ("windows.opens", ["29/2"], "02-29"),
]


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
def test_what_is_typed_is_read_as_the_file_would_say_it(
    kind: str, typed: list[str], value: object
) -> None:
    assert EDITABLE[kind].read(typed) == value
    assert EDITABLE[kind].read(EDITABLE[kind].written(value)) == value


@pytest.mark.parametrize(
    ("kind", "typed", "refusal"),
    [
        ("stage.pass_percent", ["101"], refusals.WholeNumberNeeded),
        ("stage.pass_percent", ["hai phần ba"], refusals.WholeNumberNeeded),
        ("stage.working_days", ["0"], refusals.WholeNumberNeeded),
        ("stage.working_days", ["²"], refusals.WholeNumberNeeded),
        ("stage.working_days", [], refusals.WholeNumberNeeded),
        ("stage.remind_before", ["1, 3"], refusals.DaysNotFalling),
        ("stage.remind_before", ["a"], refusals.DaysNotFalling),
        ("stage.secret", ["maybe"], refusals.RuleChoiceMissing),
        ("stage.assurance", [""], refusals.RuleChoiceMissing),
        ("stage.cover", ["x"], refusals.RuleChoiceMissing),
        ("windows.closes", ["31/02"], refusals.DayOfYearNeeded),
        ("windows.closes", ["tháng 10"], refusals.DayOfYearNeeded),
    ],
)
def test_what_cannot_be_read_is_refused(
    kind: str, typed: list[str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        EDITABLE[kind].read(typed)
    assert refused.value.field == "value"
