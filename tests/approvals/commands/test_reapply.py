"""A restored backup brings erased texts back; the ledger takes them away again."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from approvals.commands.attach import path_of
from approvals.commands.erase import Erase, erase
from approvals.commands.reapply_erasures import (
    note_erasures,
    reapply_erasures,
    remove_erased_files,
)
from approvals.domain.refusals.personal_data import ErasureLedgerUnreadable
from approvals.history.chain import first_break
from approvals.history.erasure_ledger import NAME as LEDGER
from approvals.history.erasure_ledger import append, lines
from approvals.queries import data_requests
from approvals.queries.events import chain_of
from core.database import connect, transaction
from core.postgres.programs import program
from models.dossiers import Attachment
from models.personal_data import Erasure
from tests.approvals.commands.data_subject import (
    DEEDS,
    EMAIL,
    GROUND,
    LATER,
    NAME,
    NOBODY,
    asked,
    ended_dossier,
    everything,
    fulfilled,
)
from tests.builders import NOW, a_country, a_dossier
from tests.conftest import url_of


@contextmanager
def restored(maintenance: Engine, backup: Path) -> Iterator[Engine]:
    """A new database with what a backup holds."""
    name = f"test_{uuid4().hex[:12]}"
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    subprocess.run(  # noqa: S603 -- PostgreSQL's own program
        [
            program("pg_restore"),
            "--no-owner",
            "--exit-on-error",
            f"--dbname={url_of(name)}",
            backup,
        ],
        check=True,
    )
    engine = connect(url_of(name))
    yield engine
    engine.dispose()
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_a_restore_of_an_older_backup_does_not_bring_it_back(
    engine: Engine, database_url: str, maintenance: Engine, tmp_path: Path
) -> None:
    ledger, files, backup = tmp_path / LEDGER, tmp_path / "files", tmp_path / "backup"
    with transaction(engine) as session:
        country = a_country(session)
        dossier = ended_dossier(session, country, files)
        of_dossier = select(Attachment.sha256).where(Attachment.dossier_id == dossier.id)
        sha256 = session.exec(of_dossier).one()
    subprocess.run(  # noqa: S603 -- PostgreSQL's own program
        [program("pg_dump"), "--format=custom", f"--file={backup}", f"--dbname={database_url}"],
        check=True,
    )
    content = path_of(files, sha256).read_bytes()
    with transaction(engine) as session:
        erasure = fulfilled(
            session, country, asked(session, country, nominee_id=dossier.nominee_id)
        )
    with transaction(engine) as session:
        assert (note_erasures(session, ledger), remove_erased_files(session, files)) == (1, 1)
    path_of(files, sha256).write_bytes(content)  # the files' backup is restored too

    with restored(maintenance, backup) as second:
        with transaction(second) as session:
            assert NAME in everything(session)
            assert reapply_erasures(session, ledger, now=LATER) == 1
        with transaction(second) as session:
            assert remove_erased_files(session, files) == 1
            again = data_requests.erasure_of(session, dossier.nominee_id)
            assert again is not None
            assert (again.id, again.erased_at, again.request_id) == (
                erasure.id,
                erasure.erased_at,
                None,  # the request came after the backup
            )
            told = everything(session)
            assert first_break(chain_of(session, dossier.id)) is None
            assert reapply_erasures(session, ledger, now=LATER) == 0
            assert note_erasures(session, ledger) == 0
    for word in (NAME, EMAIL, DEEDS):
        assert word not in told
    assert not path_of(files, sha256).exists()


@pytest.fixture
def erasure(session: Session, tmp_path: Path) -> Erasure:
    country = a_country(session)
    dossier = ended_dossier(session, country, tmp_path)
    wish = Erase(
        ground=GROUND,
        approved_by_id=country["administrator"].id,
        nominee_id=dossier.nominee_id,
    )
    made = erase(session, wish, now=LATER)
    session.flush()
    return made


def test_the_ledger_holds_ids_and_moments_alone(
    session: Session, erasure: Erasure, tmp_path: Path
) -> None:
    ledger = tmp_path / LEDGER
    assert [note_erasures(session, ledger), note_erasures(session, ledger)] == [1, 0]
    assert json.loads(ledger.read_text()) == {
        "erasure": str(erasure.id),
        "nominee": str(erasure.nominee_id),
        "person": None,
        "request": None,
        "approved_by": str(erasure.approved_by_id),
        "at": LATER.isoformat(),
    }
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_a_line_cut_short_by_a_crash_is_written_again(
    session: Session, erasure: Erasure, tmp_path: Path
) -> None:
    ledger = tmp_path / LEDGER
    note_erasures(session, ledger)
    whole = ledger.read_bytes()
    for cut in (0, 1, len(whole) // 2, len(whole) - 1):
        ledger.write_bytes(whole[:cut])
        assert lines(ledger) == []
        assert append(ledger, [erasure]) == 1
        assert ledger.read_bytes() == whole


@pytest.mark.usefixtures("erasure")
def test_a_ledger_that_cannot_be_read_is_not_passed_over(session: Session, tmp_path: Path) -> None:
    ledger = tmp_path / LEDGER
    note_erasures(session, ledger)
    ledger.write_bytes(b"{}\n" + ledger.read_bytes())
    with pytest.raises(ErasureLedgerUnreadable) as refused:
        reapply_erasures(session, ledger, now=LATER)
    assert refused.value.facts["line"] == 1
    with pytest.raises(ErasureLedgerUnreadable):
        note_erasures(session, ledger)


def test_whoever_the_database_does_not_know_is_left_out(session: Session, tmp_path: Path) -> None:
    ledger = tmp_path / LEDGER
    gone = [
        Erasure(nominee_id=NOBODY, ground="", erased_at=NOW),
        Erasure(person_id=NOBODY, ground="", erased_at=NOW),
    ]
    append(ledger, gone)
    assert reapply_erasures(session, ledger, now=LATER) == 0


def test_it_is_applied_again_though_the_dossier_is_open_and_the_approver_unknown(
    session: Session, tmp_path: Path
) -> None:
    ledger = tmp_path / LEDGER
    dossier = a_dossier(session, a_country(session), name=NAME, email=EMAIL)
    session.flush()
    lost = Erasure(nominee_id=dossier.nominee_id, approved_by_id=NOBODY, ground="", erased_at=LATER)
    append(ledger, [lost])
    assert reapply_erasures(session, ledger, now=LATER) == 1
    again = data_requests.erasure_of(session, dossier.nominee_id)
    assert again is not None
    assert (again.id, again.approved_by_id) == (lost.id, None)
    told = everything(session)
    assert NAME not in told
    assert EMAIL not in told
