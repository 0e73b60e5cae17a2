"""The data of the dashboard's pictures as their script reads it: columns, with all words."""

from collections.abc import Mapping, Sequence

from api.pages.formats import Format
from api.pages.stuck_scope import address
from approvals.domain.wording import N_
from approvals.queries.moved import Flow, Range, Throughput
from approvals.queries.pictures import AgeCount, Dot, Waiting
from approvals.queries.stuck import Scope
from models.enums import Stage

Columns = Mapping[str, object]
_BINS = 40  # at most, from today to the oldest
_STEPS = (1, 2, 7, 14, 30, 60, 90, 180, 365)  # days in a bin

_AGEING = {
    "age": N_("Calendar days there"),
    "stage": N_("Stage"),
    "stuck": N_("Stuck"),
    "moving": N_("Not stuck"),
    "dossiers": N_("Dossiers"),
    "half": N_("Half of past dossiers took at most"),
    "in_85": N_("85 of 100 took at most"),
    "in_95": N_("95 of 100 took at most"),
    "open": N_("Open the dossier"),
}
_WAITING = {
    "days": N_("Half of them wait for at most, in days"),
    "dossiers": N_("Dossiers"),
    "open": N_("Show the dossiers"),
}
_FLOW = {
    "ended": N_("Finished since then"),
    "returned": N_("Returned, waiting for the unit"),
    "dossiers": N_("Dossiers"),
}
_THROUGHPUT = {"left": N_("Dossiers that left"), "week": N_("Week from")}


def ageing_columns(
    counted: Sequence[AgeCount],
    drawn: Sequence[Dot],
    usual: Mapping[Stage, Range],
    scope: Scope,
    written: Format,
) -> Columns:
    """Dots where there are any, else `dossiers` and of them `stuck` in bins of `step` days."""
    stages = [stage for stage in Stage if scope.stage in {None, stage}]
    frame = {
        "words": _words(_AGEING, written),
        "stages": [written.label(stage) for stage in stages],
        "usual": [_line(usual.get(stage)) for stage in stages],
    }
    if drawn:
        return frame | {
            "codes": [dot.code for dot in drawn],
            "stage": [stages.index(dot.stage) for dot in drawn],
            "days": [dot.days for dot in drawn],
            "stuck": [int(dot.stuck) for dot in drawn],
        }
    oldest = max((one.days for one in counted), default=0)
    step = next((days for days in _STEPS if oldest < days * _BINS), _STEPS[-1])
    bins: dict[tuple[int, int], tuple[int, int]] = {}
    for one in counted:
        place = stages.index(one.stage), max(0, one.days) // step
        dossiers, stuck = bins.get(place, (0, 0))
        bins[place] = dossiers + one.dossiers, stuck + one.stuck
    return frame | {
        "step": step,
        "stage": [stage for stage, _ in bins],
        "days": [step * number for _, number in bins],
        "dossiers": [dossiers for dossiers, _ in bins.values()],
        "stuck": [stuck for _, stuck in bins.values()],
    }


def waiting_columns(cells: Sequence[Waiting], scope: Scope, written: Format) -> Columns:
    """A row for each body that is told apart, in their order. `list`: where its dossiers are."""
    stages = [stage for stage in Stage if any(cell.stage is stage for cell in cells)]
    told = [(cell, cell.body) for cell in cells if cell.body]
    rows = list(dict.fromkeys(body.slug for _, body in told))
    names = {body.slug: written.body_name(body) for _, body in told}
    return {
        "words": _words(_WAITING, written),
        "stages": [written.label(stage) for stage in stages],
        "codes": [stage.value for stage in stages],
        "bodies": [names[slug] for slug in rows],
        "slugs": rows,
        "list": address("/dossiers", scope),
        "body": [rows.index(body.slug) for _, body in told],
        "stage": [stages.index(cell.stage) for cell, _ in told],
        "days": [cell.days for cell, _ in told],
        "dossiers": [cell.dossiers for cell, _ in told],
    }


def flow_columns(flow: Flow, scope: Scope, written: Format) -> Columns:
    """Bands from the bottom up; of one stage alone where the scope is narrowed to it."""
    words = _words(_FLOW, written)
    bands: list[Columns] = [
        {"kind": stage.value, "name": written.label(stage), "values": flow.at[stage]}
        for stage in reversed(Stage)
        if flow.days and scope.stage in {None, stage}
    ]
    if flow.days and not scope.stage:
        ended = {"kind": "ended", "name": words["ended"], "values": flow.ended}
        returned = {"kind": "returned", "name": words["returned"], "values": flow.returned}
        bands = [ended, *bands, returned]
    return {"words": words, "days": [written.short_date(day) for day in flow.days], "bands": bands}


def throughput_columns(throughput: Throughput, written: Format) -> Columns:
    """A row of weeks for each stage."""
    return {
        "words": _words(_THROUGHPUT, written),
        "weeks": [written.short_date(week) for week in throughput.weeks],
        "stages": [written.label(stage) for stage in throughput.left],
        "left": list(throughput.left.values()),
    }


def _words(words: Mapping[str, str], written: Format) -> dict[str, str]:
    return {name: written.texts.gettext(text) for name, text in words.items()}


def _line(usual: Range | None) -> list[int] | None:
    return [usual.half, usual.in_85, usual.in_95] if usual else None
