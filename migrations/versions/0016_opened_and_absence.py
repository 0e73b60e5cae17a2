"""When the page of a task was first seen; and that somebody is away for whom nobody acts."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_KINDS = [
    "dossier.submitted",
    "dossier.resubmitted",
    "dossier.returned",
    "dossier.awarded",
    "dossier.declined",
    "dossier.withdrawn",
    "gate.opened",
    "gate.settled",
    "assignment.activated",
    "assignment.decided",
    "assignment.reassigned",
    "assignment.recused",
    "decision.undone",
    "opinion.entered",
    "opinion.struck",
    "envelopes.opened",
    "reviewer.reminded",
    "unit.reminded",
    "gate.escalated",
    "message.delivered",
    "message.failed",
    "address.corrected",
    "attachment.added",
    "messages.queued",
    "message.accepted",
    "texts.erased",
    "run.repaired",
    "history.read",
    "history.searched",
    "record.exported",
    "request.registered",
    "request.answered",
    "rule_set.loaded",
    "seal_key.introduced",
    "log.begun",
    "cover.named",
    "cover.ended",
    "absence.entered",
    "absence.ended",
    "body.added",
    "bloc.joined",
    "campaign.added",
    "person.added",
    "person.deactivated",
    "person.erased",
    "seat.given",
    "seat.ended",
]
_ADDED = {"absence.entered", "absence.ended"}


def upgrade() -> None:
    op.add_column("assignment", sa.Column("opened_at", sa.DateTime(timezone=True)))
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])
    _know(_KINDS)


def downgrade() -> None:
    _know([kind for kind in _KINDS if kind not in _ADDED])
    op.drop_table("absence")
    op.drop_column("assignment", "opened_at")


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
