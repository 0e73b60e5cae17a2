"""What the dashboard reads: open dossiers, the queue that keeps them, and how long gates take.

And a kind of event: the unit is reminded of what was returned to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATES = ("under_review", "returned", "awarded", "declined", "withdrawn")
_STAGES = ("unit", "bloc", "central_board", "final_authority")
_STEPS = ("came", "left", "submitted", "awarded", "declined", "withdrawn")
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
    "body.added",
    "bloc.joined",
    "campaign.added",
    "person.added",
    "person.deactivated",
    "person.erased",
    "seat.given",
    "seat.ended",
]
_INDEXES = {
    "ix_open_dossier_cause": ["cause", "since", "dossier_id"],
    "ix_open_dossier_at_id": ["at_id"],
    "ix_open_dossier_body_id": ["body_id"],
    "ix_open_dossier_look_again_at": ["look_again_at"],
}


def upgrade() -> None:
    _know(_KINDS)
    op.create_table(
        "open_dossier",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("award_code", sa.String(40), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("at_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("cause", sa.String(40)),
        sa.Column("stuck_since", sa.DateTime(timezone=True)),
        sa.Column("look_again_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(f"state IN {_STATES}", name="state_known"),
        sa.CheckConstraint(f"stage IN {_STAGES}", name="stage_known"),
        sa.CheckConstraint("(cause IS NULL) = (stuck_since IS NULL)", name="stuck_since_a_moment"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.PrimaryKeyConstraint("dossier_id"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "open_dossier", columns)
    op.create_table(
        "changed_dossier",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("INSERT INTO changed_dossier (dossier_id) SELECT id FROM dossier ORDER BY id")
    op.execute("""
        CREATE FUNCTION note_changed_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO changed_dossier (dossier_id) SELECT id FROM changed;
            PERFORM pg_notify('dossier', '');
            RETURN NULL;
        END $$
    """)
    for operation in ("INSERT", "UPDATE"):
        op.execute(f"""
            CREATE TRIGGER dossier_note_{operation.lower()} AFTER {operation} ON dossier
            REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION note_changed_dossier()
        """)
    op.execute("""
        CREATE FUNCTION note_served_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO changed_dossier (dossier_id) SELECT DISTINCT dossier_id FROM served;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER wake_note_served AFTER DELETE ON wake REFERENCING OLD TABLE AS served
        FOR EACH STATEMENT EXECUTE FUNCTION note_served_dossier()
    """)
    op.create_table(
        "usual_age",
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("award_code", sa.String(40), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("in_50_percent", sa.Interval(), nullable=False),
        sa.Column("in_85_percent", sa.Interval(), nullable=False),
        sa.Column("in_95_percent", sa.Interval(), nullable=False),
        sa.CheckConstraint(f"stage IN {_STAGES}", name="stage_known"),
        sa.PrimaryKeyConstraint("stage", "award_code"),
    )
    op.create_table(
        "flow_by_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("award_code", sa.String(40), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"step IN {_STEPS}", name="step_known"),
        sa.CheckConstraint(f"stage IN {_STAGES}", name="stage_known"),
        sa.PrimaryKeyConstraint("day", "step", "stage", "campaign_id", "body_id", "award_code"),
    )


def downgrade() -> None:
    for table in ("flow_by_day", "usual_age"):
        op.drop_table(table)
    for operation in ("insert", "update"):
        op.execute(f"DROP TRIGGER dossier_note_{operation} ON dossier")
    op.execute("DROP FUNCTION note_changed_dossier()")
    op.execute("DROP TRIGGER wake_note_served ON wake")
    op.execute("DROP FUNCTION note_served_dossier()")
    op.drop_table("changed_dossier")
    op.drop_table("open_dossier")
    _know([kind for kind in _KINDS if kind != "unit.reminded"])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
