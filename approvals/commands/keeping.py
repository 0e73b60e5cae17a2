"""Who keeps a body's dockets. Shared by the commands that change one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DocketNotFound
from approvals.queries import dockets, visibility
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.dockets import Docket
from models.enums import Office

# The board's secretariat keeps every body's dockets, a body's own officers keep theirs.
_ANYWHERE = (Office.SECRETARIAT, Office.ADMINISTRATOR)
_AT_HOME = (Office.SECRETARY, Office.COUNCIL_CHAIR, Office.HEAD)


def may_keep(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may open and change the dockets of a body."""
    return viewer.holds(*_ANYWHERE) or viewer.holds_in(body_id, *_AT_HOME)


def kept_by(viewer: Viewer) -> frozenset[UUID] | None:
    """The bodies whose dockets somebody keeps; None for all of them."""
    if viewer.holds(*_ANYWHERE):
        return None
    return frozenset(body for body in viewer.bodies if viewer.holds_in(body, *_AT_HOME))


def keeper(session: Session, person_id: UUID, body_id: UUID, *, now: datetime) -> Viewer:
    """Somebody who may; raises `NotAllowedHere`."""
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    if viewer is None or not may_keep(viewer, body_id):
        raise NotAllowedHere
    return viewer


def kept_docket(
    session: Session, docket_id: UUID, person_id: UUID, *, now: datetime
) -> tuple[Docket, Viewer]:
    """A docket, locked, and its keeper. Raises `DocketNotFound`, `NotAllowedHere`."""
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    docket = dockets.for_update(session, viewer, docket_id) if viewer else None
    if docket is None:
        raise DocketNotFound(docket=docket_id)
    return docket, keeper(session, person_id, docket.body_id, now=now)
