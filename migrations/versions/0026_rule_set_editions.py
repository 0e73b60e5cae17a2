"""Rule sets get editions; a dossier goes by one of them, at first by the one that was loaded."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# Each kind of event that is new, and after which it stands.
_NEW = {
    "dossier.moved_to_edition": "recovery.noted",
    "rule_set.edited": "rule_set.loaded",
}


def upgrade() -> None:
    op.create_table(
        "rule_set_edition",
        sa.Column("rule_set_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rule_set_id", "number", name=op.f("pk_rule_set_edition")),
        sa.ForeignKeyConstraint(
            ["rule_set_id"], ["rule_set.id"], name=op.f("fk_rule_set_edition_rule_set_id_rule_set")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_rule_set_edition_made_by_id_person")
        ),
        sa.CheckConstraint("number >= 2", name=op.f("ck_rule_set_edition_after_the_first")),
    )
    op.add_column("dossier", sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
    op.create_check_constraint(op.f("ck_dossier_edition_positive"), "dossier", "edition >= 1")
    kinds = _kinds()
    for new, before in _NEW.items():
        kinds.insert(kinds.index(before) + 1, new)
    _know(kinds)


def downgrade() -> None:
    _know([kind for kind in _kinds() if kind not in _NEW])
    op.drop_column("dossier", "edition")
    op.drop_table("rule_set_edition")


def _kinds() -> list[str]:
    """The kinds of events known so far, as the database has them, in its order."""
    check = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"
    said = op.get_bind().execute(sa.text(check), {"name": "ck_event_kind_known"}).scalar_one()
    return list(said.split("'")[1::2])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
