"""Tables of what was filed and given: the state's and the ministries' awards, shares, authority."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from approvals.domain.counted import Authority, Counted, Level, Work
from approvals.domain.figures import Cell, Column, Figures, Listed, Named, Row, Share, Table
from models.commendation import AwardKind
from models.enums import NomineeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many dossiers that are alike in all that tables tell apart. Of the others, no `work`."""

    body: Named
    award: Named
    level: Level
    authority: Authority
    kind: AwardKind
    recipient: NomineeKind
    work: Work | None
    dossiers: int


Narrowed = Mapping[str, StrEnum]  # by the names of `Counted` and of `Tally`
_INDIVIDUALS: Narrowed = {"recipient": NomineeKind.INDIVIDUAL}
# The columns of 0602 and 0603: what each narrows to; None: the record does not say.
_OF_AWARDS: Mapping[StrEnum, Narrowed | None] = MappingProxyType(
    {
        Column.TOTAL: {},
        NomineeKind.COLLECTIVE: {"recipient": NomineeKind.COLLECTIVE},
        Column.ENTERPRISES: None,
        NomineeKind.HOUSEHOLD: {"recipient": NomineeKind.HOUSEHOLD},
        NomineeKind.INDIVIDUAL: _INDIVIDUALS,
        Column.MINISTRY_LEADERS: None,
        Column.DEPARTMENT_LEADERS: None,
        Column.ENTREPRENEURS: None,
        Column.OTHER_LEADERS: None,
        Work.OTHER: {**_INDIVIDUALS, "work": Work.OTHER},
        Work.DIRECT: {**_INDIVIDUALS, "work": Work.DIRECT},
        **{kind: {"kind": kind} for kind in AwardKind},
    }
)


def award_table(figures: Figures, tallies: Iterable[Tally], counted: Counted) -> Table:
    """0602 or 0603: awards of the level that is counted, by award, then by who proposed them."""
    of_level = [one for one in tallies if one.level is counted.level]
    rows: list[Row] = []
    for award, here in _by_name(of_level, "award"):
        listed = Listed(counted, award=award.key)
        rows.append(Row(award, _cells(here, listed, _OF_AWARDS)))
        rows += [
            Row(body, _cells(theirs, replace(listed, body=body.key), _OF_AWARDS), depth=1)
            for body, theirs in _by_name(here, "body")
        ]
    total = _cells(of_level, Listed(counted), _OF_AWARDS)
    return Table(figures=figures, columns=list(_OF_AWARDS), rows=rows, total=total)


def share_table(tallies: Sequence[Tally], counted: Counted) -> Table:
    """Each kind of commendation, and its share of all."""
    whole = sum(one.dossiers for one in tallies)

    def cells(here: Iterable[Tally], narrowed: Narrowed) -> Sequence[Cell]:
        [number] = _cells(here, Listed(_narrow(counted, narrowed)), {Column.TOTAL: {}})
        return [number, Cell(Share(_count(number), whole))]

    rows = [
        Row(kind, cells([one for one in tallies if one.kind is kind], {"kind": kind}))
        for kind in AwardKind
    ]
    columns = (Column.TOTAL, Column.SHARE)
    return Table(figures=Figures.SHARES, columns=columns, rows=rows, total=cells(tallies, {}))


_BY_AUTHORITY: Mapping[StrEnum, Narrowed | None] = MappingProxyType(
    {Column.TOTAL: {}, **{authority: {"authority": authority} for authority in Authority}}
)


def authority_table(tallies: Sequence[Tally], counted: Counted) -> Table:
    """What each body filed to give itself, and to propose upward."""

    def cells(here: Iterable[Tally], listed: Listed) -> Sequence[Cell]:
        total, own, upward = _cells(here, listed, _BY_AUTHORITY)
        return [total, own, upward, Cell(Share(_count(own), _count(total)))]

    rows = [
        Row(body, cells(here, Listed(counted, body=body.key)))
        for body, here in _by_name(tallies, "body")
    ]
    return Table(
        figures=Figures.AUTHORITY,
        columns=[*_BY_AUTHORITY, Column.SHARE_OWN],
        rows=rows,
        total=cells(tallies, Listed(counted)),
    )


def _cells(
    tallies: Iterable[Tally], listed: Listed, columns: Mapping[StrEnum, Narrowed | None]
) -> Sequence[Cell]:
    here = list(tallies)
    return [
        Cell(None)
        if narrowed is None
        else Cell(
            sum(one.dossiers for one in here if _fits(one, narrowed)),
            replace(listed, counted=_narrow(listed.counted, narrowed)),
        )
        for narrowed in columns.values()
    ]


def _fits(tally: Tally, narrowed: Narrowed) -> bool:
    return all(getattr(tally, name) is word for name, word in narrowed.items())


def _narrow(counted: Counted, narrowed: Narrowed) -> Counted:
    return replace(counted, **narrowed)  # type: ignore[arg-type] # each is a word of its list


def _count(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0


def _by_name(tallies: Iterable[Tally], name: str) -> Sequence[tuple[Named, Sequence[Tally]]]:
    """Those of each body or award, in the order in which they come."""
    found: dict[str, tuple[Named, list[Tally]]] = {}
    for one in tallies:
        named: Named = getattr(one, name)
        found.setdefault(named.key, (named, []))[1].append(one)
    return list(found.values())
