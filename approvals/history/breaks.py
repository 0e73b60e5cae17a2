"""What a check of the record may find: each break has a stable code, a place and a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class BreakKind(StrEnum):
    """What is wrong; the codes are stable, programs may compare them."""

    # A chain, and the bytes of its events.
    CHAIN_GAP = "chain_gap"  # a number is missing, or stands twice
    CHAIN_LINK = "chain_link"  # it does not continue the event before it
    EVENT_BYTES = "event_bytes"  # the stored bytes are not those that were hashed, or not canonical
    EVENT_COLUMNS = "event_columns"  # the columns beside the bytes say something else
    HEAD_DIFFERS = "head_differs"  # the last event is not the head that the dossier's row keeps
    EVENTS_MISSING = "events_missing"  # a tail was cut off, or a dossier has no history at all
    CHAIN_UNKNOWN = "chain_unknown"  # of no dossier, and not the journal
    # The log over all chains.
    LEAF_MISSING = "leaf_missing"  # an event is neither in the log nor waiting for it
    LEAF_TWICE = "leaf_twice"  # an event is in the log and waits for it as well
    LEAF_UNFOUNDED = "leaf_unfounded"  # the log, or what waits for it, names an event that is gone
    LEAF_ORDER = "leaf_order"  # a later event of a chain stands before an earlier one
    LOG_GAP = "log_gap"  # a position is missing
    SUBTREE_DIFFERS = "subtree_differs"
    ROOT_DIFFERS = "root_differs"  # the log is not what a checkpoint says it was
    CHECKPOINT_SIGNATURE = "checkpoint_signature"  # no good signature by a known key
    CHECKPOINT_NOTE = "checkpoint_note"  # the note says something else than its row, or nothing
    CHECKPOINT_SHRUNK = "checkpoint_shrunk"  # the log is shorter than a checkpoint says it was
    CHECKPOINT_FILE = "checkpoint_file"  # the file of checkpoints and the table differ
    KEY_DIFFERS = "key_differs"  # the keys in the table and in the file differ
    # What stands beside the record.
    TEXT_DIFFERS = "text_differs"  # not the text that was committed to
    TEXT_MISSING = "text_missing"  # gone, and no erasure explains it
    TEXT_UNFOUNDED = "text_unfounded"  # a text that no event committed to, or that was erased
    TABLE_DIFFERS = "table_differs"  # a table of today says something else than the events
    FILE_MISSING = "file_missing"
    FILE_DIFFERS = "file_differs"  # an evidence file has other content than was recorded


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that does not hold."""

    kind: BreakKind
    chain: str  # a dossier's code, `journal`, `log`; a chain's id where no dossier is known
    seq: int | None  # the event's number in its chain; in the log: the position or size
    says: str  # one English sentence

    def __str__(self) -> str:
        place = self.chain if self.seq is None else f"{self.chain} #{self.seq}"
        return f"{self.kind}: {place}: {self.says}"
