"""Movements as their bodies enter them, for tests of what the record and the pages say."""

from datetime import timedelta

from sqlmodel import Session

from approvals.commands.movements.change_movement import ChangeMovement, change_movement
from approvals.commands.movements.describing import Description
from approvals.commands.movements.register_movement import RegisterMovement, register_movement
from approvals.commands.movements.sum_up_movement import SumUpMovement, sum_up_movement
from models.emulation import MovementKind, MovementLevel, MovementSummary
from models.movements import Movement
from tests.builders import MINISTRY, NOW, TODAY, Country


def said(country: Country, **others: object) -> Description:
    """The ministry's own, for half a year, unless said otherwise."""
    fields: dict[str, object] = {
        "name": "Mỗi ngày một việc tốt",
        "theme": "Cải cách hành chính",
        "level": MovementLevel.MINISTRY,
        "kind": MovementKind.THEMATIC,
        "launched_by_id": country.bodies[MINISTRY].id,
        "scope_id": country.bodies[MINISTRY].id,
        "starts_on": TODAY - timedelta(days=100),
        "ends_on": TODAY + timedelta(days=80),
        "reviews": {
            MovementSummary.HALF_TERM: TODAY - timedelta(days=1),
            MovementSummary.FINAL: None,
        },
    } | others
    return Description(**fields)  # type: ignore[arg-type]


def a_movement(session: Session, country: Country, by: str = "alice", **others: object) -> Movement:
    command = RegisterMovement(by_person_id=country[by].id, said=said(country, **others))
    return register_movement(session, command, now=NOW)


def a_whole_movement(session: Session, country: Country) -> Movement:
    """Every event there is of a movement."""
    movement = a_movement(session, country)
    by = country["alice"].id
    led = said(country, leading=frozenset({country.bodies[MINISTRY].id}))
    change_movement(
        session, ChangeMovement(movement_id=movement.id, by_person_id=by, said=led), now=NOW
    )
    summary = SumUpMovement(
        movement_id=movement.id,
        by_person_id=by,
        summary=MovementSummary.HALF_TERM,
        held_on=TODAY,
        results="Đạt 60 % kế hoạch",
    )
    sum_up_movement(session, summary, now=NOW)
    return movement
