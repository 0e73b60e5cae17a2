"""Which rules hold on which day."""

from datetime import date

import pytest
from sqlmodel import Session

from approvals.commands.load_rule_sets import load_rule_sets
from approvals.domain.refusals.filing import NoRuleSetInForce, RuleSetChanged
from approvals.queries import rules
from tests.builders import NOW
from tests.counting import statements
from tests.telling import by_hand

# NĐ 91/2017: 01/10/2017–31/12/2023; NĐ 98/2023: 01/01/2024–30/6/2025; NĐ 152/2025: from 01/7/2025
IN_FORCE = [
    (date(2017, 10, 1), "nd91-2017"),
    (date(2023, 12, 31), "nd91-2017"),
    (date(2024, 1, 1), "nd98-2023"),
    (date(2025, 6, 30), "nd98-2023"),
    (date(2025, 7, 1), "nd152-2025"),
    (date(2026, 11, 23), "nd152-2025"),
]


@pytest.mark.parametrize(("day", "rule_set"), IN_FORCE)
def test_a_submission_takes_the_rules_of_its_day(
    session: Session, day: date, rule_set: str
) -> None:
    load_rule_sets(session, now=NOW)
    assert rules.rule_set_in_force(session, day).id == rule_set


def test_before_the_first_rules_nothing_is_in_force(session: Session) -> None:
    load_rule_sets(session, now=NOW)
    with pytest.raises(NoRuleSetInForce):
        rules.rule_set_in_force(session, date(2017, 9, 30))


def test_an_earlier_edition_stays_as_it_was_stored(session: Session) -> None:
    """Dossiers run under it; the file of today must not change it, nor hold up the start."""
    load_rule_sets(session, now=NOW)
    stored = rules.stored(session, "nd98-2023")
    assert stored is not None
    earlier = rules.rule_set(session, "nd98-2023").earlier_editions[0]
    by_hand(session)
    stored.digest = earlier
    stored.content = {**stored.content, "title": "As it was"}
    session.flush()
    assert load_rule_sets(session, now=NOW) == []
    assert rules.stored(session, "nd98-2023") is stored
    assert (stored.digest, stored.content["title"]) == (earlier, "As it was")
    stored.digest = "0" * 64
    session.flush()
    with pytest.raises(RuleSetChanged):
        load_rule_sets(session, now=NOW)


def test_what_a_known_rule_set_says_is_not_fetched_again(session: Session) -> None:
    first = rules.rule_set(session, "nd98-2023", 1)
    session.expunge_all()
    with statements(session.connection()) as sent:
        again = rules.rule_set(session, "nd98-2023", 1)
    assert again is first
    assert not [one for one in sent if "content" in one]
