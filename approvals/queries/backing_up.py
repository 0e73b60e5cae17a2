"""What a backup is made of, as one snapshot has it, and whether it is all there again."""

from sqlalchemy import Select, text, union
from sqlmodel import Session, col, select

from approvals.queries import erased_files
from models.documents import Document
from models.dossiers import Attachment, Submission
from models.gates import WrittenOpinion

# Tables whose rows a dump has: not where the migrations stand, nor what a crash may cost.
_KEPT = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p'
      AND relname <> 'alembic_version'
    ORDER BY relname
"""


def export_snapshot(session: Session) -> str:
    """The name by which another connection sees just what this transaction sees."""
    return str(session.execute(text("SELECT pg_export_snapshot()")).scalar_one())


def named_contents(session: Session) -> list[str]:
    """The SHA-256 of every content that the record names and that was not erased."""
    lists = select(col(Submission.file_sha256))
    return sorted(_contents(session, lists) | needed_contents(session))


def needed_contents(session: Session) -> set[str]:
    """Of these, what is surely on disk: a list that came by the command line never was."""
    return _contents(
        session,
        select(col(Attachment.sha256)),
        select(col(WrittenOpinion.scan_sha256)),
        select(col(Document.sha256)),
    )


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has; none where there are no tables."""
    names = session.execute(text(_KEPT)).scalars().all()
    return {name: _count(session, name) for name in names}


def differing(session: Session, expected: dict[str, int]) -> list[str]:
    """The tables that have other numbers of rows than expected, or are missing."""
    found = row_counts(session)
    return [name for name, count in expected.items() if found.get(name) != count]


def put_at(session: Session, revision: str) -> None:
    """Say where the migrations stand; until then nobody takes this database for a ready one."""
    session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def _count(session: Session, table: str) -> int:
    return int(session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())  # noqa: S608 -- a name from the catalogue


def _contents(
    session: Session, *naming: Select[tuple[str]] | Select[tuple[str | None]]
) -> set[str]:
    rows = session.execute(union(*naming) if naming[1:] else naming[0])
    return {sha256 for (sha256,) in rows if sha256} - set(erased_files.left_behind(session))
