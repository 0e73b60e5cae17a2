"""Who acts in a bloc's year, and what the journal says of it. Shared by this folder's commands.

Each takes the journal first: what follows is read as it is now, and two never do the same at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.blocs import MemberUnknown
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.recording import record
from approvals.queries import journal
from approvals.queries.bloc.years import BlocYear, bloc_year_by_id
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date
from models.enums import EventKind, Office

FOR_A_MEMBER = (Office.HEAD, Office.SECRETARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class InBloc:
    """Which bloc, in which year, and who does it."""

    bloc_id: UUID
    year: int
    by_person_id: UUID


def leading(
    session: Session, command: InBloc, *, deputy_too: bool = False, now: datetime
) -> BlocYear:
    """For whoever runs the desk of the bloc's head. Raises `BlocNotFound`, `NotAllowedHere`."""
    found, viewer = seeing(session, command, now=now)
    if not found.leads(viewer, deputy_too=deputy_too):
        raise NotAllowedHere
    return found


def for_member(
    session: Session, command: InBloc, member_id: UUID, *offices: Office, now: datetime
) -> BlocYear:
    """For a member's own part. Raises `BlocNotFound`, `MemberUnknown`, `NotAllowedHere`."""
    found, viewer = seeing(session, command, now=now)
    if found.member(member_id) is None:
        raise MemberUnknown
    if not viewer.holds_in(member_id, *offices):
        raise NotAllowedHere
    return found


def note(  # noqa: PLR0913 -- an event
    session: Session,
    kind: EventKind,
    command: InBloc,
    *,
    now: datetime,
    facts: Mapping[str, Any],
    texts: Mapping[str, str] | None = None,
) -> None:
    """A line in the journal."""
    record(
        session,
        journal.for_update(session),
        kind,
        actor_id=command.by_person_id,
        now=now,
        facts={"bloc": str(command.bloc_id), "year": command.year, **facts},
        texts=texts,
    )


def seeing(session: Session, command: InBloc, *, now: datetime) -> tuple[BlocYear, Viewer]:
    """The bloc's year and who looks; what they may do, the command asks itself."""
    viewer = viewer_of(session, command.by_person_id, on=local_date(now))
    if viewer is None:
        raise NotAllowedHere
    journal.for_update(session)
    return bloc_year_by_id(session, command.bloc_id, command.year), viewer
