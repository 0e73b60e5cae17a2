"""For probes and operators: the process lives, and whether all is there that it needs."""

from fastapi import APIRouter
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse

from api.web import engine_of, web_of
from approvals.history import continuing
from approvals.queries import circuit, mail
from core.clock import now
from core.database import transaction
from core.engine_presence import engine_is_up
from core.settings import Settings
from migrations.run import current, head
from models.enums import Delivery, MessageState
from notifications.mailers import SENDGRID

router = APIRouter(include_in_schema=False)


@router.get("/livez")
def live() -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz")
def ready(request: Request) -> JSONResponse:
    """200 when pages work. An engine that is away delays mail, and takes no decision back."""
    parts = _parts(engine_of(request), web_of(request).settings)
    works = parts["database"] == "ok" and parts["migrations"] == "ok"
    all_well = works and parts["engine"] == "ok"
    status = "ready" if all_well else "starting" if works else "unavailable"
    return JSONResponse({"status": status, **parts}, status_code=200 if works else 503)


def _parts(engine: Engine, settings: Settings) -> dict[str, object]:
    try:
        stands, newest = current(engine), head()
        if stands != newest:
            return _unknown(f"at {stands or 'nothing'}, needs {newest}")
        with transaction(engine) as session:
            return {
                "database": "ok",
                "migrations": "ok",
                "engine": "ok" if engine_is_up(session) else "away",
                "mail": _mail(session, settings),
                "sealing": _sealing(session, settings),
            }
    except OperationalError:
        return _unknown("unknown") | {"database": "unreachable"}


def _unknown(migrations: str) -> dict[str, object]:
    return {
        "database": "ok",
        "migrations": migrations,
        "engine": "unknown",
        "mail": {"way": "unknown"},
        "sealing": {"problem": "unknown"},
    }


def _sealing(session: Session, settings: Settings) -> dict[str, object]:
    """What is not in the log yet, what was signed last, and why nothing may be signed, if so."""
    standing = continuing.standing(session, settings)
    since, newest = standing.waiting.since, standing.newest
    return {
        "waiting": standing.waiting.count,
        "waiting_since": since.isoformat() if since else None,
        "signed": "elsewhere" if standing.elsewhere else "here",
        "checkpoint": {
            "log": newest.log,
            "size": newest.size,
            "made_at": newest.made_at.isoformat(),
            "published": newest.published_at is not None,
        }
        if newest
        else None,
        "problem": standing.problem or None,
    }


def _mail(session: Session, settings: Settings) -> dict[str, object]:
    """How mail leaves, how much is in each state, and what the provider says became of it.

    No more than `repeats` mails can have come twice.
    """
    counts, deliveries = mail.counts(session), mail.deliveries(session)
    off = circuit.open_until(session, SENDGRID, now=now())
    return {
        "way": SENDGRID if settings.sendgrid_api_key else "local",
        "not_asked_until": off.isoformat() if off else None,
        **{state.value: counts.get(state, 0) for state in MessageState},
        **{delivery.value: deliveries.get(delivery, 0) for delivery in Delivery},
        "repeats": mail.repeats(session),
    }
