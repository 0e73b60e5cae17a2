"""Decisions in the order of time, and the few that were taken for somebody else."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_assignment_decided",
        "assignment",
        ["decided_at", "id"],
        postgresql_where=sa.text("decided_at IS NOT NULL"),
    )
    op.create_index(
        "ix_assignment_covered",
        "assignment",
        ["decided_at", "id"],
        postgresql_where=sa.text("decided_by_id <> person_id"),
    )


def downgrade() -> None:
    for name in ("ix_assignment_covered", "ix_assignment_decided"):
        op.drop_index(name, "assignment")
