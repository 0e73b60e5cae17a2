"""For whom and for which campaign somebody may file a list, and the list as they sent it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from api.dependencies import Attempting
from approvals.commands.submit import FILING
from approvals.domain.refusals import NotAllowedHere
from approvals.intake.importing import ImportPlan, known_on, plan_import
from approvals.queries import bodies, intake
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.bodies import Body
from models.rules import Campaign


@dataclass(frozen=True, slots=True)
class Desk:
    """What may be chosen, and what is: the only one where there is no choice."""

    bodies: Sequence[Body]
    campaigns: Sequence[Campaign]
    body: Body
    campaign: Campaign | None  # None: none is open


def desk_of(
    session: Session, viewer: Viewer, *, body: str = "", campaign: str = "", now: datetime
) -> Desk:
    """Raises `NotAllowedHere` for who files for nobody, or not for this body."""
    today = local_date(now)
    held = bodies.seats_of(session, viewer.person.id, on=today)
    own = {place.slug: place for seat, place in held if seat.office in FILING}
    if not own or (body and body not in own):
        raise NotAllowedHere
    open_now = {one.slug: one for one in intake.open_campaigns(session, on=today)}
    return Desk(
        bodies=list(own.values()),
        campaigns=list(open_now.values()),
        body=own.get(body) or next(iter(own.values())),
        campaign=open_now.get(campaign) or next(iter(open_now.values()), None),
    )


def plan_of(
    attempt: Attempting, content: bytes, name: str, *, now: datetime
) -> ImportPlan | Refusal:
    """What a list asks for, or why it cannot be read at all; nothing is written."""
    known = attempt(lambda session: known_on(session, now))
    if isinstance(known, Refusal):
        return known
    try:
        return plan_import(content, known, name=name)
    except Refusal as refusal:
        return refusal
