"""The life of a dossier: every state and action has an answer."""

from itertools import product

import pytest

from approvals.domain.refusals.deciding import ActionNotAllowed
from approvals.domain.transitions import TRANSITIONS, Action, next_state
from models.enums import DossierState

UNDER_REVIEW, RETURNED = DossierState.UNDER_REVIEW, DossierState.RETURNED
AWARDED, DECLINED = DossierState.AWARDED, DossierState.DECLINED
WITHDRAWN, REVOKED = DossierState.WITHDRAWN, DossierState.REVOKED

LIFE = {
    (UNDER_REVIEW, Action.PASS): UNDER_REVIEW,
    (UNDER_REVIEW, Action.AWARD): AWARDED,
    (UNDER_REVIEW, Action.RETURN): RETURNED,
    (UNDER_REVIEW, Action.REJECT): DECLINED,
    (UNDER_REVIEW, Action.WITHDRAW): WITHDRAWN,
    (UNDER_REVIEW, Action.SETTLE_HERE): DossierState.SETTLED_HERE,
    (RETURNED, Action.RESUBMIT): UNDER_REVIEW,
    (RETURNED, Action.WITHDRAW): WITHDRAWN,
    (UNDER_REVIEW, Action.HOLD): UNDER_REVIEW,
    (RETURNED, Action.HOLD): RETURNED,
    (UNDER_REVIEW, Action.MOVE): UNDER_REVIEW,
    (RETURNED, Action.MOVE): RETURNED,
    (AWARDED, Action.REVOKE): REVOKED,
    (UNDER_REVIEW, Action.UNDO): UNDER_REVIEW,
    (RETURNED, Action.UNDO): UNDER_REVIEW,
    (AWARDED, Action.UNDO): UNDER_REVIEW,
    (DECLINED, Action.UNDO): UNDER_REVIEW,
}


@pytest.mark.parametrize(("state", "action"), list(product(DossierState, Action)))
def test_an_action_leads_on_or_is_refused(state: DossierState, action: Action) -> None:
    if (state, action) in LIFE:
        assert next_state(state, action) is LIFE[state, action]
    else:
        with pytest.raises(ActionNotAllowed) as refused:
            next_state(state, action)
        assert refused.value.facts == {"action": action, "state": state}


def test_the_end_is_the_end_unless_it_is_taken_back() -> None:
    back = (Action.UNDO, Action.REVOKE)
    moving = {state for state, action in TRANSITIONS if action not in back}
    assert moving == {UNDER_REVIEW, RETURNED}


def test_every_state_but_the_first_can_be_reached() -> None:
    assert set(TRANSITIONS.values()) == set(DossierState)
