"""Mail that somebody waits for leaves right after the answer, not with the next sweep."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import BackgroundTasks
from starlette.requests import Request

from api.web import engine_of, web_of
from notifications.delivery import deliver
from notifications.mailers import mailer_for


def send_after_answer(
    request: Request, background: BackgroundTasks, message_ids: Iterable[UUID]
) -> None:
    """Send these once the answer has left; what fails is tried again by the mail sweep."""
    for message_id in message_ids:
        background.add_task(_send, request, message_id)


def _send(request: Request, message_id: UUID) -> None:
    settings, engine = web_of(request).settings, engine_of(request)
    deliver(engine, settings, message_id, mailer=mailer_for(settings, engine))
