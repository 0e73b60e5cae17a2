"""What the closed lists about movements are called on pages: a part of those in labels.py."""

from collections.abc import Mapping
from enum import StrEnum

from approvals.domain.wording import N_
from models.emulation import MovementKind, MovementLevel, MovementPart, MovementSummary

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
    MovementSummary: {
        MovementSummary.HALF_TERM: N_("Half-term summary"),
        MovementSummary.FINAL: N_("Final summary"),
    },
}
