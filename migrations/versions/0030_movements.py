"""Emulation movements, and which of them a submission answers."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

# Each kind of event that is new, and after which it stands.
_NEW = {
    "movement.registered": "matter.answered",
    "movement.changed": "movement.registered",
    "movement.summed_up": "movement.changed",
}


def upgrade() -> None:
    op.create_table(
        "movement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("launched_by_id", sa.Uuid(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('regular', 'thematic')", name=op.f("ck_movement_kind_known")),
        sa.CheckConstraint(
            "level IN ('central', 'ministry', 'unit')", name=op.f("ck_movement_level_known")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_movement_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["launched_by_id"], ["body.id"], name=op.f("fk_movement_launched_by_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["person.id"], name=op.f("fk_movement_registered_by_id_person")
        ),
        sa.ForeignKeyConstraint(["scope_id"], ["body.id"], name=op.f("fk_movement_scope_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
    )
    op.create_index(
        op.f("ix_movement_launched_by_id"), "movement", ["launched_by_id"], unique=False
    )
    op.create_index("ix_movement_starts_on", "movement", ["starts_on"], unique=False)
    op.create_table(
        "movement_body",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "part IN ('lead', 'coordinate')", name=op.f("ck_movement_body_part_known")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_movement_body_body_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["movement.id"], name=op.f("fk_movement_body_movement_id_movement")
        ),
        sa.PrimaryKeyConstraint("movement_id", "body_id", name=op.f("pk_movement_body")),
    )
    op.create_table(
        "movement_review",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("results", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(held_on IS NULL) = (results = '')", name=op.f("ck_movement_review_held_with_results")
        ),
        sa.CheckConstraint(
            "summary IN ('half_term', 'final')", name=op.f("ck_movement_review_summary_known")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["movement.id"], name=op.f("fk_movement_review_movement_id_movement")
        ),
        sa.PrimaryKeyConstraint("movement_id", "summary", name=op.f("pk_movement_review")),
    )
    op.create_index(
        "ix_movement_review_due",
        "movement_review",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("held_on IS NULL"),
    )
    op.add_column("submission", sa.Column("movement_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_submission_movement_id"), "submission", ["movement_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_submission_movement_id_movement"),
        "submission",
        "movement",
        ["movement_id"],
        ["id"],
    )
    kinds = _kinds()
    for new, before in _NEW.items():
        kinds.insert(kinds.index(before) + 1, new)
    _know(kinds)


def downgrade() -> None:
    _know([kind for kind in _kinds() if kind not in _NEW])
    op.drop_constraint(op.f("fk_submission_movement_id_movement"), "submission", type_="foreignkey")
    op.drop_index(op.f("ix_submission_movement_id"), table_name="submission")
    op.drop_column("submission", "movement_id")
    op.drop_index(
        "ix_movement_review_due",
        table_name="movement_review",
        postgresql_where=sa.text("held_on IS NULL"),
    )
    op.drop_table("movement_review")
    op.drop_table("movement_body")
    op.drop_index("ix_movement_starts_on", table_name="movement")
    op.drop_index(op.f("ix_movement_launched_by_id"), table_name="movement")
    op.drop_table("movement")


def _kinds() -> list[str]:
    """The kinds of events known so far, as the database has them, in its order."""
    check = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"
    said = op.get_bind().execute(sa.text(check), {"name": "ck_event_kind_known"}).scalar_one()
    return list(said.split("'")[1::2])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
