"""The four stages of a dossier as the line on its pages: done, current, to come, not on its way."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.formats import Format
from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule
from core.clock import local_date
from models.bodies import Body
from models.dossiers import Dossier, Nominee
from models.enums import DossierState, GateState, Stage
from models.gates import Gate

_HERE = {
    DossierState.UNDER_REVIEW: "current",
    DossierState.RETURNED: "returned",
    DossierState.AWARDED: "done",
    DossierState.DECLINED: "stopped",
    DossierState.WITHDRAWN: "stopped",
    DossierState.REVOKED: "done",
    DossierState.SETTLED_HERE: "stopped",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage, how far the dossier is with it, and a few words about that."""

    stage: Stage
    progress: str
    about: str = ""


def stage_line(
    dossier: Dossier,
    nominee: Nominee,
    award: AwardRule,
    *,
    gates: Sequence[tuple[Gate, Body]] = (),
    written: Format | None = None,
) -> list[Step]:
    """All four stages; with `gates` and a language also where, or when it was passed."""
    route = [rule.stage for rule in stages_for(award, nominee.kind)]
    order = list(Stage)
    steps = []
    for stage in order:
        if stage not in route:
            progress = "skipped"
        elif stage is dossier.stage:
            progress = _HERE[dossier.state]
        else:
            passed = order.index(stage) < order.index(dossier.stage)
            progress = "done" if passed else "upcoming"
        steps.append(Step(stage, progress, _about(stage, progress, gates, written)))
    return steps


def _about(
    stage: Stage, progress: str, gates: Sequence[tuple[Gate, Body]], written: Format | None
) -> str:
    here = [(gate, body) for gate, body in gates if gate.stage is stage]
    if not here or written is None:
        return ""
    gate, body = here[-1]
    if progress == "done" and gate.state is GateState.PASSED and gate.closed_at:
        done = written.progress_label("done")
        return f"{done}, {written.short_date(local_date(gate.closed_at))}"
    return written.body_name(body) if progress == "current" else ""
