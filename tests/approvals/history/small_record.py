"""A small record with everything in it, as rows that a test may tamper with."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col, select

from approvals.commands.withdraw import Withdraw, withdraw
from approvals.history.breaks import Break
from approvals.history.checking_checkpoints import Kept, Published
from approvals.history.note import PublicKey, SigningKey
from approvals.history.published import CheckpointFiles
from approvals.history.recording import record
from approvals.history.sealing import checkpoint, seal
from approvals.history.verifying import Checked, Stored, record_breaks, stored
from approvals.queries import journal
from approvals.queries.verification import NOWHERE, EventRow, Head, Portion, StoredLog, StoredText
from models.dossiers import Dossier
from models.enums import Choice, EventKind
from models.history import EventText
from models.sealing import SealKey
from tests.builders import NOW, a_country, a_nomination, a_submission, decide_as, pass_gate

KEY = SigningKey.of("bangvang.example", bytes(range(32)))


@dataclass
class Record:
    """The tables of the record. `events` are without their places: these are in `leaves`."""

    heads: list[Head]
    events: list[EventRow]
    texts: list[StoredText]
    leaves: dict[int, tuple[bytes, int]]  # by position: chain, number
    waiting: set[tuple[bytes, int]]
    log: StoredLog
    published: str
    keys: Sequence[PublicKey] = (KEY.public,)
    since: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, session: Session, files: CheckpointFiles) -> "Record":
        rows = stored(session)
        portions = list(rows.portions)
        events = [event for portion in portions for event in portion.events]
        return cls(
            heads=list(rows.heads),
            events=[(*event[:5], NOWHERE, False, *event[7:]) for event in events],
            texts=[text for portion in portions for text in portion.texts],
            leaves={event[5]: event[:2] for event in events if event[5] != NOWHERE},
            waiting={event[:2] for event in events if event[6]},
            log=rows.log,
            published=files.log.read_text(encoding="utf-8"),
        )

    def copy(self) -> "Record":
        """Another, whose rows may be replaced."""
        again = copy.copy(self)
        again.heads, again.events, again.texts = self.heads[:], self.events[:], self.texts[:]
        again.leaves, again.waiting = dict(self.leaves), set(self.waiting)
        again.since = self.since[:]
        again.log = self.log._replace(
            checkpoints=list(self.log.checkpoints),
            keys=list(self.log.keys),
            subtrees=list(self.log.subtrees),
        )
        return again

    def breaks(self) -> list[Break]:
        published = Published(self.published, self.keys)
        return list(record_breaks(self.stored(), Kept(published, None, self.since), Checked()))

    def stored(self) -> Stored:
        """The rows joined as the query joins them."""
        places = {place: position for position, place in self.leaves.items()}
        log = self.log._replace(leaves=len(self.leaves), waiting=len(self.waiting))
        return Stored(self.heads, self._portions(places), log, self._unfounded)

    def _portions(self, places: dict[tuple[bytes, int], int]) -> Iterator[Portion]:
        """A chain each."""
        heads: dict[bytes, list[Head]] = {}
        for head in self.heads:
            heads.setdefault(head.chain, []).append(head)
        events: dict[bytes, list[EventRow]] = {}
        for event in sorted(self.events, key=lambda row: row[:2]):
            place = event[:2]
            row = (*event[:5], places.get(place, NOWHERE), place in self.waiting, *event[7:])
            events.setdefault(event[0], []).append(row)
        texts: dict[bytes, list[StoredText]] = {}
        for one in sorted(self.texts):
            texts.setdefault(one.chain, []).append(one)
        for chain in sorted(heads.keys() | events.keys() | texts.keys()):
            yield Portion(heads.get(chain, []), events.get(chain, []), texts.get(chain, []))

    def _unfounded(self) -> list[tuple[int, bytes, int]]:
        there = {event[:2] for event in self.events}
        leaves = [(at, *place) for at, place in self.leaves.items() if place not in there]
        return sorted(leaves + [(NOWHERE, *place) for place in self.waiting - there])


def a_small_history(session: Session, folder: Path) -> CheckpointFiles:
    """Three dossiers with different ends, and a journal, in a log that was stated four times.

    The newest event waits for the log. Nothing is committed.
    """
    files = CheckpointFiles.within(folder)
    key = SealKey(id=KEY.public.id, name=KEY.name, public_key=KEY.public.raw, introduced_at=NOW)
    session.add(key)
    facts = {"id": key.id, "name": key.name, "vkey": KEY.public.vkey}
    in_the_journal(session, EventKind.SEAL_KEY_INTRODUCED, facts)
    country = a_country(session, council=3)
    names = ("Cao Thị Quỳnh", "Lê Văn Sáu", "Mai Thị Tám")
    a_submission(session, country, *(a_nomination(name=name) for name in names))
    first, second, third = session.exec(select(Dossier).order_by(col(Dossier.code))).all()
    state_the_log(session, files)
    decide_as(session, first)
    decide_as(session, second, Choice.PASS, reason="Có đủ minh chứng.")
    state_the_log(session, files)
    pass_gate(session, first)
    take_back = Withdraw(
        dossier_id=third.id, person_id=country["alice"].id, reason="Nộp nhầm danh sách."
    )
    withdraw(session, take_back, now=NOW)
    state_the_log(session, files)
    erase_reason(session, third)
    decide_as(session, second, Choice.REJECT, reason="Chưa đủ thời gian.")
    state_the_log(session, files)
    in_the_journal(session, EventKind.HISTORY_READ, {"dossier": first.code, "at": 3})
    session.flush()
    return files


def in_the_journal(session: Session, kind: EventKind, facts: Mapping[str, object]) -> None:
    record(session, journal.for_update(session), kind, actor_id=None, now=NOW, facts=facts)


def erase_reason(session: Session, dossier: Dossier) -> None:
    """As the register of requests does it."""
    session.flush()
    seq = dossier.last_seq
    session.execute(
        delete(EventText).where(col(EventText.chain_id) == dossier.id, col(EventText.seq) == seq)
    )
    facts = {"texts": [{"seq": seq, "name": "reason"}], "erased_at": NOW.isoformat()}
    record(session, dossier, EventKind.TEXTS_ERASED, actor_id=None, now=NOW, facts=facts)


def state_the_log(session: Session, files: CheckpointFiles) -> None:
    session.flush()
    seal(session)
    made = checkpoint(session, [KEY], KEY.name, NOW)
    assert made is not None
    assert made.note is not None
    made.published_at = NOW
    files.append(lambda _: [made.note or ""])
    session.flush()
