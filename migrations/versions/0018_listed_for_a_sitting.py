"""A dossier that is put on a docket, or taken off, is looked at again for the dashboard."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_OPERATIONS = {"INSERT": "NEW", "DELETE": "OLD"}


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION note_listed_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO changed_dossier (dossier_id)
            SELECT DISTINCT gate.dossier_id FROM listed JOIN gate ON gate.id = listed.gate_id;
            RETURN NULL;
        END $$
    """)
    for operation, rows in _OPERATIONS.items():
        op.execute(f"""
            CREATE TRIGGER docket_entry_note_{operation.lower()} AFTER {operation} ON docket_entry
            REFERENCING {rows} TABLE AS listed
            FOR EACH STATEMENT EXECUTE FUNCTION note_listed_dossier()
        """)


def downgrade() -> None:
    for operation in _OPERATIONS:
        op.execute(f"DROP TRIGGER docket_entry_note_{operation.lower()} ON docket_entry")
    op.execute("DROP FUNCTION note_listed_dossier()")
