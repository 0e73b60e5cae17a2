"""How often something may be asked for; counted in the database, so that all processes count alike.

Limits for a network keep a flood out and are generous, since a whole ministry may stand behind
one address. Limits for a mailbox are tight: they keep it from being flooded by us.
"""

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from api.dependencies import Now
from api.refusals import TooManyRequests
from api.web import engine_of, web_of
from approvals.queries import allowances
from core.database import transaction
from core.ids import keyed_hash
from core.settings import Settings

_SWEPT = 10  # old buckets forgotten with each new request, so that no sweep is needed


@dataclass(frozen=True, slots=True)
class Limit:
    """As many at once, after a rest of `within`; used ones come back evenly over that time."""

    times: int
    within: timedelta


def mail_limits(settings: Settings) -> tuple[Limit, ...]:
    """For mails that somebody asks for, by mailbox or by task."""
    return (
        Limit(3, timedelta(seconds=90)),
        Limit(settings.mails_per_hour, timedelta(hours=1)),
    )


def spend(request: Request, session: Session, subject: str, *limits: Limit, now: datetime) -> None:
    """Count one more of `subject`, together with what else the transaction does.

    Raises `TooManyRequests`; the refused one is then not counted, which undoes the transaction.
    """
    for limit in limits:
        key = keyed_hash(web_of(request).key, f"allowance\n{subject}\n{limit.within}")
        wait = allowances.take(session, key, times=limit.times, within=limit.within, now=now)
        if wait is not None:
            raise TooManyRequests(seconds=math.ceil(wait.total_seconds()))
    # Only now: it waits for nobody, so that no two requests wait for each other.
    allowances.forget_full(session, now=now, limit=_SWEPT)


def count(request: Request, subject: str, *limits: Limit, now: datetime) -> None:
    """Count one more of `subject` for good, whatever becomes of the request."""
    with transaction(engine_of(request)) as session:
        spend(request, session, subject, *limits, now=now)


def count_network(request: Request, now: Now) -> None:
    """Count a request for the network that it came from. Raises `TooManyRequests`."""
    limit = Limit(web_of(request).settings.requests_per_minute, timedelta(minutes=1))
    count(request, f"network {network_of(request)}", limit, now=now)


# For pages that anybody may ask for who has, or guesses, a link or an address.
PerNetwork = Depends(count_network)


def network_of(request: Request) -> str:
    """Where a request came from, as coarse as one subscriber: an IPv4 /24, an IPv6 /64."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a socket of this machine has no address
        return host
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    wide = 24 if address.version == 4 else 64  # noqa: PLR2004 -- as the docstring says
    return str(ipaddress.ip_network((address, wide), strict=False))
