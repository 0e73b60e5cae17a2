"""delivery events."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DELIVERY = "IN ('processed', 'deferred', 'delivered', 'blocked', 'dropped', 'bounced')"


def upgrade() -> None:
    op.add_column("message", sa.Column("repeats", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("message", "repeats", server_default=None)
    op.add_column("message", sa.Column("delivery", sa.String(length=32), nullable=True))
    op.add_column("message", sa.Column("delivery_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("ck_message_delivery_known"), "message", f"delivery {DELIVERY}")
    op.create_index(
        "ix_message_failed",
        "message",
        ["person_id"],
        postgresql_where=sa.text(
            "state = 'rejected' OR delivery IN ('blocked', 'dropped', 'bounced')"
        ),
    )
    op.create_table(
        "delivery_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_event_id", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind {DELIVERY}", name=op.f("ck_delivery_event_kind_known")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_delivery_event_message_id_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_event")),
        sa.UniqueConstraint("provider_event_id", name=op.f("uq_delivery_event_provider_event_id")),
    )
    op.create_index(op.f("ix_delivery_event_message_id"), "delivery_event", ["message_id"])
    op.create_index(
        "ix_delivery_event_unread",
        "delivery_event",
        ["id"],
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "circuit",
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("way", name=op.f("pk_circuit")),
    )


def downgrade() -> None:
    op.drop_table("circuit")
    op.drop_table("delivery_event")
    op.drop_index("ix_message_failed", "message")
    op.drop_constraint(op.f("ck_message_delivery_known"), "message")
    for column in ("delivery_at", "delivery", "repeats"):
        op.drop_column("message", column)
