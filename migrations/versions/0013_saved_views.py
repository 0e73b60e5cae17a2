"""Searches are saved of the list of dossiers too, and its orders and filters get indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_URGENCY = "(coalesce(CASE WHEN state = 'open' THEN due_on END, DATE '9000-01-01'))"
_SINCE = "(coalesce(closed_at, opened_at))"
_INDEXES = {
    "ix_gate_urgency": f"gate ({_URGENCY}, dossier_id)",
    "ix_gate_open_urgency": f"gate ({_URGENCY}, dossier_id) WHERE state = 'open'",
    "ix_assignment_asked": "assignment (gate_id) WHERE state = 'active'",
    "ix_gate_since": f"gate ({_SINCE}, dossier_id)",
    "ix_gate_open_since": f"gate ({_SINCE}, dossier_id) WHERE state = 'open'",
    "ix_gate_open_body": "gate (body_id) WHERE state = 'open'",
    "ix_dossier_stage": "dossier (stage)",
    "ix_dossier_award_code": "dossier (award_code)",
    "ix_dossier_changed": "dossier (changed_at, id)",
    "ix_dossier_code_part": "dossier USING gin (code gin_trgm_ops)",
}


def upgrade() -> None:
    op.add_column("saved_search", sa.Column("searched", sa.String(length=32), nullable=True))
    op.execute("UPDATE saved_search SET searched = 'decisions'")  # until now auditors' alone
    op.alter_column("saved_search", "searched", nullable=False)
    op.create_check_constraint(
        op.f("ck_saved_search_searched_known"),
        "saved_search",
        "searched IN ('decisions', 'dossiers')",
    )
    op.drop_constraint(op.f("uq_saved_search_person_id_name"), "saved_search", type_="unique")
    op.create_unique_constraint(
        op.f("uq_saved_search_person_id_searched_name"),
        "saved_search",
        ["person_id", "searched", "name"],
    )

    for name, on in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {on}")
    op.execute("DROP INDEX ix_nominee_sort_key")
    op.execute("CREATE INDEX ix_nominee_sort_key ON nominee (sort_key, id)")


def downgrade() -> None:
    op.execute("DROP INDEX ix_nominee_sort_key")
    op.execute("CREATE INDEX ix_nominee_sort_key ON nominee (sort_key)")
    for name in _INDEXES:
        op.execute(f"DROP INDEX {name}")
    op.execute("DELETE FROM saved_search WHERE searched <> 'decisions'")
    op.drop_constraint(
        op.f("uq_saved_search_person_id_searched_name"), "saved_search", type_="unique"
    )
    op.create_unique_constraint(
        op.f("uq_saved_search_person_id_name"), "saved_search", ["person_id", "name"]
    )
    op.drop_constraint(op.f("ck_saved_search_searched_known"), "saved_search", type_="check")
    op.drop_column("saved_search", "searched")
