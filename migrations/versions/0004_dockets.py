"""dockets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "docket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sitting_on", sa.Date(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_docket_body_id_body")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_docket_opened_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docket")),
    )
    op.create_index("ix_docket_sitting", "docket", ["body_id", "sitting_on"], unique=False)
    op.create_table(
        "docket_entry",
        sa.Column("docket_id", sa.Uuid(), nullable=False),
        sa.Column("gate_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("place >= 1", name=op.f("ck_docket_entry_place_positive")),
        sa.ForeignKeyConstraint(
            ["docket_id"], ["docket.id"], name=op.f("fk_docket_entry_docket_id_docket")
        ),
        sa.ForeignKeyConstraint(
            ["gate_id"], ["gate.id"], name=op.f("fk_docket_entry_gate_id_gate")
        ),
        sa.PrimaryKeyConstraint("docket_id", "gate_id", name=op.f("pk_docket_entry")),
    )
    op.create_index(op.f("ix_docket_entry_gate_id"), "docket_entry", ["gate_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_docket_entry_gate_id"), table_name="docket_entry")
    op.drop_table("docket_entry")
    op.drop_index("ix_docket_sitting", table_name="docket")
    op.drop_table("docket")
