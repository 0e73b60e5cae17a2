"""What an award is given for, and on what papers: the field's own lists, stored with dossiers."""

from enum import StrEnum


class AwardKind(StrEnum):
    """What an award is given for (loại hình khen thưởng; Luật 06/2022/QH15, Điều 8)."""

    MERIT = "merit"
    SUDDEN = "sudden"
    MOVEMENT = "movement"
    SERVICE = "service"
    TENURE = "tenure"
    FOREIGN = "foreign"
    RESISTANCE = "resistance"


class Paper(StrEnum):
    """What a dossier is made of."""

    SUBMISSION_LETTER = "submission_letter"
    ACHIEVEMENT_REPORT = "achievement_report"
    CONFIRMED_REPORT = "confirmed_report"
    COUNCIL_MINUTES = "council_minutes"
    INITIATIVE_CERTIFICATE = "initiative_certificate"
    PROOF_OF_DEED = "proof_of_deed"
    AGENCY_OPINIONS = "agency_opinions"
