"""Whoever reads the record leaves a line in the journal: who, what, how far back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import journal
from models.dossiers import Dossier
from models.enums import EventKind
from models.history import Event


def note_read(
    session: Session,
    reader_id: UUID,
    dossier: Dossier,
    at: int | datetime | None,
    now: datetime,
) -> Event:
    """An auditor read a dossier's history as it was `at` a moment, or at the event of that number.

    None: as it is now, that is at its last event. Each reading is recorded, the same one twice too.
    """
    then = dossier.last_seq if at is None else at
    return record(
        session,
        journal.for_update(session),
        EventKind.HISTORY_READ,
        actor_id=reader_id,
        now=now,
        facts={"dossier": str(dossier.id), "at": _as_fact(then)},
    )


def note_search(session: Session, reader_id: UUID, parameters: str, now: datetime) -> Event:
    """An auditor searched. `parameters` as in an address: `body=…&choice=reject`.

    They are a text and no fact: somebody's name may stand among them.
    """
    return record(
        session,
        journal.for_update(session),
        EventKind.HISTORY_SEARCHED,
        actor_id=reader_id,
        now=now,
        texts={"parameters": parameters},
    )


def note_export(
    session: Session,
    by_id: UUID | None,
    what: str,
    facts: Mapping[str, str | int | None],
    now: datetime,
) -> Event:
    """Something left the system as a file: `what` kind of file, and in `facts` what identifies it.

    `facts`: `code` (the dossier's; None for a list) and `sha256` (of the file, in hex). `by_id`
    None: whoever runs the program's own command line.
    """
    return record(
        session,
        journal.for_update(session),
        EventKind.RECORD_EXPORTED,
        actor_id=by_id,
        now=now,
        facts={"what": what, **facts},
    )


def _as_fact(at: int | datetime) -> int | str:
    return at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at
