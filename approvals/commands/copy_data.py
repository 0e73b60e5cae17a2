"""Whoever asks for a copy of their data gets a file; that it was made stands in the journal."""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.read_history import note_export
from approvals.commands.register_request import ensure_keeper
from approvals.domain.refusals.personal_data import RequestNotFound
from approvals.queries import data_requests, personal_copy


def copy_data(session: Session, request_id: UUID, *, by_person_id: UUID, now: datetime) -> bytes:
    """All that is kept about whom a request concerns, as JSON in UTF-8.

    Whoever sends it on reads it first. Raises `NotAllowedHere`, `RequestNotFound`.
    """
    ensure_keeper(session, by_person_id, now=now)
    found = data_requests.registered(session, request_id)
    if found is None:
        raise RequestNotFound(request=request_id)
    if found.nominee is not None and found.dossier is not None:
        kept = personal_copy.of_nominee(session, found.nominee, found.dossier)
    elif found.person is not None:
        kept = personal_copy.of_person(session, found.person)
    else:
        raise RequestNotFound(request=request_id)
    content = json.dumps(kept, ensure_ascii=False, indent=1, default=str).encode() + b"\n"
    facts = {
        "code": found.dossier.code if found.dossier else None,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    note_export(session, by_person_id, "personal_data", facts, now)
    return content
