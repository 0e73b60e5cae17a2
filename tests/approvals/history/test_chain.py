"""The record: what is written cannot be changed, and a change would show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from approvals.history.chain import FIRST, Commitment, first_break, link_hash
from approvals.queries.events import chain_of, timeline
from core.database import transaction
from models.enums import Choice, EventKind
from tests.builders import a_country, a_dossier, decide_as, pass_gate


def test_a_dossiers_life_is_one_unbroken_chain(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    decide_as(session, dossier)
    kinds = [entry.kind for entry in timeline(session, dossier.id)]
    assert kinds == [
        EventKind.DOSSIER_SUBMITTED,
        EventKind.GATE_OPENED,
        *[EventKind.ASSIGNMENT_DECIDED] * 4,
        EventKind.GATE_SETTLED,
        EventKind.GATE_OPENED,
        EventKind.ASSIGNMENT_DECIDED,
        EventKind.GATE_SETTLED,
        EventKind.DOSSIER_AWARDED,
    ]
    chain = chain_of(session, dossier.id)
    assert first_break(chain) is None
    assert dossier.history_head == chain[-1][3].hex()[:12]


def test_names_and_reasons_are_not_in_the_events_themselves(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, name="Cao Thị Quỳnh")
    decide_as(
        session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="Thiếu biên bản"
    )
    bodies = b"".join(body for _, body, _, _ in chain_of(session, dossier.id)).decode()
    for text_ in ("Cao Thị Quỳnh", "Thiếu biên bản", "bangvang.example", "Trần Văn Bình"):
        assert text_ not in bodies
    returned = timeline(session, dossier.id)[-1]
    assert returned.texts == {"reason": "Thiếu biên bản"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = kind",
        "DELETE FROM event",
        "TRUNCATE event CASCADE",
        "SET session_replication_role = replica; DELETE FROM event",
        (
            "INSERT INTO event SELECT * FROM event ON CONFLICT (chain_id, seq) "
            "DO UPDATE SET kind = 'dossier.awarded'"
        ),
    ],
)
def test_the_database_itself_refuses_to_change_history(engine: Engine, statement: str) -> None:
    with transaction(engine) as session:
        a_dossier(session, a_country(session))
    with pytest.raises(DBAPIError, match="append-only"), transaction(engine) as session:
        session.execute(text(statement))


events = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=12)


def chain_from(contents: list[bytes]) -> list[tuple[int, bytes, bytes, bytes]]:
    chain = []
    previous = FIRST
    for seq, body in enumerate(contents, start=1):
        hash_ = link_hash(previous, body)
        chain.append((seq, body, previous, hash_))
        previous = hash_
    return chain


@given(events, st.data())
def test_any_flipped_bit_is_found_at_its_place(contents: list[bytes], data: st.DataObject) -> None:
    chain = chain_from(contents)
    assert first_break(chain) is None
    at = data.draw(st.integers(0, len(chain) - 1))
    row = [chain[at][1], chain[at][2], chain[at][3]]
    column = data.draw(st.integers(0, 2))
    value = bytearray(row[column])
    bit = data.draw(st.integers(0, len(value) * 8 - 1))
    value[bit // 8] ^= 1 << (bit % 8)
    row[column] = bytes(value)
    chain[at] = (at + 1, row[0], row[1], row[2])
    assert first_break(chain) == at + 1


@given(events, st.data())
def test_a_removed_or_swapped_event_is_found(contents: list[bytes], data: st.DataObject) -> None:
    chain = chain_from(contents)
    if len(chain) > 1:
        at = data.draw(st.integers(0, len(chain) - 2))
        removed = chain[:at] + chain[at + 1 :]
        assert first_break(removed) == at + 1
        swapped = [*chain[:at], chain[at + 1], chain[at], *chain[at + 2 :]]
        assert first_break(swapped) == at + 1


def test_a_commitment_says_nothing_without_its_salt() -> None:
    one, other = Commitment.to("Thiếu biên bản"), Commitment.to("Thiếu biên bản")
    assert one.digest != other.digest
    assert Commitment(one.salt, "Thiếu biên bản").digest == one.digest
