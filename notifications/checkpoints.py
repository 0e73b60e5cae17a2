"""Signed checkpoints leave the machine: each morning, the newest goes to every auditor."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import bodies, log
from core.clock import local_date, local_moment
from models.enums import Office
from notifications.catalogue import CheckpointMade
from notifications.contents import SignedCheckpoint
from notifications.making import Making, NoLongerNeeded, contact_of
from notifications.posting import Post, post

MORNING = 7  # o'clock: there when the office opens, with all of the night in it


def tell_auditors(session: Session, *, now: datetime) -> list[UUID]:
    """Queue the day's checkpoint for everybody who holds an auditor's seat; once a day.

    Nothing before seven in the morning, nor as long as nothing was ever signed.
    """
    day = local_date(now)
    if now < local_moment(day, MORNING) or log.newest(session, signed=True) is None:
        return []
    notice = CheckpointMade(day=day)
    auditors = bodies.holders(session, Office.AUDITOR, on=day)
    posts = [Post(notice=notice, person=person) for person in auditors if person.active]
    return post(session, posts, now=now)


def signed_checkpoint(notice: CheckpointMade, making: Making) -> SignedCheckpoint:  # noqa: ARG001 -- which message it is
    """The newest there is when the mail is made."""
    newest = log.newest(making.session, signed=True)
    if newest is None or newest.note is None:
        raise NoLongerNeeded("nothing is signed")
    return SignedCheckpoint(
        reader=making.reader.name,
        contact=contact_of(making),
        size=newest.size,
        made_on=local_date(newest.made_at),
        made_at=newest.made_at,
        note=tuple(newest.note.removesuffix("\n").split("\n")),
    )
