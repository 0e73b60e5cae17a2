"""`bangvang audit export CODE -o FILE.zip`: a dossier's history, to be checked without us."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from approvals.commands.seal_log import seal_log
from approvals.history.sealer import sealer_of
from approvals.papers.handing_over import bundle
from cli.access import database
from cli.audit_verify import checkpoints_in
from cli.listing import tell
from cli.options import AsJson
from core.clock import now
from core.database import transaction
from core.settings import load_settings

Output = Annotated[Path, Parameter(name=["--output", "-o"], help="The zip to write.")]


def audit_export(
    code: str, *, output: Output, since: Path | None = None, as_json: AsJson = False
) -> None:
    """Write a dossier's history with all that proves it; what waits is sealed before.

    Whoever receives it runs the verify.py that is in it, with Python and `cryptography` alone.

    Args:
        code: As `HS-2026-000123`.
        since: A file with a checkpoint that the receiver kept: the zip proves that the log
            continues it.

    """
    settings = load_settings()
    notes = checkpoints_in(since) if since else ()
    with database(settings) as engine:
        seal_log(engine, sealer_of(settings), now=now())
        with transaction(engine) as session:
            made = bundle(
                session, code, by_id=None, now=now(), since=notes, fonts=settings.paper_fonts
            )
    output.write_bytes(made)
    said = {"code": code, "file": str(output), "bytes": len(made)}
    tell(f"{code} is in {output}; check it with its own verify.py.", said, as_json=as_json)
