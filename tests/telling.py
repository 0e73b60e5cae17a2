"""No change without an event: the test databases refuse to commit one.

A trigger for tests alone, since a rule of the program is tested here and not enforced: every way
to write passes it, bulk updates too, and it costs as much as the rows it looks at. It sees what a
transaction commits as a whole.
"""

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

# Of each table that holds what a dossier is: how to find the dossier from a row, as JSON.
_OWNERS = {
    "dossier": "SELECT ($1->>'id')::uuid",
    "nominee": "SELECT id FROM dossier WHERE nominee_id = ($1->>'id')::uuid",
    "attachment": "SELECT ($1->>'dossier_id')::uuid",
    "gate": "SELECT ($1->>'dossier_id')::uuid",
    "assignment": "SELECT dossier_id FROM gate WHERE id = ($1->>'gate_id')::uuid",
    "ballot": "SELECT dossier_id FROM gate WHERE id = ($1->>'gate_id')::uuid",
    "written_opinion": "SELECT dossier_id FROM gate JOIN assignment ON gate_id = gate.id"
    " WHERE assignment.id = ($1->>'assignment_id')::uuid",
}
# What counts changes, and the head of the chain itself, which each event moves; and that a page
# was seen, which decides nothing.
_COUNTING = ["version", "changed_at", "last_seq", "last_hash"]
_SEEN = {"assignment": ["opened_at"]}

_CHECK = """
    CREATE FUNCTION is_told() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        owner uuid;
        counting text[] := TG_ARGV[1]::text[];
    BEGIN
        IF current_setting('bangvang.by_hand', true) = 'yes' OR TG_OP = 'UPDATE'
            AND to_jsonb(NEW) - counting = to_jsonb(OLD) - counting
        THEN
            RETURN NULL;
        END IF;
        EXECUTE TG_ARGV[0] INTO owner USING to_jsonb(COALESCE(NEW, OLD));
        IF NOT EXISTS (
            SELECT FROM event WHERE chain_id = owner AND xmin = pg_current_xact_id()::xid
        ) THEN
            RAISE EXCEPTION '%% of a %% without an event: %%', TG_OP, TG_TABLE_NAME, (
                SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(COALESCE(NEW, OLD)))
                WHERE TG_OP <> 'UPDATE' OR value IS DISTINCT FROM to_jsonb(OLD)->key
            );
        END IF;
        RETURN NULL;
    END $$
"""
_TRIGGER = """
    CREATE CONSTRAINT TRIGGER {table}_is_told AFTER INSERT OR UPDATE OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION is_told('{owner}', '{counting}')
"""


def insist_on_events(engine: Engine) -> None:
    """From now on nothing of a dossier changes here without an event in the same transaction."""
    with engine.begin() as connection:
        _run(connection, _CHECK)
        for table, owner in _OWNERS.items():
            counting = "{" + ",".join(_COUNTING + _SEEN.get(table, [])) + "}"
            quoted = owner.replace("'", "''")
            _run(connection, _TRIGGER.format(table=table, owner=quoted, counting=counting))


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def by_hand(session: Session) -> None:
    """What this transaction changes needs no event: a test arranges what no command would."""
    session.execute(text("SET LOCAL bangvang.by_hand = 'yes'"))
