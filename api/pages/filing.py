"""For whom and for which campaign somebody may file a list, and the list as they sent it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from api.dependencies import Attempting
from approvals.commands.submit import FILING
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.intake.importing import ImportPlan, known_on, plan_import
from approvals.queries import bodies, intake
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.bodies import Body
from models.enums import BodyKind
from models.rules import Campaign

_NOMINATING = (BodyKind.MINISTRY, BodyKind.UNIT)


@dataclass(frozen=True, slots=True)
class Desk:
    """What may be chosen, and what is: the only one where there is no choice."""

    bodies: Sequence[Body]
    campaigns: Sequence[Campaign]
    body: Body
    campaign: Campaign | None  # None: none is open


def bodies_of(session: Session, viewer: Viewer, *, now: datetime) -> list[Body]:
    """The bodies somebody files for; blocs, boards and authorities nominate nobody."""
    held = bodies.seats_of(session, viewer.person.id, on=local_date(now))
    own = {
        body.id: body for seat, body in held if seat.office in FILING and body.kind in _NOMINATING
    }
    return list(own.values())


def desk_of(
    session: Session, viewer: Viewer, *, body: str = "", campaign: str = "", now: datetime
) -> Desk:
    """Raises `NotAllowedHere` for who files for nobody, or not for this body."""
    own = {place.slug: place for place in bodies_of(session, viewer, now=now)}
    if not own or (body and body not in own):
        raise NotAllowedHere
    open_now = {one.slug: one for one in intake.open_campaigns(session, on=local_date(now))}
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
