"""The demo's bloc scores its members, has them visited, and launches movements of its own."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from approvals.commands.bloc.appraise_score import AppraiseScore, appraise_score
from approvals.commands.bloc.plan_visit import PlanVisit, plan_visit
from approvals.commands.bloc.record_visit import RecordVisit, record_visit
from approvals.commands.bloc.score_self import ScoreSelf, score_self
from approvals.commands.bloc.set_criteria import SetCriteria, set_criteria
from approvals.commands.movements.describing import Description
from approvals.commands.movements.register_movement import RegisterMovement, register_movement
from approvals.domain.deadlines import day_after, day_before
from approvals.domain.scoring import points_in
from approvals.queries.bloc.scores import criteria_of
from approvals.queries.bloc.years import BlocYear
from approvals.rules.calendar import vietnamese_calendar
from cli.demo_members import HOUR, acts, holder, id_of
from core.clock import local_moment
from models.emulation import MovementKind, MovementLevel, MovementSummary


def live_scores(
    session: Session, found: BlocYear, written: dict[str, Any], head: dict[str, Any], *, today: date
) -> None:
    """Criteria, what members gave themselves, and what the head's office said so far."""
    said, calendar = written["scoring"], vietnamese_calendar()
    at = _on(day_before(today, said["days_ago"], calendar))
    sheet = set_criteria(
        session,
        SetCriteria(
            **head,
            criteria=tuple((name, points_in(points)) for name, points in said["criteria"]),
            bonus=tuple((name, points_in(points)) for name, points in said["bonus"]),
            self_scored_by=day_after(today, said["self_in"], calendar),
            appraised_by=day_after(today, said["appraised_in"], calendar),
        ),
        now=at,
    )
    session.flush()
    ids = [one.id for one in criteria_of(session, sheet.id)]
    for line in written["scored"]:
        own = acts(found, holder(session, line["member"], today))
        member_id = id_of(found, line["member"])
        given = dict(zip(ids, _points(line["points"]), strict=True))
        note = line.get("note", "")
        score_self(session, ScoreSelf(**own, member_id=member_id, points=given, note=note), now=at)
        if "appraised" in line:
            stands = dict(zip(ids, _points(line["appraised"]), strict=True))
            why = line.get("why", "")
            appraisal = AppraiseScore(**head, member_id=member_id, points=stands, note=why)
            appraise_score(session, appraisal, now=at)


def live_visits(
    session: Session, found: BlocYear, written: dict[str, Any], head: dict[str, Any], *, today: date
) -> None:
    """One visit that waits to be closed, and one that is overdue."""
    calendar = vietnamese_calendar()
    at = _on(day_before(today, written["scoring"]["days_ago"], calendar))
    for line in written["visited"]:
        plan = PlanVisit(
            **head,
            host_id=id_of(found, line["host"]),
            visitor_ids=frozenset(id_of(found, slug) for slug in line["by"]),
            planned_on=day_before(today, line["planned_ago"], calendar),
        )
        visit = plan_visit(session, plan, now=at)
        session.flush()
        if "findings" in line:
            held_on = day_before(today, line["held_ago"], calendar)
            own = acts(found, holder(session, line["by"][0], today))
            said = RecordVisit(**own, visit_id=visit.id, held_on=held_on, findings=line["findings"])
            record_visit(session, said, now=_on(held_on))


def live_movements(
    session: Session, found: BlocYear, written: dict[str, Any], head: dict[str, Any], *, today: date
) -> None:
    """Launched by the bloc for its members; nobody is nominated from them yet."""
    calendar = vietnamese_calendar()
    for line in written["movement"]:
        starts_on = day_before(today, line["started_ago"], calendar)
        half = line.get("half_term_in")
        said = Description(
            name=line["name"],
            theme=line["theme"],
            level=MovementLevel.MINISTRY,
            kind=MovementKind.THEMATIC,
            launched_by_id=found.bloc.id,
            scope_id=found.bloc.id,
            starts_on=starts_on,
            leading=frozenset({found.members[0].body.id}),
            reviews={MovementSummary.HALF_TERM: day_after(today, half, calendar) if half else None},
        )
        command = RegisterMovement(by_person_id=head["by_person_id"], said=said)
        register_movement(session, command, now=_on(day_before(today, 1, calendar)))


def _points(texts: list[str]) -> list[Decimal]:
    return [points for text in texts if (points := points_in(text)) is not None]


def _on(day: date) -> datetime:
    return local_moment(day, HOUR)
