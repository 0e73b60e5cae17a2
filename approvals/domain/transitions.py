"""The life of a dossier: what may happen to it in each state."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from approvals.domain.refusals.deciding import ActionNotAllowed
from models.enums import DossierState


class Action(StrEnum):
    """What moves a dossier."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a password
    RETURN = "return"
    REJECT = "reject"
    AWARD = "award"  # to pass at the last stage
    RESUBMIT = "resubmit"
    WITHDRAW = "withdraw"
    HOLD = "hold"  # it stays where it is
    REVOKE = "revoke"  # an award that was given is taken back
    MOVE = "move"  # to another edition of its rules; it stays where it is
    SETTLE_HERE = "settle_here"  # the body gives an award of its own instead
    UNDO = "undo"  # a decision is taken back


TRANSITIONS: Mapping[tuple[DossierState, Action], DossierState] = MappingProxyType(
    {
        (DossierState.UNDER_REVIEW, Action.PASS): DossierState.UNDER_REVIEW,
        (DossierState.UNDER_REVIEW, Action.AWARD): DossierState.AWARDED,
        (DossierState.UNDER_REVIEW, Action.RETURN): DossierState.RETURNED,
        (DossierState.UNDER_REVIEW, Action.REJECT): DossierState.DECLINED,
        (DossierState.UNDER_REVIEW, Action.WITHDRAW): DossierState.WITHDRAWN,
        (DossierState.UNDER_REVIEW, Action.SETTLE_HERE): DossierState.SETTLED_HERE,
        (DossierState.RETURNED, Action.RESUBMIT): DossierState.UNDER_REVIEW,
        (DossierState.RETURNED, Action.WITHDRAW): DossierState.WITHDRAWN,
        (DossierState.UNDER_REVIEW, Action.HOLD): DossierState.UNDER_REVIEW,
        (DossierState.RETURNED, Action.HOLD): DossierState.RETURNED,
        (DossierState.UNDER_REVIEW, Action.MOVE): DossierState.UNDER_REVIEW,
        (DossierState.RETURNED, Action.MOVE): DossierState.RETURNED,
        (DossierState.UNDER_REVIEW, Action.UNDO): DossierState.UNDER_REVIEW,
        (DossierState.RETURNED, Action.UNDO): DossierState.UNDER_REVIEW,
        (DossierState.AWARDED, Action.UNDO): DossierState.UNDER_REVIEW,
        (DossierState.AWARDED, Action.REVOKE): DossierState.REVOKED,
        (DossierState.DECLINED, Action.UNDO): DossierState.UNDER_REVIEW,
    }
)


def next_state(state: DossierState, action: Action) -> DossierState:
    """Where `action` leads from `state`; raises `ActionNotAllowed` where it leads nowhere."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise ActionNotAllowed(action=action, state=state) from None
