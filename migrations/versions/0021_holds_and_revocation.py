"""Holds beside a dossier's state, a clock that stands, and awards that are taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

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
]
_NEW_KINDS = {
    "dossier.revoked",
    "hold.placed",
    "hold.released",
    "revocation.proposed",
    "revocation.refused",
    "recovery.noted",
}
_STATES = ("under_review", "returned", "awarded", "declined", "withdrawn", "revoked")
_WITH_STATES = ("dossier", "open_dossier")
_CAUSES = "'discipline', 'investigation', 'inspection', 'complaint', 'press'"
_GROUNDS = "'false_achievements', 'forged_papers', 'unlawful_procedure', 'standard_undermined'"
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _know("event", "kind", _KINDS)
    for table in _WITH_STATES:
        _know(table, "state", _STATES)
    op.add_column("dossier", sa.Column("held_since", _MOMENT, nullable=True))
    op.add_column("gate", sa.Column("stopped_at", _MOMENT, nullable=True))
    op.add_column("gate", sa.Column("stopped_due_on", sa.Date(), nullable=True))
    op.create_check_constraint(
        op.f("ck_gate_stopped_without_due_day"),
        "gate",
        "(stopped_at IS NULL) = (stopped_due_on IS NULL)"
        " AND (stopped_at IS NULL OR due_on IS NULL)",
    )
    _create_hold()
    _create_revocation()


def downgrade() -> None:
    op.drop_table("revocation")
    op.drop_table("hold")
    op.drop_constraint(op.f("ck_gate_stopped_without_due_day"), "gate", type_="check")
    op.drop_column("gate", "stopped_due_on")
    op.drop_column("gate", "stopped_at")
    op.drop_column("dossier", "held_since")
    for table in _WITH_STATES:
        _know(table, "state", _STATES[:-1])
    _know("event", "kind", [kind for kind in _KINDS if kind not in _NEW_KINDS])


def _create_hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("clock_stops", sa.Boolean(), nullable=False),
        sa.Column("placed_by_id", sa.Uuid(), nullable=False),
        sa.Column("placed_at", _MOMENT, nullable=False),
        sa.Column("released_by_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", _MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.CheckConstraint(f"cause IN ({_CAUSES})", name=op.f("ck_hold_cause_known")),
        sa.CheckConstraint("outcome IN ('cleared', 'upheld')", name=op.f("ck_hold_outcome_known")),
        sa.CheckConstraint(
            "(released_at IS NULL) = (released_by_id IS NULL)"
            " AND (released_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_hold_released_as_a_whole"),
        ),
        _dossier("hold"),
        _person("hold", "placed_by_id"),
        _person("hold", "released_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_dossier_id"), "hold", ["dossier_id"])
    op.create_index(
        "uq_hold_one_for_a_cause",
        "hold",
        ["dossier_id", "cause"],
        unique=True,
        postgresql_where=sa.text("released_at IS NULL"),
    )


def _create_revocation() -> None:
    op.create_table(
        "revocation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("conclusion_number", sa.String(length=80), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=False),
        sa.Column("propose_by", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decision_number", sa.String(length=80), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.CheckConstraint(f"ground IN ({_GROUNDS})", name=op.f("ck_revocation_ground_known")),
        sa.CheckConstraint(
            "state IN ('proposed', 'revoked', 'refused')", name=op.f("ck_revocation_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)"
            " AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_revocation_decided_as_a_whole"),
        ),
        sa.CheckConstraint(
            "(state = 'revoked') = (decision_number IS NOT NULL)",
            name=op.f("ck_revocation_revoked_by_a_decision"),
        ),
        sa.CheckConstraint(
            "recovered_on IS NULL OR state = 'revoked'",
            name=op.f("ck_revocation_recovered_once_revoked"),
        ),
        _dossier("revocation"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_revocation_body_id_body")),
        _person("revocation", "proposed_by_id"),
        _person("revocation", "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation")),
    )
    op.create_index(op.f("ix_revocation_dossier_id"), "revocation", ["dossier_id"])
    op.create_index(
        "uq_revocation_one_stands",
        "revocation",
        ["dossier_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'refused'"),
    )


def _dossier(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["dossier_id"],
        ["dossier.id"],
        name=op.f(f"fk_{table}_dossier_id_dossier"),
        initially="DEFERRED",
        deferrable=True,
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=op.f(f"fk_{table}_{column}_person")
    )


def _know(table: str, column: str, words: list[str] | tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_{column}_known")
    op.drop_constraint(name, table, type_="check")
    known = ", ".join(f"'{word}'" for word in words)
    op.create_check_constraint(name, table, f"{column} IN ({known})")
