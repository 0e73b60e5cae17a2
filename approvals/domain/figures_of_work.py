"""Tables of how the work goes: direct workers in lists, time, what is open, who there is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from approvals.domain.counted import Age, Counted, Pace, Work
from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.figures import Cell, Column, Figures, Filed, Listed, Named, Row, Share, Table
from models.commendation import AwardKind
from models.enums import BodyKind, NomineeKind, Office, Stage


@dataclass(frozen=True, slots=True)
class ListTally:
    """A submission with individuals: how many, and how many of them work directly."""

    body: Named
    filed: Filed
    individuals: int
    direct: int


@dataclass(frozen=True, slots=True)
class GateTally:
    """So many gates of a stage that were opened and decided on these days."""

    stage: Stage
    opened_on: date
    closed_on: date
    pace: Pace
    gates: int


@dataclass(frozen=True, slots=True)
class OpenTally:
    """So many dossiers of a kind that are open, filed so long ago."""

    kind: AwardKind
    age: Age
    dossiers: int


@dataclass(frozen=True, slots=True)
class BodyTally:
    """So many bodies of a kind, and how many of them have a council."""

    kind: BodyKind
    bodies: int
    with_council: int


def direct_table(tallies: Sequence[ListTally], counted: Counted) -> Table:
    """Direct workers among individuals: each body's submissions together, then one by one."""
    base = replace(counted, recipient=NomineeKind.INDIVIDUAL)

    def cells(here: Iterable[ListTally], listed: Listed) -> Sequence[Cell]:
        found = list(here)
        individuals = sum(one.individuals for one in found)
        direct = sum(one.direct for one in found)
        directly = replace(listed, counted=replace(listed.counted, work=Work.DIRECT))
        return [Cell(individuals, listed), Cell(direct, directly), Cell(Share(direct, individuals))]

    rows: list[Row] = []
    by_body: dict[Named, list[ListTally]] = {}
    for one in tallies:
        by_body.setdefault(one.body, []).append(one)
    for body, here in by_body.items():
        listed = Listed(base, body=body.key)
        rows.append(Row(body, cells(here, listed)))
        for one in here:
            own = replace(listed, counted=replace(base, submission_id=one.filed.id))
            rows.append(Row(one.filed, cells([one], own), depth=1))
    columns = (NomineeKind.INDIVIDUAL, Work.DIRECT, Column.SHARE_DIRECT)
    total = cells(tallies, Listed(base))
    return Table(figures=Figures.DIRECT, columns=columns, rows=rows, total=total)


def timeliness_table(
    tallies: Sequence[GateTally], counted: Counted, calendar: WorkingCalendar
) -> Table:
    """Gates decided by their due day, and the working days in which half of them were decided.

    The day on which a gate is opened does not count. Links lead to dossiers: one that came to a
    stage twice stands there once.
    """
    worked = _worked(tallies, calendar)

    def cells(here: Sequence[GateTally], base: Counted) -> Sequence[Cell]:
        by_pace = {
            pace: sum(one.gates for one in here if one.pace is pace)
            for pace in (Pace.IN_TIME, Pace.LATE, Pace.UNLIMITED)
        }
        limited = by_pace[Pace.IN_TIME] + by_pace[Pace.LATE]
        lengths = sorted((worked[one.closed_on] - worked[one.opened_on], one.gates) for one in here)
        return [
            Cell(sum(by_pace.values()), Listed(base)),
            *(Cell(by_pace[pace], Listed(replace(base, pace=pace))) for pace in by_pace),
            Cell(Share(by_pace[Pace.IN_TIME], limited)),
            Cell(_half(lengths)),
        ]

    rows = [
        Row(stage, cells(here, replace(counted, stage=stage)))
        for stage in Stage
        if (here := [one for one in tallies if one.stage is stage])
    ]
    columns = (Column.GATES, *Pace, Column.SHARE_IN_TIME, Column.HALF)
    total = cells(tallies, counted)
    return Table(figures=Figures.TIMELINESS, columns=columns, rows=rows, total=total)


def backlog_table(tallies: Sequence[OpenTally], counted: Counted) -> Table:
    """What is open, by kind of commendation and by how long ago it was filed."""

    def cells(here: Sequence[OpenTally], base: Counted) -> Sequence[Cell]:
        return [
            Cell(sum(one.dossiers for one in here), Listed(base)),
            *(
                Cell(
                    sum(one.dossiers for one in here if one.age is age),
                    Listed(replace(base, age=age)),
                )
                for age in Age
            ),
        ]

    rows = [
        Row(kind, cells([one for one in tallies if one.kind is kind], replace(counted, kind=kind)))
        for kind in AwardKind
    ]
    return Table(
        figures=Figures.BACKLOG,
        columns=(Column.TOTAL, *Age),
        rows=rows,
        total=cells(tallies, counted),
    )


def body_table(tallies: Sequence[BodyTally]) -> Table:
    """0604 as far as it is recorded: bodies, and how many of them have a council."""
    rows = [Row(one.kind, [Cell(one.bodies), Cell(one.with_council)]) for one in tallies]
    columns = (Column.PRESENT, Column.WITH_COUNCIL)
    total = [
        Cell(sum(one.bodies for one in tallies)),
        Cell(sum(one.with_council for one in tallies)),
    ]
    return Table(figures=Figures.BODIES, columns=columns, rows=rows, total=total)


def officer_table(people: Mapping[Office, int]) -> Table:
    """0605 as far as it is recorded. Nothing is added up: one person may hold two offices."""
    rows = [
        Row(office, [Cell(number), Cell(None), Cell(None)]) for office, number in people.items()
    ]
    columns = (Column.PEOPLE, Column.WOMEN, Column.TRAINING)
    return Table(figures=Figures.OFFICERS, columns=columns, rows=rows)


def _worked(tallies: Iterable[GateTally], calendar: WorkingCalendar) -> Mapping[date, int]:
    """How many working days there were by each day: counted once, as intervals are thousands."""
    known = {day for one in tallies for day in (one.opened_on, one.closed_on)}
    if not known:
        return {}
    first = min(known)
    days = [first + timedelta(days=n) for n in range((max(known) - first).days + 1)]
    return dict(zip(days, accumulate(map(calendar.is_working_day, days)), strict=True))


def _half(lengths: Sequence[tuple[int, int]]) -> int | None:
    """The length in the middle, of lengths with how many there are; of two, the shorter."""
    seen = list(accumulate(number for _, number in lengths))
    middle = (
        days for (days, _), so_far in zip(lengths, seen, strict=True) if 2 * so_far >= seen[-1]
    )
    return next(middle, None)
