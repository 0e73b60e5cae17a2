"""When people want mail, what they do without, and what is gathered into a digest."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_habit",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("rhythm", sa.String(length=32), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("on_days_off", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "rhythm IN ('at_once', 'automatic', 'digest')", name=op.f("ck_mail_habit_rhythm_known")
        ),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)"
            " AND quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23"
            " AND quiet_from <> quiet_until",
            name=op.f("ck_mail_habit_quiet_hours"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_habit_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_habit")),
    )
    op.create_table(
        "left_out_mail",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "topic IN ('reminders', 'outcomes')", name=op.f("ck_left_out_mail_topic_known")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_left_out_mail_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_left_out_mail")),
    )
    op.add_column("message", sa.Column("digest_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_message_digest_id_message"), "message", "message", ["digest_id"], ["id"]
    )
    op.create_index(op.f("ix_message_digest_id"), "message", ["digest_id"])
    op.create_index(
        "ix_message_gathered",
        "message",
        ["next_attempt_at"],
        postgresql_where=sa.text("state = 'gathered' AND digest_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_message_gathered", table_name="message")
    op.drop_index(op.f("ix_message_digest_id"), table_name="message")
    op.drop_constraint(op.f("fk_message_digest_id_message"), "message", type_="foreignkey")
    op.drop_column("message", "digest_id")
    op.drop_table("left_out_mail")
    op.drop_table("mail_habit")
