"""A rule is changed: a new edition, its journal entry, and which dossiers go by which."""

import pytest
from sqlmodel import Session

from approvals.commands.edit_rule_set import EditRuleSet, edit_rule_set
from approvals.commands.load_rule_sets import load_rule_sets
from approvals.commands.move_to_edition import MoveToEdition, move_to_edition
from approvals.domain.deadlines import working_days_between
from approvals.domain.dry_run import dry_run
from approvals.domain.other_rules import Effect
from approvals.domain.refusals.deciding import ActionNotAllowed
from approvals.domain.refusals.editing import (
    EditReasonMissing,
    RulesEditedMeanwhile,
    VotesWouldCountDifferently,
)
from approvals.domain.refusals.missing import (
    DossierNotFound,
    EditionNotFound,
    RuleSetNotFound,
)
from approvals.domain.sourced import Strength
from approvals.history.comparing import tables_against_events
from approvals.queries import rules
from approvals.queries.cases import case_of
from approvals.queries.events import timeline
from approvals.queries.journal import JOURNAL
from approvals.queries.running import running_under
from approvals.rules.calendar import vietnamese_calendar
from approvals.rules.editing import NewValue
from core.clock import local_date
from models.dossiers import Dossier
from models.enums import Choice, DossierState, EventKind, Stage
from tests.approvals.commands.conduct import put_on_hold, released
from tests.approvals.commands.rule_editing import LIMIT, ND98, moved, rules_edited
from tests.builders import (
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    decide_as,
    fresh,
    pass_gate,
    the_gate,
)

CALENDAR = vietnamese_calendar()
SHARE = "awards.bk-ttg.unit.pass_percent"


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def limit_of(session: Session, dossier: Dossier) -> int:
    rule = rules.rules_of(session, dossier).award(dossier.award_code).rule_at(Stage.UNIT)
    return rule.working_days.value if rule.working_days else 0


def test_dossiers_keep_their_edition_and_the_next_ones_take_the_new(
    session: Session, country: Country
) -> None:
    before = a_dossier(session, country)
    usual = limit_of(session, before)
    made = rules_edited(session, country, value=usual + 3)
    after = a_dossier(session, country, number="2/TTr")
    assert (before.edition, after.edition, made.number) == (1, 2, 2)
    assert (limit_of(session, before), limit_of(session, after)) == (usual, usual + 3)
    assert rules.rule_set_in_force(session, TODAY).edition == 2
    assert rules.rule_set(session, ND98, 1).edition == 1
    assert list(tables_against_events(session)) == []
    with pytest.raises(EditionNotFound):
        rules.rule_set(session, ND98, 3)


def test_an_edition_says_who_when_why_and_what(session: Session, country: Country) -> None:
    made = rules_edited(session, country)
    [(edition, author)] = rules.editions(session, ND98)
    assert (edition.reason, edition.made_at, author) == (
        "Quy chế mới",
        NOW,
        country["administrator"],
    )
    [change] = edition.changes
    assert (change["path"], change["after"]["value"]) == (LIMIT, 7)
    entry = timeline(session, JOURNAL)[-1]
    assert (entry.kind, entry.actor_id) == (EventKind.RULE_SET_EDITED, author.id)
    assert entry.facts["sha256"] == made.digest
    assert entry.texts["reason"] == "Quy chế mới"


def test_loading_again_leaves_what_was_changed_here(session: Session, country: Country) -> None:
    rules_edited(session, country)
    assert load_rule_sets(session, now=NOW) == []
    assert rules.newest_edition(session, ND98) == 2


def test_who_edits_has_seen_the_newest_edition_and_says_why(
    session: Session, country: Country
) -> None:
    def edit(rule_set: str = ND98, edition: int = 1, reason: str = "Vì") -> None:
        new = NewValue(path=LIMIT, value=9, basis="Điều 9", strength=Strength.U, note="Hỏi lại vụ.")
        command = EditRuleSet(
            rule_set_id=rule_set,
            edition=edition,
            news=(new,),
            reason=reason,
            edited_by_id=country["administrator"].id,
        )
        edit_rule_set(session, command, now=NOW)

    with pytest.raises(EditReasonMissing):
        edit(reason=" ")
    with pytest.raises(RuleSetNotFound):
        edit("nd0-1900")
    edit()
    with pytest.raises(RulesEditedMeanwhile) as refused:
        edit()
    assert refused.value.facts == {"edition": 2}


def test_a_dossier_moves_with_the_due_day_that_the_rules_now_give(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    shown, gate = case_of(session, dossier).shown, the_gate(session, dossier)
    rules_edited(session, country, value=7)
    [planned] = dry_run(
        running_under(session, ND98).values(),
        {(ND98, 1): rules.rule_set(session, ND98, 1)},
        rules.rule_set(session, ND98),
        CALENDAR,
    ).outlooks
    assert moved(session, country, dossier)
    assert gate.due_on is not None
    assert working_days_between(local_date(gate.opened_at), gate.due_on, CALENDAR) == 7
    [differs] = [one for one in planned.effects if one.effect is Effect.DUE_DAY]
    assert differs.after == gate.due_on
    assert case_of(session, dossier).shown != shown  # whoever looks at it is told that it changed
    entry = timeline(session, dossier.id)[-1]
    assert entry.kind is EventKind.DOSSIER_MOVED_TO_EDITION
    assert (entry.facts["from"], entry.facts["to"]) == (1, 2)
    assert entry.texts["reason"] == "Theo quy chế mới"
    assert list(tables_against_events(session)) == []
    version = dossier.version
    assert not moved(session, country, dossier)
    assert dossier.version == version
    assert moved(session, country, dossier, edition=1)
    pass_gate(session, dossier)
    assert list(tables_against_events(session)) == []


def test_votes_that_would_count_differently_stay_under_the_rules_they_were_cast_by(
    session: Session, country: Country
) -> None:
    voted, waiting = (a_dossier(session, country, "bk-ttg", number=n) for n in ("1/TTr", "2/TTr"))
    decide_as(session, voted)
    rules_edited(session, country, SHARE, 60)
    with pytest.raises(VotesWouldCountDifferently) as refused:
        moved(session, country, voted)
    assert refused.value.facts == {"dossier": voted.code}
    assert moved(session, country, waiting)
    rules_edited(session, country, "awards.bk-ttg.unit.working_days", 9)
    assert fresh(session, waiting).edition == 2
    assert moved(session, country, waiting, edition=3)
    running = {one.code: one for one in running_under(session, ND98).values()}
    assert (running[voted.code].votes, running[waiting.code].votes) == (1, 0)


def test_while_the_clock_stands_the_day_it_goes_on_from_moves(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    hold = put_on_hold(session, country, dossier)
    gate = the_gate(session, dossier)
    rules_edited(session, country, value=7)
    moved(session, country, dossier)
    if gate.stopped_at is not None:
        assert gate.due_on is None
    released(session, country, hold)
    assert gate.due_on is not None
    assert working_days_between(local_date(gate.opened_at), gate.due_on, CALENDAR) == 7
    assert list(tables_against_events(session)) == []


def test_a_returned_dossier_moves_and_takes_the_new_limit_when_it_is_back(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="Thiếu")
    rules_edited(session, country)
    assert dossier.state is DossierState.RETURNED
    assert moved(session, country, dossier)
    assert timeline(session, dossier.id)[-1].facts["clock"] is None
    assert list(tables_against_events(session)) == []


def test_what_has_ended_and_what_there_is_not_stays(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    for _ in range(2):
        pass_gate(session, dossier)
    rules_edited(session, country)
    with pytest.raises(ActionNotAllowed):
        moved(session, country, dossier)
    assert running_under(session, ND98) == {}
    nobodys = MoveToEdition(
        dossier_id=country["dan"].id, edition=2, reason="Vì", moved_by_id=country["dan"].id
    )
    with pytest.raises(DossierNotFound):
        move_to_edition(session, nobodys, now=NOW)
