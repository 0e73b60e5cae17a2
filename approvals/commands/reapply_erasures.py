"""What was erased stays erased: on disk, in the ledger, and after a backup was restored."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from approvals.commands.attach import path_of
from approvals.commands.erase import Before, Erase, erase
from approvals.history import erasure_ledger
from approvals.history.erasure_ledger import Line
from approvals.queries import bodies, data_requests, erased_files, erasing

_GROUND = "Thực hiện lại sau khi khôi phục bản sao lưu. / Applied again after a restore."


def reapply_erasures(session: Session, ledger: Path, *, now: datetime) -> int:
    """Erase again what the ledger knows and the database does not; how many that were.

    Whoever the database does not know at all is left out: nothing of theirs is there. Idempotent.
    An open dossier does not stand in the way: these data were lawfully erased once.
    """
    erased_files.hold(session, erasure_ledger.NAME)  # two that start at once take turns
    known = {erasure.id for erasure in data_requests.erasures(session)}
    missing = [line for line in erasure_ledger.lines(ledger) if line.erasure not in known]
    return sum(_reapply(session, line, now=now) for line in missing)


def note_erasures(session: Session, ledger: Path) -> int:
    """Add to the ledger what it does not have, once it is committed; how many that were."""
    return erasure_ledger.append(ledger, data_requests.erasures(session))


def remove_erased_files(session: Session, folder: Path) -> int:
    """Delete the files of erased dossiers that nobody else's dossier has; how many there were.

    Whoever stores the same content at this moment waits for us, and stores it again.
    """
    removed = 0
    for sha256 in erased_files.left_behind(session):
        path = path_of(folder, sha256)
        if not path.exists():
            continue
        erased_files.hold(session, sha256)
        if sha256 in erased_files.left_behind(session, only=sha256):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _reapply(session: Session, line: Line, *, now: datetime) -> bool:
    there = (
        erasing.dossier_of(session, line.nominee)
        if line.nominee
        else line.person and bodies.person(session, line.person)
    )
    if not there:
        return False
    request = line.request if line.request and data_requests.exists(session, line.request) else None
    approver = line.approved_by and bodies.person(session, line.approved_by)
    again = Erase(
        ground=_GROUND,
        approved_by_id=approver.id if approver else None,
        nominee_id=line.nominee,
        person_id=line.person,
        request_id=request,
        before=Before(id=line.erasure, at=line.at),
    )
    return erase(session, again, now=now).id == line.erasure
