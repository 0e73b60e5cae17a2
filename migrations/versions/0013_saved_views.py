"""Searches are saved of the list of dossiers too."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


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


def downgrade() -> None:
    op.execute("DELETE FROM saved_search WHERE searched <> 'decisions'")
    op.drop_constraint(
        op.f("uq_saved_search_person_id_searched_name"), "saved_search", type_="unique"
    )
    op.create_unique_constraint(
        op.f("uq_saved_search_person_id_name"), "saved_search", ["person_id", "name"]
    )
    op.drop_constraint(op.f("ck_saved_search_searched_known"), "saved_search", type_="check")
    op.drop_column("saved_search", "searched")
