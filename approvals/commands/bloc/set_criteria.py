"""The head of a bloc sets by what its members are scored this year, and by when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.refusals.movements import DaysOutOfOrder
from approvals.domain.refusals.scoring import (
    CriteriaMissing,
    CriterionUnclear,
    ScoringOver,
    SheetSettled,
)
from approvals.queries.bloc import scores
from core.vietnamese import clean
from models.bloc_scoring import ScoringCriterion, ScoringSheet
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCriteria(InBloc):
    """`criteria` and `bonus`: names with their maximum; None where it could not be read."""

    criteria: tuple[tuple[str, Decimal | None], ...]
    bonus: tuple[tuple[str, Decimal | None], ...] = ()
    self_scored_by: date
    appraised_by: date


def set_criteria(session: Session, command: SetCriteria, *, now: datetime) -> ScoringSheet:
    """May be set again until a member has scored itself; after that only the days move.

    Raises `BlocNotFound`, `NotAllowedHere`, `CriteriaMissing`, `CriterionUnclear`,
    `DaysOutOfOrder`, `SheetSettled`, `ScoringOver`.
    """
    leading(session, command, now=now)
    lines = _lines(command)
    if command.appraised_by < command.self_scored_by:
        raise DaysOutOfOrder().at("appraised_by")
    sheet = scores.sheet(session, command.bloc_id, command.year) or ScoringSheet(
        bloc_id=command.bloc_id,
        year=command.year,
        self_scored_by=command.self_scored_by,
        appraised_by=command.appraised_by,
        set_by_id=command.by_person_id,
        set_at=now,
    )
    if sheet.closed_at is not None:
        raise ScoringOver
    sheet.self_scored_by, sheet.appraised_by = command.self_scored_by, command.appraised_by
    session.add(sheet)
    session.flush()  # criteria refer to it
    before = scores.lines_of_sheet(session, sheet.id)
    if lines != [(one.name, one.maximum, one.bonus) for one in before]:
        found = scores.scoring(session, command.bloc_id, command.year)
        if found is not None and found.scored:
            raise SheetSettled
        for gone in before:
            session.delete(gone)
        session.flush()  # their places are taken anew
        session.add_all(
            ScoringCriterion(
                sheet_id=sheet.id, place=place, name=name, maximum=maximum, bonus=bonus
            )
            for place, (name, maximum, bonus) in enumerate(lines, start=1)
        )
    note(
        session,
        EventKind.SCORING_SET,
        command,
        now=now,
        facts={
            "self_scored_by": command.self_scored_by.isoformat(),
            "appraised_by": command.appraised_by.isoformat(),
            "criteria": [
                {"name": name, "maximum": str(maximum), "bonus": bonus}
                for name, maximum, bonus in lines
            ],
        },
    )
    return sheet


def _lines(command: SetCriteria) -> list[tuple[str, Decimal, bool]]:
    found = []
    for field, bonus in (("criteria", False), ("bonus", True)):
        for name, maximum in getattr(command, field):
            if maximum is None:
                raise CriterionUnclear(line=name).at(field)
            found.append((clean(name), maximum, bonus))
    if not command.criteria:
        raise CriteriaMissing
    return found
