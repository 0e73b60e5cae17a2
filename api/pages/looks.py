"""The icon and tone that words of the closed lists wear on pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.consultations import Judgement
from models.enums import (
    AssignmentState,
    Choice,
    DataRequestState,
    Delivery,
    DossierState,
    GateState,
    MessageState,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn. Tones: go, wait, back, stop, award, quiet."""

    tone: str
    icon: str


_GO = Look("go", "check")
_WAIT = Look("wait", "hourglass")
_BACK = Look("back", "back")
_STOP = Look("stop", "cross")
_QUIET = Look("quiet", "dash")

LOOKS: Mapping[type[StrEnum], Mapping[StrEnum, Look]] = {
    DossierState: {
        DossierState.UNDER_REVIEW: _WAIT,
        DossierState.RETURNED: _BACK,
        DossierState.AWARDED: Look("award", "award"),
        DossierState.DECLINED: _STOP,
        DossierState.WITHDRAWN: _QUIET,
        DossierState.REVOKED: _STOP,
        DossierState.SETTLED_HERE: _GO,
    },
    GateState: {
        GateState.OPEN: _WAIT,
        GateState.PASSED: _GO,
        GateState.RETURNED: _BACK,
        GateState.REJECTED: _STOP,
    },
    Choice: {
        Choice.PASS: _GO,
        Choice.RETURN: _BACK,
        Choice.REJECT: _STOP,
    },
    AssignmentState: {
        AssignmentState.WAITING: Look("quiet", "pause"),
        AssignmentState.ACTIVE: _WAIT,
        AssignmentState.DECIDED: _GO,
    },
    Judgement: {
        Judgement.KEPT: _GO,
        Judgement.DENUNCIATION: _STOP,
    },
    DataRequestState: {
        DataRequestState.OPEN: _WAIT,
        DataRequestState.FULFILLED: _GO,
        DataRequestState.REFUSED: _STOP,
    },
    MessageState: {
        MessageState.QUEUED: _WAIT,
        MessageState.CLAIMED: _WAIT,
        MessageState.ACCEPTED: _GO,
        MessageState.REJECTED: _STOP,
        MessageState.UNKNOWN: Look("back", "warning"),
        MessageState.OVERTAKEN: _WAIT,
        MessageState.GATHERED: _WAIT,
    },
    Delivery: {
        Delivery.PROCESSED: _WAIT,
        Delivery.DEFERRED: Look("back", "warning"),
        Delivery.DELIVERED: _GO,
        Delivery.BLOCKED: _STOP,
        Delivery.DROPPED: _STOP,
        Delivery.BOUNCED: _STOP,
    },
}


def look(word: StrEnum) -> Look:
    """Icon and tone of a state; what has none of its own is drawn quietly."""
    return LOOKS.get(type(word), {}).get(word, _QUIET)
