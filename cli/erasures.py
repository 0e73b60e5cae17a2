"""What was erased, brought to one state in the database, the ledger and the files."""

from dataclasses import dataclass

from sqlalchemy import Engine

from approvals.commands.reapply_erasures import (
    note_erasures,
    reapply_erasures,
    remove_erased_files,
)
from approvals.history.erasure_ledger import NAME
from core.clock import now
from core.database import transaction
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Settled:
    """How many erasures were applied again, how many entered in the ledger, files deleted."""

    reapplied: int
    noted: int
    files: int


def settle_erasures(engine: Engine, settings: Settings) -> Settled:
    """Erase what a backup brought back; note what the ledger does not know; delete files.

    Safe to repeat, and safe while the system runs.
    """
    ledger = settings.home / NAME
    with transaction(engine) as session:
        reapplied = reapply_erasures(session, ledger, now=now())
    with transaction(engine) as session:  # it tells what is committed
        noted = note_erasures(session, ledger)
        return Settled(reapplied, noted, remove_erased_files(session, settings.files_folder))
