"""Points that no decision passes: reports, sweeps, the log, files and backups."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import select

from core.database import transaction
from core.failpoints import VARIABLE
from models.dossiers import Attachment
from tests.faults.matrix.trial import Trial
from tests.notifications.signed import an_event
from tests.source_code import ROOT

_KILLED = -9
_TAKEN = 204


class Skipped(Exception):
    """A cell cannot be played here; the sentence says why."""


def _events(trial: Trial) -> list[object]:
    mails = [mail["personalizations"][0]["custom_args"] for mail in trial.system.stub.out[-4:]]
    at = trial.system.now()
    return [an_event("delivered", one["message_id"], at=at) for one in mails]


def reports_stored(trial: Trial) -> None:
    """The web dies before it answers; SendGrid brings the same reports again."""
    trial.file()
    trial.until(trial.is_over)
    events = _events(trial)
    trial.system.arm("reports-stored", "kill")
    assert trial.system.report(*events) == 0  # type: ignore[arg-type]
    trial.until(lambda: trial.system.report(*events) == _TAKEN)  # type: ignore[arg-type]


def report_found(trial: Trial) -> None:
    trial.file()
    trial.until(trial.is_over)
    trial.system.arm("report-found", "kill")
    assert trial.system.report(*_events(trial)) == _TAKEN  # type: ignore[arg-type]
    trial.until(lambda: trial.is_over() or trial.system.is_hit("report-found"))
    assert trial.system.is_hit("report-found")


def item_swept(trial: Trial) -> None:
    """A sweep dies between two reports."""
    trial.file()
    trial.until(trial.is_over)
    trial.system.arm("item-swept", "kill")
    assert trial.system.report(*_events(trial)) == _TAKEN  # type: ignore[arg-type]
    trial.until(lambda: trial.is_over() or trial.system.is_hit("item-swept"))


def checkpoint_signed(trial: Trial) -> None:
    trial.file()
    trial.system.arm("checkpoint-signed", "kill")
    trial.system.sweep("seal")
    trial.until(lambda: trial.system.is_hit("checkpoint-signed"))
    trial.until(trial.is_over)
    trial.system.sweep("seal")


def file_kept(trial: Trial) -> None:
    """Whoever attaches a file dies before its row is there, and attaches it again."""
    trial.file()
    trial.system.arm("file-kept", "kill")
    url = trial.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.matrix.attaching", url]
    words = [str(trial.system.home / "files"), str(trial.ids[0])]
    ends = [
        subprocess.run(  # noqa: S603 -- ours
            [*command, *words],
            env=os.environ | {VARIABLE: str(trial.system.failpoints), "PYTHONPATH": str(ROOT)},
            check=False,
        ).returncode
        for _ in range(2)
    ]
    assert ends == [_KILLED, 0]
    with transaction(trial.engine) as session:
        kept = session.exec(select(Attachment).where(Attachment.dossier_id == trial.ids[0])).all()
    assert len(kept) == 1


def backup_written(trial: Trial) -> None:
    """A backup that dies at its end leaves no backup, and the next one removes its remains."""
    trial.file()
    trial.system.arm("backup-written", "kill")
    with TemporaryDirectory(prefix="bangvang-backup-") as folder:
        assert trial.system.command("backup", "--to", folder).returncode == _KILLED
        assert not list(Path(folder).glob("*.tar"))
        assert trial.system.command("backup", "--to", folder).returncode == 0
        assert [path.suffix for path in Path(folder).iterdir()] == [".tar"]


def backup_on_a_full_disk(trial: Trial) -> None:
    trial.file()
    with TemporaryDirectory(prefix="bangvang-full-") as folder:
        mounted = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
        if os.geteuid() != 0 or subprocess.run(mounted, check=False).returncode != 0:  # noqa: S603
            raise Skipped("mounting a small disk needs root")
        try:
            refused = trial.system.command("backup", "--to", folder)
            assert (refused.returncode, "backup_disk_full" in refused.stderr) == (1, True)
            assert not list(Path(folder).iterdir())
        finally:
            subprocess.run(["umount", folder], check=True)  # noqa: S603, S607 -- as mounted above
