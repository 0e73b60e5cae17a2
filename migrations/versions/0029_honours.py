"""Whom the roll of honour does not show, objections to it; dossiers settled at own authority."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_EVENTS = ("honour.hidden", "honour.shown")
_REQUESTS = ("objection",)
_SETTLED, _SETTLED_EVENT = "settled_here", "dossier.settled_here"


def upgrade() -> None:
    _also("event", "kind", _EVENTS, after="recovery.noted")
    _also("event", "kind", (_SETTLED_EVENT,), after="dossier.revoked")
    _also("dossier", "state", (_SETTLED,), after="revoked")
    _also("open_dossier", "state", (_SETTLED,), after="revoked")
    _also("gate", "state", (_SETTLED,), after="undone")
    _also("flow_by_day", "step", (_SETTLED,), after="withdrawn")
    _also("data_request", "kind", _REQUESTS, after="erasure")
    op.add_column("dossier", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("dossier", sa.Column("settled_from_id", sa.Uuid(), nullable=True))
    op.create_unique_constraint(op.f("uq_dossier_settled_from_id"), "dossier", ["settled_from_id"])
    op.create_foreign_key(
        op.f("fk_dossier_settled_from_id_dossier"),
        "dossier",
        "dossier",
        ["settled_from_id"],
        ["id"],
        initially="DEFERRED",
        deferrable=True,
    )
    op.create_index(
        "ix_dossier_honour",
        "dossier",
        ["closed_at", "id"],
        postgresql_where=sa.text("state = 'awarded' AND hidden_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_dossier_honour", table_name="dossier")
    op.drop_column("dossier", "settled_from_id")
    op.drop_column("dossier", "hidden_at")
    _no_more("flow_by_day", "step", (_SETTLED,))
    _no_more("gate", "state", (_SETTLED,))
    _no_more("open_dossier", "state", (_SETTLED,))
    _no_more("dossier", "state", (_SETTLED,))
    _no_more("event", "kind", (_SETTLED_EVENT,))
    _no_more("data_request", "kind", _REQUESTS)
    _no_more("event", "kind", _EVENTS)


def _also(table: str, column: str, words: tuple[str, ...], *, after: str) -> None:
    """The column may hold these words as well, which stand after another in the list."""
    known = _known(table, column)
    place = known.index(after) + 1
    _know(table, column, [*known[:place], *words, *known[place:]])


def _no_more(table: str, column: str, words: tuple[str, ...]) -> None:
    _know(table, column, [word for word in _known(table, column) if word not in words])


def _known(table: str, column: str) -> list[str]:
    """The words that the database knows by now, in the order in which they were written."""
    asked = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    name = {"name": f"ck_{table}_{column}_known"}
    return op.get_bind().execute(asked, name).scalar_one().split("'")[1::2]


def _know(table: str, column: str, words: list[str]) -> None:
    name = op.f(f"ck_{table}_{column}_known")
    op.drop_constraint(name, table, type_="check")
    listed = ", ".join(f"'{word}'" for word in words)
    op.create_check_constraint(name, table, f"{column} IN ({listed})")
