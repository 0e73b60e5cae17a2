"""A dossier's history handed over: the zip with events, proofs and a paper to read."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import orjson
from sqlmodel import Session

from approvals.commands.read_history import note_export
from approvals.domain.refusals.missing import DossierNotFound
from approvals.history import bundle as building
from approvals.papers.history import history_pdf
from approvals.queries import bundle as stored
from approvals.queries import dossiers


def bundle(  # noqa: PLR0913 -- who hands over what to whom
    session: Session,
    code: str,
    *,
    by_id: UUID | None,
    now: datetime,
    since: Sequence[str] = (),
    fonts: Path | None = None,
) -> bytes:
    """The zip; the journal notes that it left. The same history and log give the same bytes.

    Call `seal_log` before, in transactions of its own: events that no signed checkpoint covers
    are handed over as chained only. `by_id` None: whoever runs the command line. Whether somebody
    may have it is for the caller to know. `since`: checkpoints that the receiver kept.
    Raises `DossierNotFound`, and for `since` `LogOlder`, `LogDiffers`, `NoteNotTrusted`.
    """
    dossier = dossiers.by_code(session, code)
    if dossier is None:
        raise DossierNotFound(dossier=code)
    found = building.members(session, dossier, since)
    nominee, award = stored.nominee_and_award(session, dossier)
    found["history.pdf"] = history_pdf(
        dossier,
        stored.lines(session, dossier.id),
        orjson.loads(found["texts.json"]),
        nominee=nominee,
        award=award,
        checkpoint=_newest(found["checkpoints.txt"].decode()),
        fonts=fonts,
    )
    made = building.zipped({**found, "manifest.json": building.manifest(dossier, found)})
    facts = {"code": dossier.code, "sha256": hashlib.sha256(made).hexdigest()}
    note_export(session, by_id, "bundle", facts, now)
    return made


def _newest(checkpoints: str) -> str:
    """The last note: three lines, an empty one, signatures, and an empty one."""
    parts = checkpoints.strip().split("\n\n")
    return "\n\n".join(parts[-2:])
