"""The closed lists about what stops an award, or undoes it. Stored by value; imports nothing."""

from enum import StrEnum


class HoldCause(StrEnum):
    """Why nothing is proposed or given for the time being: a hold, no refusal."""

    DISCIPLINE = "discipline"
    INVESTIGATION = "investigation"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    PRESS = "press"


class HoldOutcome(StrEnum):
    """What came of the matter for which a dossier was on hold."""

    CLEARED = "cleared"  # nothing stands against the nominee
    UPHELD = "upheld"  # it was so: whoever decides next must know


class AgencyAnswer(StrEnum):
    """What a body says whose opinion of a dossier is asked."""

    AGREE = "agree"
    OBJECT = "object"


class RevocationGround(StrEnum):
    """Why an award is taken back (Luật 06/2022/QH15, Điều 93)."""

    FALSE_ACHIEVEMENTS = "false_achievements"
    FORGED_PAPERS = "forged_papers"
    UNLAWFUL_PROCEDURE = "unlawful_procedure"
    STANDARD_UNDERMINED = "standard_undermined"


class RevocationState(StrEnum):
    PROPOSED = "proposed"
    REVOKED = "revoked"
    REFUSED = "refused"
