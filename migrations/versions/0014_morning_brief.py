"""The morning brief: that it was made, what it told, and that it may be left out."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TOPIC = "ck_left_out_mail_topic_known"


def upgrade() -> None:
    op.create_table(
        "morning_brief",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "stuck_at_brief",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(40)),
        sa.Column("before", sa.String(40)),
        sa.CheckConstraint("cause IS NOT NULL OR before IS NOT NULL", name="stuck_once"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.PrimaryKeyConstraint("dossier_id"),
    )
    op.drop_constraint(op.f(_TOPIC), "left_out_mail", type_="check")
    op.create_check_constraint(
        op.f(_TOPIC), "left_out_mail", "topic IN ('reminders', 'outcomes', 'morning_brief')"
    )


def downgrade() -> None:
    op.execute("DELETE FROM left_out_mail WHERE topic = 'morning_brief'")
    op.drop_constraint(op.f(_TOPIC), "left_out_mail", type_="check")
    op.create_check_constraint(op.f(_TOPIC), "left_out_mail", "topic IN ('reminders', 'outcomes')")
    op.drop_table("stuck_at_brief")
    op.drop_table("morning_brief")
