"""Numbered papers: the series of numbers, and the register of what was issued."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
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
    "assignment.undone",
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
    "series.set",
]
_NUMBERED = "'decision', 'submission_letter', 'minutes', 'certificate'"


def upgrade() -> None:
    _know(_KINDS)
    op.create_table(
        "document_series",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_NUMBERED})", name=op.f("ck_document_series_kind_known")),
        sa.CheckConstraint("last >= 0", name=op.f("ck_document_series_last_not_negative")),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_document_series_body_id_body")
        ),
        sa.PrimaryKeyConstraint("body_id", "kind", "year", name=op.f("pk_document_series")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("sitting_id", sa.Uuid(), nullable=True),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({_NUMBERED})", name=op.f("ck_document_kind_known")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_document_body_id_body")),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["person.id"], name=op.f("fk_document_signed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_document_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_document_submission_id")),
    )
    op.create_index(
        "uq_document_number",
        "document",
        ["body_id", "kind", "year", "number"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL AND submission_id IS NULL"),
    )
    op.create_index(
        "uq_document_sitting",
        "document",
        ["body_id", "sitting_id"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "document_entry",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_entry_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_document_entry_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("document_id", "dossier_id", name=op.f("pk_document_entry")),
    )
    op.create_index(op.f("ix_document_entry_dossier_id"), "document_entry", ["dossier_id"])


def downgrade() -> None:
    op.drop_table("document_entry")
    op.drop_table("document")
    op.drop_table("document_series")
    _know([kind for kind in _KINDS if kind != "series.set"])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
