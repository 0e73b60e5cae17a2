"""A bloc's report keeps the figures of its members as they stood when it was closed."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_COUNTS = (
    "registered",
    "under_way",
    "awarded",
    "declined",
    "withdrawn",
    "revoked",
    "returned",
    "held",
)


def upgrade() -> None:
    op.create_table(
        "report_figure",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_report_figure_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f("fk_report_figure_round_id_report_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "member_id", name=op.f("pk_report_figure")),
    )


def downgrade() -> None:
    op.drop_table("report_figure")
