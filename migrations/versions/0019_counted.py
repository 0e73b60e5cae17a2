"""Which count the flow's figures are of: dossiers change each second, these some times an hour."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "surveyed", sa.Column("counted", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.alter_column("surveyed", "counted", server_default=None)


def downgrade() -> None:
    op.drop_column("surveyed", "counted")
