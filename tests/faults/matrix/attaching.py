"""Attaches a file to a dossier in a process that a failpoint may end: URL, folder, dossier."""

import sys
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from approvals.commands.attach import Attach, attach
from core.clock import now
from core.database import connect, transaction
from models.bodies import Person

_CONTENT = b"%PDF-1.7\n%%EOF\n"


def main() -> None:
    url, folder, dossier = sys.argv[1:]
    engine = connect(url.replace("+psycopg", ""), pool_size=1)
    with transaction(engine) as session:
        alice = session.exec(select(Person).where(Person.email == "alice@bangvang.example")).one()
        command = Attach(
            dossier_id=UUID(dossier), person_id=alice.id, name="bao-cao.pdf", content=_CONTENT
        )
        attach(session, command, folder=Path(folder), limit_mb=1, now=now())
    engine.dispose()


if __name__ == "__main__":
    main()
