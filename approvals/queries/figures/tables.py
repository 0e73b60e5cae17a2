"""Each table of figures, put together from what is counted for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sqlmodel import Session

from approvals.domain import figures_of_awards, figures_of_movements, figures_of_work
from approvals.domain.counted import Basis, Counted, Level
from approvals.domain.figures import NOT_RECORDED, Figures, Table
from approvals.queries import movements
from approvals.queries.figures import filed, work
from approvals.queries.visibility import Viewer
from approvals.rules.calendar import vietnamese_calendar


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, for which year, on which day."""

    session: Session
    viewer: Viewer
    year: int
    today: date

    @property
    def filed(self) -> Counted:
        return Counted(basis=Basis.FILED, year=self.year)

    @property
    def last_day(self) -> date:
        """Of the year, or today while it is not over."""
        return min(self.today, date(self.year, 12, 31))


def table(session: Session, viewer: Viewer, figures: Figures, year: int, *, today: date) -> Table:
    """One table of a year, within what a viewer may see; what is open is as of today."""
    if figures in NOT_RECORDED:
        return Table(figures=figures, not_recorded=True)
    return _TABLES[figures](Asked(session, viewer, year, today))


def _awards(figures: Figures, level: Level) -> Callable[[Asked], Table]:
    def made(at: Asked) -> Table:
        counted = Counted(basis=Basis.AWARDED, year=at.year, level=level)
        found = filed.tallies(at.session, at.viewer, counted, today=at.today)
        return figures_of_awards.award_table(figures, found, counted)

    return made


def _shares(at: Asked) -> Table:
    found = filed.tallies(at.session, at.viewer, at.filed, today=at.today)
    return figures_of_awards.share_table(found, at.filed)


def _authority(at: Asked) -> Table:
    found = filed.tallies(at.session, at.viewer, at.filed, today=at.today)
    return figures_of_awards.authority_table(found, at.filed)


def _direct(at: Asked) -> Table:
    found = filed.lists(at.session, at.viewer, at.filed, today=at.today)
    return figures_of_work.direct_table(found, at.filed)


def _timeliness(at: Asked) -> Table:
    counted = replace(at.filed, basis=Basis.JUDGED)
    found = work.gates(at.session, at.viewer, at.year)
    return figures_of_work.timeliness_table(found, counted, vietnamese_calendar())


def _backlog(at: Asked) -> Table:
    counted = Counted(basis=Basis.OPEN)
    found = work.open_now(at.session, at.viewer, counted, today=at.today)
    return figures_of_work.backlog_table(found, counted)


def _movements(at: Asked) -> Table:
    return figures_of_movements.movement_table(movements.movement_counts(at.session, at.year))


def _bodies(at: Asked) -> Table:
    return figures_of_work.body_table(work.bodies_on(at.session, at.viewer, at.last_day))


def _officers(at: Asked) -> Table:
    return figures_of_work.officer_table(work.officers_on(at.session, at.viewer, at.last_day))


_TABLES: Mapping[Figures, Callable[[Asked], Table]] = MappingProxyType(
    {
        Figures.MOVEMENTS: _movements,
        Figures.STATE_AWARDS: _awards(Figures.STATE_AWARDS, Level.STATE),
        Figures.MINISTRY_AWARDS: _awards(Figures.MINISTRY_AWARDS, Level.MINISTRY),
        Figures.BODIES: _bodies,
        Figures.OFFICERS: _officers,
        Figures.SHARES: _shares,
        Figures.DIRECT: _direct,
        Figures.AUTHORITY: _authority,
        Figures.TIMELINESS: _timeliness,
        Figures.BACKLOG: _backlog,
    }
)
