"""`bangvang audit`: sealing, and what was published of it."""

import sys
from typing import Annotated

from cyclopts import Parameter

from approvals.commands import begin_log
from approvals.commands.accept_checkpoint import accept_checkpoint, to_sign
from approvals.commands.seal_log import introduce_keys, known_keys, publish, seal_log
from approvals.domain.refusals.missing import PersonNotFound
from approvals.history.note import stated
from approvals.history.sealer import sealer_of
from approvals.queries import bodies
from cli.access import database
from cli.listing import tell
from cli.options import AsJson
from cli.writing import Flag
from core.clock import now
from core.database import transaction
from core.settings import load_settings
from models.sealing import Checkpoint


def seal(*, as_json: AsJson = False) -> None:
    """Seal what waits now, then sign and publish a checkpoint where the log grew.

    The worker does this every few minutes; repeating it changes nothing.
    """
    settings = load_settings()
    with database(settings) as engine:
        sealed = seal_log(engine, sealer_of(settings), now=now())
    said = f"{sealed.events} events sealed, {sealed.published} checkpoints published."
    made = sealed.checkpoint
    row = {"events": sealed.events, "published": sealed.published}
    tell(said, row | {"checkpoint": _row(made) if made else None}, as_json=as_json)


def keys() -> None:
    """Print the public keys (name+id+base64), in the order they came into use."""
    settings = load_settings()
    with database(settings) as engine:
        introduce_keys(engine, sealer_of(settings), now=now())
        with transaction(engine) as session:
            for key in known_keys(session):
                print(key.vkey)


def checkpoints(*, unsigned: Flag = False) -> None:
    """Print the published checkpoints, oldest first, as the file has them.

    Args:
        unsigned: Print what is to be signed elsewhere instead: the newest checkpoint, which
            covers those before. Nothing where it is signed.

    """
    settings = load_settings()
    sealer = sealer_of(settings)
    if not unsigned:
        file = sealer.files.log
        sys.stdout.write(file.read_text(encoding="utf-8") if file.exists() else "")
        return
    with database(settings) as engine, transaction(engine) as session:
        asked = to_sign(session, sealer)
    sys.stdout.write(asked.text if asked else "")


def accept(*, as_json: AsJson = False) -> None:
    """Take a signed checkpoint from standard input, check it, keep it and publish it."""
    settings = load_settings()
    sealer = sealer_of(settings)
    note = sys.stdin.read()
    with database(settings) as engine:
        introduce_keys(engine, sealer, now=now())
        with transaction(engine) as session:
            kept = accept_checkpoint(session, sealer, note)
        publish(engine, sealer, now=now())
    tell(f"The checkpoint at {kept.size} entries is published.", _row(kept), as_json=as_json)


def begin_new_log(
    *,
    ground: Annotated[str, Parameter(help="Why the log cannot go on as it was.")],
    by: Annotated[str, Parameter(help="Address of whoever decided so.")],
    as_json: AsJson = False,
) -> None:
    """Let the log go on under a new name (`…/2`), where it cannot continue what was published.

    Needed after a backup was restored that is older than the last published checkpoint. The
    journal records that checkpoint, the ground and who decided; auditors will ask for them.
    """
    settings = load_settings()
    with database(settings) as engine:
        with transaction(engine) as session:
            person = bodies.person_by_email(session, by)
        if person is None:
            raise PersonNotFound(person=by)
        made = begin_log.begin_new_log(
            engine, sealer_of(settings), ground=ground, by_person_id=person.id, now=now()
        )
    tell(f"Log {made.log} begins at {made.size} entries.", _row(made), as_json=as_json)


def _row(checkpoint: Checkpoint) -> dict[str, object]:
    return {
        "log": checkpoint.log,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "origin": stated(checkpoint.note).origin if checkpoint.note else None,
        "note": checkpoint.note,
    }
