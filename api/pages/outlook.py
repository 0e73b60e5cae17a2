"""What may be expected of a dossier, for the unit that nominated: how long here, and what next.

It tells days and stages alone: never who is asked, nor how they vote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from approvals.queries.moved import Range
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Body
from models.dossiers import Dossier
from models.enums import DossierState, Stage
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`days`: calendar days since it came to its stage, or came back to the unit.

    `usual`: how long past dossiers of its award took there; None where too few were decided.
    `then`: the stage that comes next; None at the last one.
    """

    returned: bool
    stage: Stage
    round: int
    days: int
    usual: Range | None
    then: Stage | None


def is_for(viewer: Viewer, nominated_by: Body) -> bool:
    """Whether somebody looks at it as the nominating unit, or one above it."""
    return not viewer.national and nominated_by.id in viewer.subtree


def outlook(
    dossier: Dossier,
    gate: Gate,
    route: Sequence[Stage],
    ranges: Mapping[tuple[str, Stage], Range],
    *,
    today: date,
) -> Outlook | None:
    """None of a dossier that has ended. `gate`: where it is, or was returned from."""
    if dossier.closed_at is not None:
        return None
    place = route.index(dossier.stage) + 1
    returned = dossier.state is DossierState.RETURNED
    return Outlook(
        returned=returned,
        stage=dossier.stage,
        round=dossier.round,
        days=(today - local_date(gate.closed_at or gate.opened_at)).days,
        usual=None if returned else ranges.get((dossier.award_code, dossier.stage)),
        then=route[place] if place < len(route) else None,
    )
