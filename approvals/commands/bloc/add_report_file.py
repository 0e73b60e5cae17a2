"""A picture or a paper joins a member's report; kept and checked as evidence files are."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from approvals.commands.attach import checked, file_name, store
from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc, for_member, note
from approvals.commands.bloc.send_report import open_round
from approvals.domain.refusals.blocs import ReportNotSent
from approvals.queries import erased_files
from approvals.queries.bloc import reports
from models.bloc_year import ReportFile
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReportFile(InBloc):
    round_id: UUID
    member_id: UUID
    name: str
    content: bytes


def add_report_file(
    session: Session, command: AddReportFile, *, folder: Path, limit_mb: int, now: datetime
) -> ReportFile:
    """The same content twice is the same file.

    Raises `FileEmpty`, `FileTooLarge` (limit in MiB), `FileTypeNotAllowed`, `BlocNotFound`,
    `MemberUnknown`, `NotAllowedHere`, `ReportNotFound`, `ReportClosed`, `ReportNotSent`.
    """
    name = file_name(command.name)
    media_type = checked(name, command.content, limit_mb)
    for_member(session, command, command.member_id, *FOR_A_MEMBER, now=now)
    asked = open_round(session, command, command.round_id)
    report = reports.of_member(session, asked.id, command.member_id)
    if report is None:
        raise ReportNotSent
    sha256 = hashlib.sha256(command.content).hexdigest()
    same = next((one for one in reports.files(session, [report.id]) if one.sha256 == sha256), None)
    if same is not None:
        return same
    erased_files.hold(session, sha256)  # it may be about to be deleted with a dossier
    store(folder, sha256, command.content)
    file = ReportFile(
        report_id=report.id,
        name=name,
        media_type=media_type,
        size=len(command.content),
        sha256=sha256,
        added_by_id=command.by_person_id,
        added_at=now,
    )
    session.add(file)
    note(
        session,
        EventKind.REPORT_FILE_ADDED,
        command,
        now=now,
        facts={
            "report": str(asked.id),
            "member": str(command.member_id),
            "sha256": sha256,
            "size": file.size,
            "media_type": media_type,
        },
        texts={"name": name},
    )
    return file
