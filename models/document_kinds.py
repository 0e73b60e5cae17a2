"""The closed list of numbered papers; stored by value. Imports nothing."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a numbered paper is."""

    DECISION = "decision"
    SUBMISSION_LETTER = "submission_letter"
    MINUTES = "minutes"
    CERTIFICATE = "certificate"
