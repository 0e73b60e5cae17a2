"""What an award is given for, what a file is, and the record of awards decided elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_AWARD_KINDS = "'merit', 'sudden', 'movement', 'service', 'tenure', 'foreign', 'resistance'"
_PAPERS = (
    "'submission_letter', 'achievement_report', 'confirmed_report', 'council_minutes', "
    "'initiative_certificate', 'proof_of_deed', 'agency_opinions'"
)

_KINDS = [
    "dossier.submitted",
    "dossier.resubmitted",
    "dossier.returned",
    "dossier.awarded",
    "dossier.declined",
    "dossier.withdrawn",
    "dossier.revoked",
    "hold.placed",
    "hold.released",
    "revocation.proposed",
    "revocation.refused",
    "recovery.noted",
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
    "past_awards.entered",
]


def upgrade() -> None:
    _know(_KINDS)
    op.add_column(
        "dossier",
        sa.Column("award_kind", sa.String(length=32), nullable=False, server_default="merit"),
    )
    op.create_check_constraint(
        op.f("ck_dossier_award_kind_known"), "dossier", f"award_kind IN ({_AWARD_KINDS})"
    )
    op.add_column("attachment", sa.Column("paper", sa.String(length=32), nullable=True))
    op.create_check_constraint(
        op.f("ck_attachment_paper_known"), "attachment", f"paper IN ({_PAPERS})"
    )
    op.create_index("ix_nominee_name", "nominee", ["search_key"])
    op.create_index(
        "ix_nominee_body_id",
        "nominee",
        ["body_id"],
        postgresql_where=sa.text("body_id IS NOT NULL"),
    )
    op.create_table(
        "past_award",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=300), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("award_code", sa.String(length=40), nullable=False),
        sa.Column("award_kind", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decision_number", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("achievements", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_award")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_past_award_body_id_body")),
        sa.UniqueConstraint(
            "award_code",
            "decision_number",
            "decided_on",
            "name",
            "position",
            name=op.f("uq_past_award_award_code_decision_number_decided_on_name_position"),
        ),
        sa.CheckConstraint(
            "kind IN ('individual', 'collective', 'household')",
            name=op.f("ck_past_award_kind_known"),
        ),
        sa.CheckConstraint(
            f"award_kind IN ({_AWARD_KINDS})", name=op.f("ck_past_award_award_kind_known")
        ),
    )
    op.create_index(op.f("ix_past_award_body_id"), "past_award", ["body_id"])
    op.create_index(op.f("ix_past_award_search_key"), "past_award", ["search_key"])


def downgrade() -> None:
    op.drop_table("past_award")
    op.drop_index("ix_nominee_body_id", "nominee")
    op.drop_index("ix_nominee_name", "nominee")
    op.drop_column("attachment", "paper")
    op.drop_column("dossier", "award_kind")
    _know(_KINDS[:-1])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
