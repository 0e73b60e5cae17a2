"""The line of four stages, for every state a dossier can be in."""

from uuid import uuid4

import pytest

from api.pages.stage_line import stage_line
from approvals.rules.loader import built_in
from models.dossiers import Dossier, Nominee
from models.enums import DossierState, NomineeKind, Stage
from tests.builders import NOW

AWARDS = next(rules for rules, *_ in built_in() if rules.id == "nd98-2023").awards


@pytest.mark.parametrize(
    ("award", "state", "stage", "progress"),
    [
        ("bk-bo", DossierState.UNDER_REVIEW, Stage.UNIT, "current skipped skipped upcoming"),
        ("bk-bo", DossierState.RETURNED, Stage.UNIT, "returned skipped skipped upcoming"),
        ("bk-bo", DossierState.AWARDED, Stage.FINAL_AUTHORITY, "done skipped skipped done"),
        ("bk-ttg", DossierState.DECLINED, Stage.CENTRAL_BOARD, "done skipped stopped upcoming"),
        ("co-cp", DossierState.WITHDRAWN, Stage.BLOC, "done stopped upcoming upcoming"),
    ],
)
def test_how_far_a_dossier_is(award: str, state: DossierState, stage: Stage, progress: str) -> None:
    kind = AWARDS[award].recipients[0]
    steps = stage_line(a_dossier_at(state, stage), a_nominee(kind), AWARDS[award])
    assert [step.stage for step in steps] == list(Stage)
    assert " ".join(step.progress for step in steps) == progress


def test_a_kind_of_nominee_may_skip_a_stage() -> None:
    dossier = a_dossier_at(DossierState.UNDER_REVIEW, Stage.UNIT)
    steps = stage_line(dossier, a_nominee(NomineeKind.INDIVIDUAL), AWARDS["bk-ttg"])
    assert steps[1].progress == "skipped"


def a_dossier_at(state: DossierState, stage: Stage) -> Dossier:
    """Nothing of it is stored."""
    return Dossier(
        code="HS-2024-000001",
        submission_id=uuid4(),
        nominee_id=uuid4(),
        rule_set_id="nd98-2023",
        award_code="bk-bo",
        state=state,
        stage=stage,
        submitted_at=NOW,
        changed_at=NOW,
    )


def a_nominee(kind: NomineeKind) -> Nominee:
    return Nominee(kind=kind, name="Cao Thị Quỳnh", sort_key="", search_key="")
