"""Rate limits: one token bucket for whoever asked for something lately."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allowance",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_allowance")),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_allowance_full_at", "allowance", ["full_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_allowance_full_at", table_name="allowance")
    op.drop_table("allowance")
