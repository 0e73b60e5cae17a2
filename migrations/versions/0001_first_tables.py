"""first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "body",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('ministry', 'unit', 'bloc', 'board', 'authority')",
            name=op.f("ck_body_kind_known"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_body_valid_in_order")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["body.id"], name=op.f("fk_body_parent_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("slug", name=op.f("uq_body_slug")),
    )
    op.create_index(op.f("ix_body_parent_id"), "body", ["parent_id"], unique=False)
    op.create_index("ix_body_sort_key", "body", ["sort_key"], unique=False)
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_campaign_days_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaign_slug")),
    )
    op.create_table(
        "local_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_mail")),
    )
    op.create_index(op.f("ix_local_mail_message_id"), "local_mail", ["message_id"], unique=False)
    op.create_table(
        "numbering",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_numbering")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_person_language_known")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_index("ix_person_sort_key", "person", ["sort_key"], unique=False)
    op.create_table(
        "rule_set",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set")),
    )
    op.create_table(
        "award",
        sa.Column("rule_set_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_set_id"], ["rule_set.id"], name=op.f("fk_award_rule_set_id_rule_set")
        ),
        sa.PrimaryKeyConstraint("rule_set_id", "code", name=op.f("pk_award")),
    )
    op.create_table(
        "bloc_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "role IN ('head', 'deputy', 'member')", name=op.f("ck_bloc_membership_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_bloc_membership_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_bloc_membership_member_id_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc_membership")),
        sa.UniqueConstraint(
            "bloc_id", "member_id", "year", name=op.f("uq_bloc_membership_bloc_id_member_id_year")
        ),
    )
    op.create_index(
        op.f("ix_bloc_membership_member_id"), "bloc_membership", ["member_id"], unique=False
    )
    op.create_index(
        "uq_bloc_membership_one_head",
        "bloc_membership",
        ["bloc_id", "year"],
        unique=True,
        postgresql_where=sa.text("role = 'head'"),
    )
    op.create_table(
        "idempotency",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_idempotency_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "nominee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("direct_worker", sa.Boolean(), nullable=False),
        sa.Column("woman", sa.Boolean(), nullable=True),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('individual', 'collective', 'household')", name=op.f("ck_nominee_kind_known")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_nominee_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominee")),
    )
    op.create_index(
        "ix_nominee_search_key",
        "nominee",
        ["search_key"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_key": "gin_trgm_ops"},
    )
    op.create_index("ix_nominee_sort_key", "nominee", ["sort_key"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "office IN ('head', 'council_chair', 'council_member', 'appraiser', 'secretary', 'secretariat', 'auditor', 'administrator')",
            name=op.f("ck_seat_office_known"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_seat_valid_in_order")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_seat_body_id_body")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_seat_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint(
            "body_id",
            "office",
            "person_id",
            "valid_from",
            name=op.f("uq_seat_body_id_office_person_id_valid_from"),
        ),
    )
    op.create_index(op.f("ix_seat_body_id"), "seat", ["body_id"], unique=False)
    op.create_index(op.f("ix_seat_person_id"), "seat", ["person_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('browser', 'api')", name=op.f("ck_staff_session_kind_known")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_staff_session_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(
        op.f("ix_staff_session_person_id"), "staff_session", ["person_id"], unique=False
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_submission_body_id_body")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_submission_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk_submission_submitted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "body_id", "number", "dated_on", name=op.f("uq_submission_body_id_number_dated_on")
        ),
    )
    op.create_index(op.f("ix_submission_body_id"), "submission", ["body_id"], unique=False)
    op.create_index(op.f("ix_submission_campaign_id"), "submission", ["campaign_id"], unique=False)
    op.create_index(
        op.f("ix_submission_submitted_by_id"), "submission", ["submitted_by_id"], unique=False
    )
    op.create_index(
        "uq_submission_file",
        "submission",
        ["body_id", "campaign_id", "file_sha256"],
        unique=True,
        postgresql_where=sa.text("file_sha256 IS NOT NULL"),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("rule_set_id", sa.String(length=40), nullable=False),
        sa.Column("award_code", sa.String(length=40), nullable=False),
        sa.Column("achievements", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision_number", sa.String(length=80), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('under_review', 'returned')) = (closed_at IS NULL)",
            name=op.f("ck_dossier_closed_when_ended"),
        ),
        sa.CheckConstraint(
            "stage IN ('unit', 'bloc', 'central_board', 'final_authority')",
            name=op.f("ck_dossier_stage_known"),
        ),
        sa.CheckConstraint(
            "state IN ('under_review', 'returned', 'awarded', 'declined', 'withdrawn')",
            name=op.f("ck_dossier_state_known"),
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_dossier_round_positive")),
        sa.ForeignKeyConstraint(
            ["nominee_id"],
            ["nominee.id"],
            name=op.f("fk_dossier_nominee_id_nominee"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["rule_set_id", "award_code"],
            ["award.rule_set_id", "award.code"],
            name=op.f("fk_dossier_rule_set_id_award"),
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_dossier_submission_id_submission"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("code", name=op.f("uq_dossier_code")),
        sa.UniqueConstraint("nominee_id", name=op.f("uq_dossier_nominee_id")),
    )
    op.create_index("ix_dossier_state_stage", "dossier", ["state", "stage"], unique=False)
    op.create_index(op.f("ix_dossier_submission_id"), "dossier", ["submission_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_size_positive")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_attachment_added_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_attachment_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("dossier_id", "sha256", name=op.f("uq_attachment_dossier_id_sha256")),
    )
    op.create_index(op.f("ix_attachment_dossier_id"), "attachment", ["dossier_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('dossier.submitted', 'dossier.resubmitted', 'dossier.returned', 'dossier.awarded', 'dossier.declined', 'dossier.withdrawn', 'gate.opened', 'gate.settled', 'assignment.activated', 'assignment.decided', 'assignment.reassigned', 'assignment.recused', 'decision.undone', 'opinion.entered', 'opinion.struck', 'envelopes.opened', 'reviewer.reminded', 'gate.escalated', 'message.delivered', 'message.failed', 'address.corrected', 'attachment.added')",
            name=op.f("ck_event_kind_known"),
        ),
        sa.CheckConstraint(
            "length(hash) = 32 AND length(prev_hash) = 32", name=op.f("ck_event_hash_length")
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq_positive")),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name=op.f("fk_event_dossier_id_dossier"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("dossier_id", "seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_actor_id", "event", ["actor_id"], unique=False)
    op.create_index("ix_event_at", "event", ["at"], unique=False)
    op.create_table(
        "gate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calendar", sa.String(length=80), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalate_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_gate_closed_when_settled")
        ),
        sa.CheckConstraint(
            "method IN ('signature', 'ballot', 'appraisal')", name=op.f("ck_gate_method_known")
        ),
        sa.CheckConstraint(
            "stage IN ('unit', 'bloc', 'central_board', 'final_authority')",
            name=op.f("ck_gate_stage_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'passed', 'returned', 'rejected', 'withdrawn', 'undone')",
            name=op.f("ck_gate_state_known"),
        ),
        sa.CheckConstraint("members >= 1", name=op.f("ck_gate_somebody_is_asked")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_gate_body_id_body")),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name=op.f("fk_gate_dossier_id_dossier"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
    )
    op.create_index(op.f("ix_gate_body_id"), "gate", ["body_id"], unique=False)
    op.create_index(
        "uq_gate_dossier_id_stage_round",
        "gate",
        ["dossier_id", "stage", "round"],
        unique=True,
        postgresql_where=sa.text("state <> 'undone'"),
    )
    op.create_index(
        "ix_gate_due", "gate", ["due_at"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.create_index(
        "ix_gate_escalate",
        "gate",
        ["escalate_at"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_gate_remind",
        "gate",
        ["remind_at"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_gate_one_open",
        "gate",
        ["dossier_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "wake",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name=op.f("fk_wake_dossier_id_dossier"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wake")),
    )
    op.create_index(op.f("ix_wake_dossier_id"), "wake", ["dossier_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gate_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("excluded_because", sa.String(length=60), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('signatory', 'chair', 'member', 'appraiser')",
            name=op.f("ck_assignment_role_known"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'active', 'decided', 'excluded', 'replaced', 'closed', 'undone')",
            name=op.f("ck_assignment_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["gate_id"],
            ["gate.id"],
            name=op.f("fk_assignment_gate_id_gate"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["assignment.id"], name=op.f("fk_assignment_replaces_id_assignment")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_assignment_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_gate_id"), "assignment", ["gate_id"], unique=False)
    op.create_index(
        "ix_assignment_inbox",
        "assignment",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"], unique=False)
    op.create_index(
        "uq_assignment_once_per_gate",
        "assignment",
        ["gate_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('replaced', 'undone')"),
    )
    op.create_table(
        "event_text",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id", "seq"],
            ["event.dossier_id", "event.seq"],
            name=op.f("fk_event_text_dossier_id_event"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("dossier_id", "seq", "name", name=op.f("pk_event_text")),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gate_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("choice", sa.String(length=32), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "choice IN ('pass', 'return', 'reject')", name=op.f("ck_ballot_choice_known")
        ),
        sa.CheckConstraint(
            "(assignment_id IS NULL) = (cast_at IS NULL)",
            name=op.f("ck_ballot_secret_without_time"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_ballot_assignment_id_assignment"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["gate_id"],
            ["gate.id"],
            name=op.f("fk_ballot_gate_id_gate"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_ballot_assignment_id")),
    )
    op.create_index(op.f("ix_ballot_gate_id"), "ballot", ["gate_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("dedupe_key", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=True),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("context", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_id", sa.String(length=200), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_message_language_known")),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'accepted', 'rejected', 'unknown', 'overtaken',"
            " 'gathered')",
            name=op.f("ck_message_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_message_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_message_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "uq_message_dedupe_key_person_id",
        "message",
        ["dedupe_key", "person_id"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_index(op.f("ix_message_assignment_id"), "message", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_message_dossier_id"), "message", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_message_person_id"), "message", ["person_id"], unique=False)
    op.create_index(
        "ix_message_queue",
        "message",
        ["next_attempt_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'claimed', 'unknown')"),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_link_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_link_message_id_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    op.create_index(op.f("ix_link_assignment_id"), "link", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_link_message_id"), "link", ["message_id"], unique=False)

    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'history is append-only: % on % refused', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
        FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """)
    # Row triggers do not see TRUNCATE.
    op.execute("""
        CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)
    # ALWAYS: also when session_replication_role switches ordinary triggers off.
    op.execute("ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only")
    op.execute("ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_truncate")
    op.execute("""
        CREATE FUNCTION tell_relay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('wake', '');
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER wake_tell_relay AFTER INSERT ON wake
        FOR EACH STATEMENT EXECUTE FUNCTION tell_relay()
    """)


def downgrade() -> None:
    op.drop_index(op.f("ix_link_message_id"), table_name="link")
    op.drop_index(op.f("ix_link_assignment_id"), table_name="link")
    op.drop_table("link")
    op.drop_index(
        "ix_message_queue",
        table_name="message",
        postgresql_where=sa.text("state IN ('queued', 'claimed', 'unknown')"),
    )
    op.drop_index(op.f("ix_message_person_id"), table_name="message")
    op.drop_index(op.f("ix_message_dossier_id"), table_name="message")
    op.drop_index(op.f("ix_message_assignment_id"), table_name="message")
    op.drop_table("message")
    op.drop_index(op.f("ix_ballot_gate_id"), table_name="ballot")
    op.drop_table("ballot")
    op.drop_table("event_text")
    op.drop_index(
        "uq_assignment_once_per_gate",
        table_name="assignment",
        postgresql_where=sa.text("state NOT IN ('replaced', 'undone')"),
    )
    op.drop_index(op.f("ix_assignment_person_id"), table_name="assignment")
    op.drop_index(
        "ix_assignment_inbox", table_name="assignment", postgresql_where=sa.text("state = 'active'")
    )
    op.drop_index(op.f("ix_assignment_gate_id"), table_name="assignment")
    op.drop_table("assignment")
    op.drop_index(op.f("ix_wake_dossier_id"), table_name="wake")
    op.drop_table("wake")
    op.drop_index("uq_gate_one_open", table_name="gate", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_gate_remind", table_name="gate", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_gate_escalate", table_name="gate", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_gate_due", table_name="gate", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_gate_body_id"), table_name="gate")
    op.drop_table("gate")
    op.drop_index("ix_event_at", table_name="event")
    op.drop_index("ix_event_actor_id", table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_attachment_dossier_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_dossier_submission_id"), table_name="dossier")
    op.drop_index("ix_dossier_state_stage", table_name="dossier")
    op.drop_table("dossier")
    op.drop_index(
        "uq_submission_file",
        table_name="submission",
        postgresql_where=sa.text("file_sha256 IS NOT NULL"),
    )
    op.drop_index(op.f("ix_submission_submitted_by_id"), table_name="submission")
    op.drop_index(op.f("ix_submission_campaign_id"), table_name="submission")
    op.drop_index(op.f("ix_submission_body_id"), table_name="submission")
    op.drop_table("submission")
    op.drop_index(op.f("ix_staff_session_person_id"), table_name="staff_session")
    op.drop_table("staff_session")
    op.drop_index(op.f("ix_sign_in_person_id"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_index(op.f("ix_seat_person_id"), table_name="seat")
    op.drop_index(op.f("ix_seat_body_id"), table_name="seat")
    op.drop_table("seat")
    op.drop_index("ix_nominee_sort_key", table_name="nominee")
    op.drop_index(
        "ix_nominee_search_key",
        table_name="nominee",
        postgresql_using="gin",
        postgresql_ops={"search_key": "gin_trgm_ops"},
    )
    op.drop_table("nominee")
    op.drop_table("idempotency")
    op.drop_index(
        "uq_bloc_membership_one_head",
        table_name="bloc_membership",
        postgresql_where=sa.text("role = 'head'"),
    )
    op.drop_index(op.f("ix_bloc_membership_member_id"), table_name="bloc_membership")
    op.drop_table("bloc_membership")
    op.drop_table("award")
    op.drop_table("rule_set")
    op.drop_index("ix_person_sort_key", table_name="person")
    op.drop_table("person")
    op.drop_table("numbering")
    op.drop_index(op.f("ix_local_mail_message_id"), table_name="local_mail")
    op.drop_table("local_mail")
    op.drop_table("campaign")
    op.drop_index("ix_body_sort_key", table_name="body")
    op.drop_index(op.f("ix_body_parent_id"), table_name="body")
    op.drop_table("body")
    op.execute("DROP FUNCTION tell_relay()")
    op.execute("DROP FUNCTION refuse_change()")
