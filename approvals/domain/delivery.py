"""What a mail provider's reports mean, in whatever order they come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.enums import Delivery

# A mail that was delivered may bounce later; what failed did not arrive.
FAILED = frozenset({Delivery.BLOCKED, Delivery.DROPPED, Delivery.BOUNCED})
_FINALITY = tuple(Delivery)  # declared from the first word of a mail's life to the last


@dataclass(frozen=True, slots=True)
class Report:
    """One thing the provider said of a mail, and why; `at` is by its clock."""

    kind: Delivery
    at: datetime
    reason: str = ""


def standing(reports: Iterable[Report]) -> Report | None:
    """The report to believe: the most final one, of these the latest."""
    return max(
        reports,
        key=lambda report: (_FINALITY.index(report.kind), report.at, report.reason),
        default=None,
    )
