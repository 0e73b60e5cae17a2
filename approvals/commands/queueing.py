"""Mail enters the queue, and the history of the dossiers it is about says so.

Shared by whatever queues mail. `hold` comes before any other lock: dossiers, then people's turns,
then messages.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import dossiers, gates, mail
from models.dossiers import Dossier
from models.enums import EventKind
from models.mail import Message

Held = Mapping[UUID, Dossier]


def hold(session: Session, dossier_ids: Collection[UUID | None]) -> Held:
    """These dossiers, ours until the transaction ends, by id; None stands for mail about none."""
    ids = {one for one in dossier_ids if one is not None}
    return {dossier.id: dossier for dossier in dossiers.all_for_update(session, ids)}


def put_in_queue(
    session: Session, held: Held, messages: Sequence[Message], *, now: datetime
) -> list[UUID]:
    """Queue what was not queued before; its ids. `held` are the dossiers that it is about.

    Each dossier's history says once for each gate and notice who is written to. What was queued
    before is not told again.
    """
    new = set(mail.queue(session, messages))
    queued = [message for message in messages if message.id in new]
    keys = _gate_keys(session, queued)
    told: dict[tuple[UUID, str | None, str], list[Message]] = {}
    for message in queued:
        if message.dossier_id is not None:
            gate = keys.get(message.assignment_id) if message.assignment_id else None
            about = message.dossier_id, gate, message.template
            told.setdefault(about, []).append(message)
    for (dossier_id, gate, notice), these in told.items():
        record(
            session,
            held[dossier_id],
            EventKind.MESSAGES_QUEUED,
            actor_id=None,
            now=now,
            facts={"gate": gate, "notice": notice, "messages": [_named(one) for one in these]},
        )
    return [message.id for message in queued]


def _gate_keys(session: Session, queued: Sequence[Message]) -> Mapping[UUID, str]:
    """The gates of the tasks that messages are about, by assignment."""
    ids = {message.assignment_id for message in queued if message.assignment_id is not None}
    return gates.keys_of(session, ids) if ids else {}


def _named(message: Message) -> dict[str, str | None]:
    return {
        "message": str(message.id),
        "person": str(message.person_id),
        "assignment": str(message.assignment_id) if message.assignment_id else None,
    }
