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


class Rating(StrEnum):
    """How a year's tasks were completed, the lower first."""

    GOOD = "good"
    EXCELLENT = "excellent"


class Scope(StrEnum):
    """How far an initiative reaches, and who recognised it."""

    UNIT = "unit"
    MINISTRY = "ministry"
    NATIONWIDE = "nationwide"


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


class Severity(StrEnum):
    """What follows from what a guard found."""

    WARN = "warn"  # whoever submits or decides is told, and goes on knowingly
    STOP = "stop"  # nothing goes on until it is mended
