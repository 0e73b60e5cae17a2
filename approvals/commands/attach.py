"""Evidence joins a dossier: kept by content, checked by size and by what it really is."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from uuid import UUID

from sqlmodel import Session

from approvals.commands.resubmit import own_dossier
from approvals.commands.settling import finish
from approvals.commands.submit import FILING
from approvals.domain.refusals.deciding import ActionNotAllowed
from approvals.domain.refusals.filing import FileEmpty, FileTooLarge, FileTypeNotAllowed
from approvals.history.recording import record
from approvals.queries import dossiers, erased_files, links
from core.failpoints import failpoint
from core.ids import secret_token
from core.vietnamese import clean
from models.commendation import Paper
from models.dossiers import Attachment, Dossier
from models.enums import EventKind

_MEBIBYTE = 1024 * 1024

# What a file is, told by its first bytes and not by its name.
_KINDS = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
    ),
    (
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx",),
    ),
)
ACCEPTED = ".pdf, .docx, .xlsx, .png, .jpg"
MEDIA_TYPES = tuple(media_type for _, media_type, _ in _KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """`paper` is what of a dossier's contents the file is, where whoever adds it says so."""

    dossier_id: UUID
    person_id: UUID
    name: str
    content: bytes
    paper: Paper | None = None


def attach(
    session: Session, command: Attach, *, folder: Path, limit_mb: int, now: datetime
) -> Attachment:
    """Add a file to a dossier that has not ended; the same content twice is the same file.

    Links that were mailed lead to the dossier without it, so they end; reviewers get new ones.
    Raises `FileEmpty`, `FileTooLarge` (limit in MiB), `FileTypeNotAllowed`, `ActionNotAllowed`.
    The bytes are on disk before the row is; a file whose transaction fails is just never named.
    """
    name = file_name(command.name)
    media_type = checked(name, command.content, limit_mb)
    dossier = own_dossier(session, command.dossier_id, command.person_id, FILING, now=now)
    if dossier.closed_at is not None:
        raise ActionNotAllowed(action=EventKind.ATTACHMENT_ADDED, state=dossier.state)
    sha256 = hashlib.sha256(command.content).hexdigest()
    same = dossiers.attachment_with_content(session, dossier.id, sha256)
    if same is not None:
        return same
    erased_files.hold(session, sha256)  # it may be about to be deleted with another dossier
    store(folder, sha256, command.content)
    failpoint("file-kept")
    attachment = Attachment(
        dossier_id=dossier.id,
        name=name,
        media_type=media_type,
        size=len(command.content),
        sha256=sha256,
        paper=command.paper,
        added_by_id=command.person_id,
        added_at=now,
    )
    session.add(attachment)
    note_attached(session, dossier, attachment)
    links.revoke_of_dossier(session, dossier.id, now=now)
    finish(session, dossier, now=now)
    return attachment


def note_attached(session: Session, dossier: Dossier, attachment: Attachment) -> None:
    """The history says that a file joined the dossier."""
    record(
        session,
        dossier,
        EventKind.ATTACHMENT_ADDED,
        actor_id=attachment.added_by_id,
        now=attachment.added_at,
        facts={
            "attachment": str(attachment.id),
            "sha256": attachment.sha256,
            "size": attachment.size,
            "media_type": attachment.media_type,
            "paper": attachment.paper,
        },
        texts={"name": attachment.name},
    )


def path_of(folder: Path, sha256: str) -> Path:
    """Where content is kept: `ab/cdef…` under its SHA-256."""
    return folder / sha256[:2] / sha256[2:]


def store(folder: Path, sha256: str, content: bytes) -> None:
    """Write content whole or not at all; content that is there already is left alone."""
    path = path_of(folder, sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secret_token()[:8]}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def file_name(name: str) -> str:
    """What a file is called, whatever path came with it."""
    return clean(PurePath(name.replace("\\", "/")).name)[:255] or "file"


def checked(name: str, content: bytes, limit_mb: int) -> str:
    """The media type of acceptable content.

    Raises `FileEmpty`, `FileTooLarge` (limit in MiB), `FileTypeNotAllowed`.
    """
    if not content:
        raise FileEmpty(name=name)
    if len(content) > limit_mb * _MEBIBYTE:
        raise FileTooLarge(name=name, megabytes=limit_mb)
    suffix = PurePath(name).suffix.lower()
    for first_bytes, media_type, suffixes in _KINDS:
        if content.startswith(first_bytes) and suffix in suffixes:
            return media_type
    raise FileTypeNotAllowed(name=name, allowed=ACCEPTED)
