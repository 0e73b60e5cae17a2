"""What SendGrid reports of our mail: kept at once, read by the next sweep.

Outside /api/v1 and its description: nobody but SendGrid calls it.
"""

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import Now, Transaction
from api.refusals import InputMalformed, PageNotFound, ReportTooLarge, ReportUnsigned
from api.web import web_of
from approvals.commands.store_reports import store_reports
from core.failpoints import failpoint
from notifications.sendgrid_reports import LARGEST, is_authentic, reports

router = APIRouter(include_in_schema=False)
_LOG = structlog.get_logger()
_HEADER = "X-Twilio-Email-Event-Webhook-"


async def body_of(request: Request) -> bytes:
    """The body as it came, since that is what is signed."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise ReportTooLarge(megabytes=LARGEST // 2**20)
    return body


@router.post("/api/sendgrid/events", status_code=204)
def take_reports(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    body: Annotated[bytes, Depends(body_of)],
    session: Transaction,
    now: Now,
    signature: Annotated[str, Header(alias=f"{_HEADER}Signature")] = "",
    timestamp: Annotated[str, Header(alias=f"{_HEADER}Timestamp")] = "",
) -> Response:
    settings = web_of(request).settings
    keys = [key for key in (settings.sendgrid_webhook_key, settings.sendgrid_webhook_key_2) if key]
    if not keys:
        raise PageNotFound
    if not is_authentic(body, signature=signature, timestamp=timestamp, keys=keys, now=now):
        raise ReportUnsigned
    try:
        reported = reports(body)
    except ValueError:
        raise InputMalformed from None
    new = store_reports(session, reported, now=now)
    failpoint("reports-stored")
    _LOG.info("reports", told=len(reported), new=new)
    return Response(status_code=204)
