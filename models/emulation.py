"""The closed lists about movements and models. Stored by value; imports nothing."""

from enum import StrEnum


class MovementLevel(StrEnum):
    """Who a movement is launched for (biểu 0601.N/BNV-TĐKT)."""

    CENTRAL = "central"
    MINISTRY = "ministry"  # ministry, central agency, province
    UNIT = "unit"


class MovementKind(StrEnum):
    """How a movement is organised (hình thức tổ chức phong trào thi đua)."""

    REGULAR = "regular"
    THEMATIC = "thematic"


class MovementPart(StrEnum):
    """What a body does in a movement."""

    LEAD = "lead"
    COORDINATE = "coordinate"


class MovementSummary(StrEnum):
    """When what came of a movement is summed up."""

    HALF_TERM = "half_term"
    FINAL = "final"


class ModelStage(StrEnum):
    """What is done with a model after its award, in order (phát hiện, bồi dưỡng, …)."""

    FOUND = "found"
    NURTURED = "nurtured"
    SUMMED_UP = "summed_up"
    SPREAD = "spread"
