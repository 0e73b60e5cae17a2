"""What the closed lists of a bloc's year are called on pages: a part of those in labels.py."""

from collections.abc import Mapping
from enum import StrEnum

from approvals.domain.wording import N_
from models.enums import BlocRole, MatterKind, ReportPeriod

BLOC_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    BlocRole: {
        BlocRole.HEAD: N_("Head of the bloc"),
        BlocRole.DEPUTY: N_("Deputy head of the bloc"),
        BlocRole.MEMBER: N_("Member of the bloc"),
    },
    ReportPeriod: {
        ReportPeriod.HALF_YEAR: N_("Half-year report"),
        ReportPeriod.YEAR: N_("Year report"),
    },
    MatterKind: {
        MatterKind.OBSTACLE: N_("Obstacle"),
        MatterKind.PROPOSAL: N_("Proposal"),
    },
}
