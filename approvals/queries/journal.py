"""The journal: the chain of what happened to no dossier in particular."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, select

from models.history import Journal

JOURNAL = UUID(int=0)


def for_update(session: Session) -> Journal:
    """The journal's row, ours until the transaction ends; made where there is none yet."""
    session.execute(
        insert(Journal).values(id=JOURNAL, last_seq=0, last_hash=bytes(32)).on_conflict_do_nothing()
    )
    return session.exec(
        select(Journal)
        .where(Journal.id == JOURNAL)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
