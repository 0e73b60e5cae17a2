"""What the closed lists about movements and models are called: a part of those in labels.py."""

from collections.abc import Mapping
from enum import StrEnum

from approvals.domain.wording import N_
from models.emulation import ModelStage, MovementKind, MovementLevel, MovementPart, MovementSummary

EMULATION_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    MovementLevel: {
        MovementLevel.CENTRAL: N_("Central level"),
        MovementLevel.MINISTRY: N_("Ministry or province"),
        MovementLevel.UNIT: N_("Unit level"),
    },
    MovementKind: {
        MovementKind.REGULAR: N_("Regular movement"),
        MovementKind.THEMATIC: N_("Thematic movement"),
    },
    MovementPart: {
        MovementPart.LEAD: N_("Leads the movement"),
        MovementPart.COORDINATE: N_("Coordinates"),
    },
    ModelStage: {
        ModelStage.FOUND: N_("Found"),
        ModelStage.NURTURED: N_("Nurtured"),
        ModelStage.SUMMED_UP: N_("Summed up"),
        ModelStage.SPREAD: N_("Spread"),
    },
    MovementSummary: {
        MovementSummary.HALF_TERM: N_("Half-term summary"),
        MovementSummary.FINAL: N_("Final summary"),
    },
}
