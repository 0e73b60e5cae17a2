"""`bangvang mail`: what becomes of mail that a restored backup left in doubt."""

from cyclopts import App

from approvals.queries import in_doubt
from cli.access import database
from cli.listing import show, tell
from cli.options import AsJson
from cli.writing import DryRun, writing
from core.clock import now
from core.database import transaction

app = App(name="mail", help="Mail that a restored backup left in doubt.")


@app.command(name="in-doubt")
def list_(*, as_json: AsJson = False) -> None:
    """Count the mails that may have left between the backup and the restore, by kind."""
    with database() as engine, transaction(engine) as session:
        counts = in_doubt.counts(session)
    rows = [{"mail": template, "in doubt": count} for template, count in counts.items()]
    show(rows, as_json=as_json, nothing="No mail is in doubt.")


@app.command
def send(*, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Send them: nobody goes without, and some get one twice.

    What it would say is looked at once more: a mail that nobody needs any longer does not leave.
    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        count = in_doubt.send(session, now=now())
    tell(f"{count} mails leave now.", {"sent": count}, as_json=as_json)


@app.command
def drop(*, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Drop them: nobody gets one twice, and some may go without."""
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        count = in_doubt.drop(session, now=now())
    tell(f"{count} mails were dropped.", {"dropped": count}, as_json=as_json)
