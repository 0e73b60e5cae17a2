"""How much comes at once on the busiest day of the country: the numbers, and what follows."""

from dataclasses import dataclass

from cli.national.plan import DOSSIERS

# Assumptions, all of them here.
BUSIEST = 20  # times the year's mean
WORKING_DAYS = 250  # in a year
WORKING_HOURS = 8  # in a day
DECISIONS = 12  # a dossier: two councils' votes, an appraisal, the signatures between them
READS = 6  # pages that people look at for each decision
A_LIST = 10  # dossiers handed in together


@dataclass(frozen=True, slots=True)
class Rates:
    """All in a second."""

    dossiers: float
    decisions: float
    reads: float

    @property
    def lists(self) -> float:
        return self.dossiers / A_LIST


def national_peak(dossiers: int = DOSSIERS) -> Rates:
    """Of a year of so many dossiers."""
    filed = dossiers * BUSIEST / (WORKING_DAYS * WORKING_HOURS * 3600)
    return Rates(dossiers=filed, decisions=filed * DECISIONS, reads=filed * DECISIONS * READS)
