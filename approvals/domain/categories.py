"""The closed lists that rules choose from when they say what they ask."""

from enum import StrEnum


class AwardGroup(StrEnum):
    """Emulation titles, and the seven groups of commendation (Luật 06/2022/QH15, Điều 9)."""

    EMULATION_TITLE = "emulation_title"
    ORDER = "order"
    MEDAL = "medal"
    STATE_TITLE = "state_title"
    STATE_PRIZE = "state_prize"
    COMMEMORATIVE_MEDAL = "commemorative_medal"
    CERTIFICATE = "certificate"
    LETTER = "letter"


class AwardKind(StrEnum):
    """What an award is given for (loại hình khen thưởng; Luật 06/2022/QH15, Điều 8)."""

    MERIT = "merit"
    SUDDEN = "sudden"
    MOVEMENT = "movement"
    SERVICE = "service"
    TENURE = "tenure"
    FOREIGN = "foreign"
    RESISTANCE = "resistance"


class Rating(StrEnum):
    """How a year's tasks were completed, the lower first."""

    GOOD = "good"
    EXCELLENT = "excellent"


class Scope(StrEnum):
    """How far an initiative reaches, and who recognised it."""

    UNIT = "unit"
    MINISTRY = "ministry"
    NATIONWIDE = "nationwide"


class Paper(StrEnum):
    """What a dossier is made of."""

    SUBMISSION_LETTER = "submission_letter"
    ACHIEVEMENT_REPORT = "achievement_report"
    CONFIRMED_REPORT = "confirmed_report"
    COUNCIL_MINUTES = "council_minutes"
    INITIATIVE_CERTIFICATE = "initiative_certificate"
    PROOF_OF_DEED = "proof_of_deed"
    AGENCY_OPINIONS = "agency_opinions"


class Topic(StrEnum):
    """What an open question is about."""

    VALIDITY = "validity"
    AUTHORITY = "authority"
    PREREQUISITE = "prerequisite"
    SPACING = "spacing"
    RATIO = "ratio"
    WINDOW = "window"
    CONTENTS = "contents"
    POSTING = "posting"
    OPINION = "opinion"
    COUNCIL = "council"
    HOLD = "hold"
