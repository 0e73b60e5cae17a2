"""Secret votes go into a box on the gate; written opinions of absent members."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for box in ("box_yes", "box_no"):
        op.add_column("gate", sa.Column(box, sa.Integer(), nullable=False, server_default="0"))
        op.alter_column("gate", box, server_default=None)
    op.create_check_constraint(
        op.f("ck_gate_box_holds_votes"), "gate", "box_yes >= 0 AND box_no >= 0"
    )
    op.execute("""
        UPDATE gate SET box_yes = votes.yes, box_no = votes.no
        FROM (
            SELECT gate_id,
                   count(*) FILTER (WHERE choice = 'pass') AS yes,
                   count(*) FILTER (WHERE choice = 'reject') AS no
            FROM ballot WHERE assignment_id IS NULL GROUP BY gate_id
        ) AS votes
        WHERE votes.gate_id = gate.id""")
    op.execute("DELETE FROM ballot WHERE assignment_id IS NULL")
    op.drop_constraint(op.f("ck_ballot_secret_without_time"), "ballot", type_="check")
    op.alter_column("ballot", "assignment_id", nullable=False)
    op.alter_column("ballot", "cast_at", nullable=False)

    op.create_table(
        "written_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("scan_name", sa.String(length=255), nullable=False),
        sa.Column("scan_media_type", sa.String(length=100), nullable=False),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_written_opinion_assignment_id_assignment"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_written_opinion_entered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_opinion")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_written_opinion_assignment_id")),
    )


def downgrade() -> None:
    op.drop_table("written_opinion")
    op.alter_column("ballot", "cast_at", nullable=True)
    op.alter_column("ballot", "assignment_id", nullable=True)
    op.create_check_constraint(
        op.f("ck_ballot_secret_without_time"),
        "ballot",
        "(assignment_id IS NULL) = (cast_at IS NULL)",
    )
    op.drop_constraint(op.f("ck_gate_box_holds_votes"), "gate", type_="check")
    op.drop_column("gate", "box_no")
    op.drop_column("gate", "box_yes")
