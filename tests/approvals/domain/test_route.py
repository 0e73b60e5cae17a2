"""Which stages a nominee passes, in order."""

import pytest

from approvals.domain.route import first_stage, stage_after, stages_for
from approvals.domain.rule_set import AwardRule
from models.enums import NomineeKind, Stage
from tests.approvals.domain.builders import a_stage, an_award

INDIVIDUAL, COLLECTIVE = NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE
FOUR = an_award(
    a_stage(Stage.UNIT),
    a_stage(Stage.BLOC, nominees=(COLLECTIVE,)),
    a_stage(Stage.CENTRAL_BOARD),
    a_stage(Stage.FINAL_AUTHORITY),
)
TWO = an_award(a_stage(Stage.UNIT), a_stage(Stage.FINAL_AUTHORITY))


def test_a_collective_passes_all_four_stages() -> None:
    assert [rule.stage for rule in stages_for(FOUR, COLLECTIVE)] == list(Stage)


def test_a_stage_for_collectives_is_not_met_by_a_person() -> None:
    assert [rule.stage for rule in stages_for(FOUR, INDIVIDUAL)] == [
        Stage.UNIT,
        Stage.CENTRAL_BOARD,
        Stage.FINAL_AUTHORITY,
    ]


@pytest.mark.parametrize(
    ("kind", "stage", "following"),
    [
        (COLLECTIVE, Stage.UNIT, Stage.BLOC),
        (INDIVIDUAL, Stage.UNIT, Stage.CENTRAL_BOARD),
        (INDIVIDUAL, Stage.CENTRAL_BOARD, Stage.FINAL_AUTHORITY),
    ],
)
def test_the_stage_that_follows(kind: NomineeKind, stage: Stage, following: Stage) -> None:
    rule = stage_after(FOUR, kind, stage)
    assert rule is not None
    assert rule.stage is following


def test_an_award_of_the_ministry_skips_the_central_board() -> None:
    rule = stage_after(TWO, INDIVIDUAL, Stage.UNIT)
    assert rule is not None
    assert rule.stage is Stage.FINAL_AUTHORITY


@pytest.mark.parametrize("award", [FOUR, TWO])
def test_nothing_follows_the_last_stage(award: AwardRule) -> None:
    assert stage_after(award, COLLECTIVE, Stage.FINAL_AUTHORITY) is None


def test_a_dossier_starts_at_the_first_stage_its_kind_meets() -> None:
    bloc_first = an_award(
        a_stage(Stage.UNIT, nominees=(INDIVIDUAL,)),
        a_stage(Stage.BLOC),
        a_stage(Stage.FINAL_AUTHORITY),
    )
    assert first_stage(bloc_first, INDIVIDUAL).stage is Stage.UNIT
    assert first_stage(bloc_first, COLLECTIVE).stage is Stage.BLOC
