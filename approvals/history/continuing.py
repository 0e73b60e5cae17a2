"""Whether the log continues what is known of it, and how it stands with sealing."""

from dataclasses import dataclass

from sqlmodel import Session

from approvals.history.log_names import origin_of
from approvals.history.note import Statement, stated
from approvals.history.sealer import Sealer, sealer_of
from approvals.history.sealing import ensure_continues
from approvals.queries import log
from approvals.queries.log import Waiting
from core.refusal import Refusal
from core.settings import Settings
from models.sealing import Checkpoint


@dataclass(frozen=True, slots=True)
class Standing:
    """`problem`: why nothing may be signed, in one sentence; empty where it may."""

    waiting: Waiting
    newest: Checkpoint | None
    elsewhere: bool  # the key does not live here
    problem: str


def standing(session: Session, settings: Settings) -> Standing:
    """How sealing stands. Changes nothing, but development's key is made."""
    elsewhere, problem = not settings.seal_key and bool(settings.seal_public_key), ""
    try:
        ensure_may_sign(session, sealer_of(settings))
    except Refusal as refusal:
        problem = refusal.sentence
    return Standing(log.waiting(session), log.newest(session), elsewhere, problem)


def present_number(session: Session) -> int:
    """Which log of its name this is: 1, unless it was begun anew."""
    newest = log.newest(session)
    return newest.log if newest else 1


def ensure_may_sign(session: Session, sealer: Sealer) -> None:
    """Ensure that the log continues the last checkpoint in the file, and the last made here.

    The latter shows a log that was cut off though the file was lost. Raises `LogOlder`,
    `LogDiffers`, `LogRenamed` and `PublishedUnreadable`.
    """
    origin = origin_of(sealer.name, present_number(session))
    ensure_continues(session, origin, sealer.files.last())
    newest = log.newest(session)
    if newest is not None:
        known = stated(newest.note).origin if newest.note else origin
        ensure_continues(session, origin, Statement(known, newest.size, newest.root))
