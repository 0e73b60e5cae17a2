"""When somebody's data were erased; when a request's time was extended."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("nominee", "person"):
        op.add_column(table, sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "data_request", sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True)
    )
    # After a restore, whoever approved an erasure may not be entered yet.
    op.alter_column("erasure", "approved_by_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute(
        "UPDATE erasure SET approved_by_id = (SELECT id FROM person LIMIT 1) WHERE approved_by_id IS NULL"
    )
    op.alter_column("erasure", "approved_by_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_column("data_request", "extended_at")
    for table in ("nominee", "person"):
        op.drop_column(table, "erased_at")
