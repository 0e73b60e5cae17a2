"""When the page of a task was first seen by whoever is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment", sa.Column("opened_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("assignment", "opened_at")
