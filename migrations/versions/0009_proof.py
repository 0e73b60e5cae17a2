"""Histories become chains of any kind, sealed in one log; requests about data; kept searches."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
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
    "gate.escalated",
    "message.delivered",
    "message.failed",
    "address.corrected",
    "attachment.added",
]
_NEW_KINDS = [
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
    "body.added",
    "bloc.joined",
    "campaign.added",
    "person.added",
    "person.deactivated",
    "person.erased",
    "seat.given",
    "seat.ended",
]


def upgrade() -> None:
    op.drop_constraint(op.f("fk_event_text_dossier_id_event"), "event_text", type_="foreignkey")
    op.drop_constraint(op.f("fk_event_dossier_id_dossier"), "event", type_="foreignkey")
    for table in ("event", "event_text"):
        op.alter_column(table, "dossier_id", new_column_name="chain_id")
    op.create_foreign_key(
        op.f("fk_event_text_chain_id_event"),
        "event_text",
        "event",
        ["chain_id", "seq"],
        ["chain_id", "seq"],
        deferrable=True,
        initially="DEFERRED",
    )
    _know(_KINDS + _NEW_KINDS)
    op.create_table(
        "journal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    _create_log()
    _create_requests()
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parameters", sa.String(length=2000), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_search_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_search_person_id_name")),
    )


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")


def _create_log() -> None:
    op.create_table(
        "unsealed",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "seq", name=op.f("pk_unsealed")),
    )
    op.create_table(
        "leaf",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_leaf_position_counts_from_zero")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_leaf")),
        sa.UniqueConstraint("chain_id", "seq", name=op.f("uq_leaf_chain_id_seq")),
    )
    op.create_table(
        "subtree",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_subtree")),
    )
    op.create_table(
        "checkpoint",
        sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_checkpoint_root_length")),
        sa.PrimaryKeyConstraint("log", "size", name=op.f("pk_checkpoint")),
    )
    op.create_table(
        "seal_key",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_key")),
    )
    op.execute("INSERT INTO unsealed (chain_id, seq) SELECT chain_id, seq FROM event")
    op.execute("""
        CREATE FUNCTION await_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO unsealed (chain_id, seq) SELECT chain_id, seq FROM recorded;
            RETURN NULL;
        END $$
    """)
    # One statement for a thousand events; no event can be recorded without it.
    op.execute("""
        CREATE TRIGGER event_await_sealing AFTER INSERT ON event
        REFERENCING NEW TABLE AS recorded
        FOR EACH STATEMENT EXECUTE FUNCTION await_sealing()
    """)
    op.execute("ALTER TABLE event ENABLE ALWAYS TRIGGER event_await_sealing")


def _create_requests() -> None:
    op.create_table(
        "data_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("respond_by", sa.Date(), nullable=False),
        sa.Column("fulfil_by", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('copy', 'correction', 'erasure')", name=op.f("ck_data_request_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'fulfilled', 'refused')", name=op.f("ck_data_request_state_known")
        ),
        sa.CheckConstraint(
            "(nominee_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_data_request_about_one")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)",
            name=op.f("ck_data_request_answered_when_closed"),
        ),
        sa.CheckConstraint(
            "answered_by_id <> registered_by_id", name=op.f("ck_data_request_another_approves")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_data_request_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_data_request_nominee_id_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_data_request_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"],
            ["person.id"],
            name=op.f("fk_data_request_registered_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    for column in ("nominee_id", "person_id"):
        op.create_index(op.f(f"ix_data_request_{column}"), "data_request", [column])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(nominee_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_erasure_about_one")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_erasure_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_erasure_nominee_id_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["data_request.id"], name=op.f("fk_erasure_request_id_data_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("nominee_id", name=op.f("uq_erasure_nominee_id")),
        sa.UniqueConstraint("person_id", name=op.f("uq_erasure_person_id")),
    )


def downgrade() -> None:
    op.drop_table("saved_search")
    op.drop_table("erasure")
    op.drop_table("data_request")
    op.execute("DROP TRIGGER event_await_sealing ON event")
    op.execute("DROP FUNCTION await_sealing")
    for table in ("seal_key", "checkpoint", "subtree", "leaf", "unsealed", "journal"):
        op.drop_table(table)
    _know(_KINDS)
    op.drop_constraint(op.f("fk_event_text_chain_id_event"), "event_text", type_="foreignkey")
    for table in ("event", "event_text"):
        op.alter_column(table, "chain_id", new_column_name="dossier_id")
    op.create_foreign_key(
        op.f("fk_event_dossier_id_dossier"),
        "event",
        "dossier",
        ["dossier_id"],
        ["id"],
        deferrable=True,
        initially="DEFERRED",
    )
    op.create_foreign_key(
        op.f("fk_event_text_dossier_id_event"),
        "event_text",
        "event",
        ["dossier_id", "seq"],
        ["dossier_id", "seq"],
        deferrable=True,
        initially="DEFERRED",
    )
