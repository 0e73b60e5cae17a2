"""Sealing: what was committed enters the log once and in order, and the log proves it."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy import event as listening
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from approvals.domain.refusals.sealing import LogDiffers, LogOlder, LogRenamed
from approvals.history import sealing
from approvals.history.merkle import (
    EMPTY_ROOT,
    Growing,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root_by_inclusion,
    root_of,
)
from approvals.history.note import SigningKey, Statement, opened
from approvals.history.recording import record
from approvals.history.sealing import checkpoint, ensure_continues, seal, stored_subtrees
from approvals.queries import journal, log
from core.database import transaction
from models.enums import EventKind
from models.history import Event
from models.sealing import Leaf
from tests.builders import NOW, a_country, a_dossier, pass_gate

NAME = "bangvang.example"
KEY = SigningKey.of(NAME, bytes(range(32)))


def events_of(session: Session, count: int, chains: int = 3) -> None:
    """Many events at once, in chains of nobody: what they say is no concern of the log's."""
    session.execute(
        text("""
            INSERT INTO event (chain_id, seq, kind, at, body, prev_hash, hash)
            SELECT ('00000000-0000-4000-8000-' || lpad((n % :chains)::text, 12, '0'))::uuid,
                   before.last + n / :chains + 1, 'dossier.submitted', now(),
                   ''::bytea, sha256(''), sha256((before.last || '/' || n)::bytea)
            FROM generate_series(0, :count - 1) AS n,
                 (SELECT coalesce(max(seq), 0) AS last FROM event
                  WHERE chain_id::text LIKE '00000000-0000-4000-8000-%') AS before
        """),
        {"count": count, "chains": chains},
    )


def hashes_by_position(session: Session) -> list[bytes]:
    return [leaf_hash(entry) for entry in log.entries(session, 0, log.size(session))]


def test_what_happened_is_sealed_once_each_chain_in_its_order(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    pass_gate(session, dossier)
    record(
        session, journal.for_update(session), EventKind.SEAL_KEY_INTRODUCED, actor_id=None, now=NOW
    )
    session.flush()
    events = session.exec(select(Event.chain_id, Event.seq)).all()
    assert log.waiting(session).count == len(events)
    sealed = 0
    while moved := seal(session, limit=4):
        assert moved <= 4
        sealed += moved
    assert sealed == len(events)
    assert seal(session) == 0
    assert not log.anything_waits(session)
    leaves = session.exec(select(Leaf).order_by(col(Leaf.position))).all()
    assert [leaf.position for leaf in leaves] == list(range(len(events)))
    chains: dict[UUID, list[int]] = {}
    for leaf in leaves:
        chains.setdefault(leaf.chain_id, []).append(leaf.seq)
    assert {(id_, seq) for id_, seqs in chains.items() for seq in seqs} == set(events)
    for seqs in chains.values():
        assert seqs == list(range(1, len(seqs) + 1))
    assert (
        log.positions(session, dossier.id, first=2, last=3)
        == [(leaf.seq, leaf.position) for leaf in leaves if leaf.chain_id == dossier.id][1:3]
    )


@pytest.mark.parametrize(
    ("height", "batches"),
    [(8, [255, 1, 300, 1, 500]), (2, [1, 2, 1, 9, 3, 47, 1, 64, 130])],  # 2: many levels, quickly
)
def test_tiles_are_those_of_a_tree_that_was_hashed_whole(
    session: Session, monkeypatch: pytest.MonkeyPatch, height: int, batches: list[int]
) -> None:
    monkeypatch.setattr(sealing, "_HEIGHT", height)
    monkeypatch.setattr(sealing, "TILE", tile := 2**height)
    for count in batches:
        events_of(session, count)
        seal(session)
    hashes = hashes_by_position(session)
    size = len(hashes)
    tree, roots = Growing(), {0: EMPTY_ROOT}
    for leaf in hashes:
        tree.append(leaf)
        roots[tree.size] = tree.root()
    assert size == sum(batches)
    subtrees = stored_subtrees(session)
    assert {at: root_of(at, subtrees) for at in roots} == roots
    for position in range(0, size, 7):
        proof = inclusion_proof(position, size, subtrees)
        assert root_by_inclusion(hashes[position], position, size, proof) == roots[size]
        proof = consistency_proof(position, size, subtrees)
        assert is_consistent(position, roots[position], size, roots[size], proof)
    for level in range(1, 5):
        assert len(log.subtrees(session, level, 0, size)) == size // tile**level


def test_a_proof_reads_one_tile_of_a_level(session: Session) -> None:
    events_of(session, 3_000)
    seal(session)
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    connection = session.connection()
    listening.listen(connection, "before_cursor_execute", note)
    inclusion_proof(700, 3_000, stored_subtrees(session))
    listening.remove(connection, "before_cursor_execute", note)
    assert len(statements) == 3  # its own leaves, the last leaves, the subtrees above


def test_a_checkpoint_states_the_log_and_is_made_when_it_grew(session: Session) -> None:
    assert checkpoint(session, [KEY], NAME, NOW) is None
    events_of(session, 10)
    seal(session)
    made = checkpoint(session, [KEY], NAME, NOW)
    assert made is not None
    assert made.note is not None
    root = root_of(10, stored_subtrees(session))
    assert opened(made.note, [KEY.public]) == Statement(NAME, 10, root)
    assert (made.log, made.size, made.root, made.published_at) == (1, 10, root, None)
    session.flush()
    assert checkpoint(session, [KEY], NAME, NOW) is None
    events_of(session, 1)
    seal(session)
    unsigned = checkpoint(session, [], NAME, NOW)
    session.flush()
    assert unsigned is not None
    assert unsigned.note is None
    assert log.newest(session) == unsigned
    assert log.newest(session, signed=True) == made


def test_a_log_that_does_not_continue_what_was_published_is_refused(session: Session) -> None:
    events_of(session, 10)
    seal(session)
    subtrees = stored_subtrees(session)
    ensure_continues(session, NAME, None)
    for size in (1, 7, 10):
        ensure_continues(session, NAME, Statement(NAME, size, root_of(size, subtrees)))
    with pytest.raises(LogOlder, match="10 entries, and 11 were published"):
        ensure_continues(session, NAME, Statement(NAME, 11, bytes(32)))
    with pytest.raises(LogDiffers):
        ensure_continues(session, NAME, Statement(NAME, 7, bytes(32)))
    with pytest.raises(LogRenamed):
        ensure_continues(session, NAME, Statement("other.example", 7, root_of(7, subtrees)))
    with pytest.raises(LogOlder):
        ensure_continues(session, NAME, Statement(f"{NAME}/2", 7, root_of(7, subtrees)))
    ensure_continues(session, f"{NAME}/2", Statement(NAME, 11, bytes(32)))


@pytest.fixture
def other_sealer(engine: Engine) -> Iterator[Session]:
    with Session(engine) as opened_:
        yield opened_
        opened_.rollback()


def test_two_sealers_take_turns_and_decisions_wait_for_neither(
    engine: Engine, other_sealer: Session
) -> None:
    with transaction(engine) as session:
        dossier = a_dossier(session, a_country(session))
    assert seal(other_sealer) > 0
    with transaction(engine) as session:
        pass_gate(session, dossier)
    with transaction(engine) as session:
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            seal(session)
        session.rollback()
    before = log.size(other_sealer)
    other_sealer.commit()
    with transaction(engine) as session:
        moved = seal(session)
        assert moved > 0
        assert log.size(session) == before + moved


def test_an_event_of_a_transaction_that_is_not_over_is_sealed_later(
    engine: Engine, other_sealer: Session
) -> None:
    country = a_country(other_sealer)
    dossier = a_dossier(other_sealer, country)
    with transaction(engine) as session:
        assert seal(session) == 0
    other_sealer.commit()
    with transaction(engine) as session:
        assert seal(session) > 0
        assert log.positions(session, dossier.id)[0] == (1, 0)


def test_no_event_can_be_sealed_in_two_places(session: Session) -> None:
    events_of(session, 3, chains=1)
    seal(session)
    session.execute(text("INSERT INTO unsealed SELECT chain_id, seq FROM leaf WHERE seq = 2"))
    with pytest.raises(DBAPIError, match="uq_leaf"):
        seal(session)
