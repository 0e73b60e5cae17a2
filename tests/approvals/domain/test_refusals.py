"""Each refusal: a stable code, a sentence with its facts, a Vietnamese sentence with the same."""

import pickle
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import get_type_hints
from uuid import UUID

import pytest

from approvals.domain import refusals
from approvals.domain.eligibility import Exclusion
from approvals.domain.refusals import deciding, filing
from approvals.domain.shown import Part
from approvals.domain.transitions import Action
from approvals.domain.wording import N_, WordedRefusal, plain
from core.language import translator
from models.conduct import HoldCause
from models.enums import Choice, DossierState, NomineeKind, Office

for found in iter_modules(refusals.__path__):
    import_module(f"{refusals.__name__}.{found.name}")

KINDS = sorted(WordedRefusal.__subclasses__(), key=lambda kind: kind.__name__)
IN_THIS_FILE = [kind for kind in KINDS if kind.__module__.startswith(refusals.__name__)]
MADE_UP: dict[object, object] = {
    str: "bk-ttg",
    int: 7,
    Decimal: Decimal("7.5"),
    UUID: UUID("01890000-0000-7000-8000-000000000000"),
    UUID | str: "HS-2026-000123",
    date: date(2026, 11, 23),
    datetime: datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    datetime | int: 7,
    StrEnum: Action.RESUBMIT,
    Choice: Choice.REJECT,
    HoldCause: HoldCause.COMPLAINT,
    Office: Office.HEAD,
    DossierState: DossierState.AWARDED,
    NomineeKind: NomineeKind.HOUSEHOLD,
    tuple[Part, ...]: (Part.ACHIEVEMENTS, Part.FILES),
    tuple[Choice, ...]: (Choice.PASS, Choice.REJECT),
    tuple[NomineeKind, ...]: (NomineeKind.INDIVIDUAL,),
}

# An API promises these: a code that is gone, or has another name, breaks its users.
CODES = """
action_not_allowed already_asked already_decided assignment_not_found award_unknown
ballot_already_cast body_not_found campaign_closed campaign_not_found choice_not_offered
code_tries_used_up code_wrong dossier_changed dossier_not_found file_already_submitted file_empty
file_too_large file_type_not_allowed gate_already_closed gate_not_found link_not_usable
no_bloc no_ministry no_rule_set_in_force nobody_to_ask not_allowed_here not_asked not_eligible
not_your_turn nothing_nominated person_not_found reason_needed recipient_not_allowed
rule_set_changed rule_set_day_taken rule_set_invalid submission_not_found submission_number_taken
ballots_outstanding councils_only dated_ahead envelopes_miscounted not_awaited opinion_missing
opinion_not_there opinion_sealed
on_hold hold_not_provided hold_document_missing hold_not_found conclusion_missing concluded_ahead
revocation_stands revocation_not_found revocation_decided revocation_number_missing
refusal_unexplained recovered_before
consultation_missing consultation_running consultation_not_found consultation_not_open
consultation_begun consultation_too_short consultation_without_length consultation_opens_before
consultation_untitled nothing_to_consult_on not_to_be_consulted comment_empty comment_not_found
comment_judged comment_reason_needed
edition_not_found rules_edited_meanwhile rule_value_unknown rule_unchanged rule_choice_missing
whole_number_needed days_not_falling day_of_year_needed basis_missing strength_missing
rule_note_missing too_weak_to_stop edit_reason_missing votes_would_count_differently
"""


def made_up(kind: type[WordedRefusal]) -> WordedRefusal:
    hints = get_type_hints(kind)
    facts = {fact.name: MADE_UP[hints[fact.name]] for fact in fields(kind)}  # type: ignore[arg-type] # subclasses are dataclasses
    build: Callable[..., WordedRefusal] = kind
    return build(**facts)


def test_codes_never_change() -> None:
    assert set(CODES.split()) <= {kind.code for kind in IN_THIS_FILE}


@pytest.mark.parametrize("kind", IN_THIS_FILE)
def test_a_sentence_says_all(kind: type[WordedRefusal]) -> None:
    refusal = made_up(kind)
    assert str(refusal) == refusal.sentence
    assert "%(" not in refusal.sentence


@pytest.mark.parametrize("kind", IN_THIS_FILE)
def test_its_vietnamese_names_the_same_facts(kind: type[WordedRefusal]) -> None:
    refusal = made_up(kind)
    vietnamese = refusal.sentence_in(translator("vi").gettext, plain)
    assert vietnamese != refusal.sentence
    placeholders = re.compile(r"%\(\w+\)s")
    translated = translator("vi").gettext(refusal.template)
    assert sorted(placeholders.findall(translated)) == sorted(
        placeholders.findall(refusal.template)
    )


@pytest.mark.parametrize("because", list(Exclusion))
def test_who_may_not_judge_is_told_why(because: Exclusion) -> None:
    assert deciding.NotEligible(because=because).template != deciding.NotEligible.template


def test_facts_are_shown_as_people_write_them() -> None:
    refused = deciding.AlreadyDecided(
        choice=Choice.PASS, decided_at=datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    )
    assert refused.sentence == (
        "You decided “pass” here on 23/11/2026 02:30 UTC. To change it, take it back first."
    )
    assert plain((NomineeKind.INDIVIDUAL, DossierState.UNDER_REVIEW)) == "individual, under review"
    assert plain(date(2026, 1, 2)) == "02/01/2026"


def test_a_page_shows_facts_in_its_own_way() -> None:
    refused = filing.NoBloc(body="Bộ Tư pháp", year=2026)
    assert refused.sentence_in(N_, lambda fact: f"<{fact}>").startswith("<Bộ Tư pháp> is in no")


def test_a_refusal_names_the_input_at_fault() -> None:
    assert deciding.ReasonNeeded(choice=Choice.REJECT).field == "reason"
    assert filing.NothingNominated().at("nominations").field == "nominations"


def test_a_refusal_survives_being_sent_to_another_process() -> None:
    refused = deciding.GateAlreadyClosed(gate="unit:1").at("gate")
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 -- our own bytes
    assert type(again) is deciding.GateAlreadyClosed
    assert (again.sentence, again.facts) == (refused.sentence, {"gate": "unit:1"})
    assert again.field == "gate"
