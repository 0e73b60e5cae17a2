"""What a submission's workbook may be at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous: a list of 500 nominees is far below."""

    file_megabytes: int = 20
    unpacked_megabytes: int = 32
    parts: int = 2_000
    rows: int = 10_000
    columns: int = 100
    sheets: int = 50
    nominees: int = 500  # all filed in one transaction, about 30 ms each


LIMITS = Limits()
