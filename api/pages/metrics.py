"""For Prometheus: how the work stands, from the database, and how long this process's answers take.

Every process says the same of the work, since it is read when asked for; of answers each says its
own. Ids, codes and names are in no label.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import Now
from api.refusals import PageNotFound
from api.web import engine_of, web_of
from approvals.domain.why_stuck import CAUSES
from approvals.queries.gauges import Gauges, gauges
from core.database import transaction
from core.settings import Settings, is_loopback
from models.enums import Choice, MessageState, Stage

router = APIRouter(include_in_schema=False)

_UNFINISHED = (MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN)


@router.get("/metrics")
def metrics(request: Request, now: Now) -> Response:
    """Public to whoever shows the token of the settings; without one, to this machine alone."""
    if not _may_read(request, web_of(request).settings):
        raise PageNotFound
    with transaction(engine_of(request)) as session:
        found = gauges(session, now=now)
    told = generate_latest(_told(found, now)) + generate_latest(request.app.state.registry)
    return Response(told, media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_read(request: Request, settings: Settings) -> bool:
    if settings.metrics_token is None:
        return request.client is not None and is_loopback(request.client.host)
    wanted = f"Bearer {settings.metrics_token.get_secret_value()}"
    return hmac.compare_digest(request.headers.get("authorization", "").encode(), wanted.encode())


def _told(found: Gauges, now: datetime) -> CollectorRegistry:
    registry = CollectorRegistry()

    def one(name: str, says: str, value: float) -> None:
        Gauge(f"bangvang_{name}", says, registry=registry).set(value)

    def each(name: str, says: str, label: str, values: Mapping[str, float]) -> None:
        gauge = Gauge(f"bangvang_{name}", says, [label], registry=registry)
        for word, value in values.items():
            gauge.labels(word).set(value)

    def age(since: datetime | None) -> float:
        return max(0.0, (now - since).total_seconds()) if since else 0.0

    by_stage = {stage.value: found.open_by_stage.get(stage, 0) for stage in Stage}
    each("open_dossiers", "Dossiers on their way, by stage.", "stage", by_stage)
    stuck = {cause.code: found.stuck_by_cause.get(cause.code, 0) for cause in CAUSES}
    each("stuck_dossiers", "Dossiers that do not move, by cause.", "cause", stuck)
    one("overdue_dossiers", "Dossiers past their due moment.", found.overdue)
    mail = {state.value: found.mail_by_state.get(state, 0) for state in _UNFINISHED}
    each("mail_unfinished", "Messages that have not left for sure.", "state", mail)
    one("mail_failed", "Messages that did not arrive.", found.mail_failed)
    one("mail_in_doubt", "Messages that wait for a word after a restore.", found.mail_in_doubt)
    one("oldest_wake_seconds", "Age of the oldest wake-up not served.", age(found.oldest_wake))
    one("unsealed_events", "Events that are not in the log yet.", found.unsealed)
    one("unsealed_seconds", "Age of the oldest of them.", age(found.unsealed_since))
    one("engine_up", "1 while a worker that reaches the engine is there.", found.engine_is_up)
    choices = {choice.value: found.choices.get(choice, 0) for choice in Choice}
    each("open_votes_last_day", "Open votes of the last 24 hours.", "choice", choices)
    return registry
