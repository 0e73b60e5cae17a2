"""A checkpoint that was signed elsewhere comes back."""

from sqlmodel import Session

from approvals.domain.refusals.sealing import NewerIsSigned, NothingToSign, NotSignedByUs
from approvals.history.log_names import number_of, origin_of
from approvals.history.note import NoteNotTrusted, Statement, opened
from approvals.history.sealer import Sealer
from approvals.history.sealing import ensure_continues
from approvals.queries import log
from models.sealing import Checkpoint


def to_sign(session: Session, sealer: Sealer) -> Statement | None:
    """What is to be signed elsewhere: the newest checkpoint, unless it is; it covers all before."""
    newest = log.newest(session)
    if newest is None or newest.note is not None:
        return None
    return Statement(origin_of(sealer.name, newest.log), newest.size, newest.root)


def accept_checkpoint(session: Session, sealer: Sealer, note: str) -> Checkpoint:
    """Keep a signed note; the caller publishes it. Repeating it changes nothing.

    Raises `NotSignedByUs`, `NothingToSign`, `NewerIsSigned`, and what `ensure_continues` raises.
    """
    try:
        statement = opened(note, sealer.known)
    except NoteNotTrusted:
        raise NotSignedByUs from None
    log.lock(session)
    number = number_of(statement.origin)
    found = log.checkpoint(session, number, statement.size)
    ours = statement.origin == origin_of(sealer.name, number)
    if found is None or not ours or found.root != statement.root:
        raise NothingToSign
    if found.note is not None:
        return found
    signed = log.newest(session, signed=True)
    if signed is not None and (signed.log, signed.size) > (number, statement.size):
        raise NewerIsSigned(size=signed.size)
    ensure_continues(session, statement.origin, sealer.files.last())
    found.note = note
    return found
