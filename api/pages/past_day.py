"""The dashboard as it was at the end of a day in the past, for auditors."""

from datetime import date, datetime, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import Now, Transaction, holding
from api.pages.decision_search import day_in
from api.pages.rendering import page
from approvals.history.past_day import OLDEST, dashboard_at
from approvals.queries.past_day import first_submitted_at
from core.clock import end_of, local_date, local_moment
from models.enums import DossierState, Office, Stage

router = APIRouter(include_in_schema=False, dependencies=[holding(Office.AUDITOR)])

_ONE_DAY = timedelta(days=1)


@router.get("/audit/day")
def show_day(request: Request, session: Transaction, now: Now, on: str = "") -> HTMLResponse:
    """`on`: `2026-11-20`; a day without dossiers, or still to come, becomes the nearest one."""
    today, first = local_date(now), first_submitted_at(session)
    earliest = local_date(first) if first else today
    day = max(earliest, min(day_in(on) or today, today))
    then = dashboard_at(session, _end(day, now), since=local_moment(day))
    counts = then.counts
    return page(
        request,
        "audit_day.html",
        then=then,
        stages=list(Stage),
        states=DossierState,
        on_their_way={
            stage: counts.of(DossierState.UNDER_REVIEW, stage)
            + counts.of(DossierState.RETURNED, stage)
            for stage in Stage
        },
        overdue=sum(counts.overdue.values()),
        day=day,
        is_today=day == today,
        earliest=earliest,
        previous=day - _ONE_DAY if day > earliest else None,
        following=day + _ONE_DAY if day < today else None,
        until=_end(day, now),
        shown=OLDEST,
    )


def _end(day: date, now: datetime) -> datetime:
    return min(end_of(day), now)
