"""Ways to tamper with the database by SQL, as a superuser can: what, where, and what it is."""

from dataclasses import dataclass

from approvals.history.breaks import BreakKind as B


@dataclass(frozen=True)
class Change:
    """`how` is what SET sets, or DELETE; one row drawn by :random, its byte by :byte."""

    table: str
    how: str
    kinds: tuple[B, ...]
    count: int = 5
    where: str = "true"

    @property
    def statement(self) -> str:
        rows = f"FROM {self.table} t WHERE {self.where}"
        drawn = f"OFFSET floor(:random * (SELECT count(*) {rows})) LIMIT 1"
        which = f"WHERE ctid = (SELECT ctid {rows} ORDER BY ctid {drawn})"
        if self.how == "DELETE":
            return f"DELETE FROM {self.table} {which}"  # noqa: S608 -- words of ours
        return f"UPDATE {self.table} t SET {self.how} {which}"  # noqa: S608 -- words of ours


def _flip(column: str) -> str:
    return f"{column} = set_byte({column}, :byte, get_byte({column}, :byte) # 1)"


_DIGITS = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
# Their columns one by one are tried in test_comparing.py.
_TABLES = (B.TABLE_DIFFERS,)
CHANGES = (
    Change("event", _flip("body"), (B.EVENT_BYTES,), 30),
    Change("event", _flip("hash"), (B.EVENT_BYTES,), 15),
    Change("event", _flip("prev_hash"), (B.EVENT_BYTES,), 15),
    Change("event", "at = at - interval '1 microsecond'", (B.EVENT_COLUMNS,), 8),
    Change("event", "at = 'infinity'", (B.EVENT_COLUMNS,), 2),
    Change("event", "at = '-infinity'", (B.EVENT_COLUMNS,), 2),
    Change("event", f"at = ({_DIGITS} || '+00 BC')::timestamptz", (B.EVENT_COLUMNS,), 2),
    Change("event", "actor_id = gen_random_uuid()", (B.EVENT_COLUMNS,), 8),
    Change("event", "kind = 'dossier.withdrawn'", (B.EVENT_COLUMNS,), 8, "seq = 1"),
    Change("event", "DELETE", (B.CHAIN_GAP, B.EVENTS_MISSING), 20),
    Change("event", "seq = 1000", (B.CHAIN_GAP,), 5),
    Change(
        "event",
        "body = (SELECT body FROM event o WHERE o.chain_id = t.chain_id AND o.seq = t.seq - 1)",
        (B.EVENT_BYTES,),
        10,
        "seq > 1",
    ),
    Change("leaf", "position = position + 1000", (B.LOG_GAP,), 10),
    Change("leaf", "DELETE", (B.LEAF_MISSING,), 10),
    Change("subtree", _flip("hash"), (B.SUBTREE_DIFFERS,), 5),
    Change("subtree", "DELETE", (B.SUBTREE_DIFFERS,), 1),
    Change("checkpoint", _flip("root"), (B.ROOT_DIFFERS,), 5),
    Change("checkpoint", "size = size + 1000", (B.CHECKPOINT_SHRUNK,), 4),
    Change("seal_key", _flip("public_key"), (B.KEY_DIFFERS,), 3),
    Change("event_text", "text = text || '.'", (B.TEXT_DIFFERS,), 10),
    Change("event_text", "DELETE", (B.TEXT_MISSING,), 10),
    Change("dossier", "last_seq = last_seq - 1", (B.HEAD_DIFFERS,)),
    Change("dossier", "award_code = 'bk-ttg'", _TABLES),
    Change("ballot", "choice = 'return'", _TABLES, 2),
    Change("ballot", "DELETE", _TABLES, 2),
    Change("gate", "members = members + 1", _TABLES),
    Change("assignment", "person_id = gen_random_uuid()", _TABLES),
    Change("nominee", "name = name || ' B'", _TABLES),
)
