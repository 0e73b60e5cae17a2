"""Signed notes: the known answers of the format, and what is not trusted."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.history.note import (
    NoteMalformed,
    NoteNotTrusted,
    PublicKey,
    SigningKey,
    Statement,
    notes_in,
    opened,
    opened_text,
    signed,
    signed_text,
    stated,
)

# The example of the format's first implementation, which the others test themselves with.
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
NOTE = (
    f"{TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNX"
    "gKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

KEY = SigningKey.of("bangvang.example", bytes(range(32)))
OTHER = SigningKey.of("elsewhere.example", bytes(range(1, 33)))
STATEMENT = Statement("bangvang.example", 42, hashlib.sha256(b"root").digest())


def test_the_formats_own_example_is_signed_and_opened_alike() -> None:
    key = SigningKey.of("PeterNeumann", SEED)
    assert key.public.vkey == VKEY
    assert PublicKey.parse(VKEY) == key.public
    assert key.public.id == "c74f20a3"
    assert signed_text(TEXT, [key]) == NOTE
    assert opened_text(NOTE, [key.public]) == TEXT


def test_a_checkpoint_is_three_lines_a_blank_one_and_signatures() -> None:
    note = signed(STATEMENT, [KEY])
    root = base64.b64encode(STATEMENT.root).decode()
    assert note.startswith(f"bangvang.example\n42\n{root}\n\n— bangvang.example ")
    assert note.count("\n") == 5
    assert note.endswith("\n")


@given(
    origin=st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1),
    size=st.integers(0, 2**63 - 1),
    root=st.binary(min_size=32, max_size=32),
)
def test_what_was_signed_is_what_is_opened(origin: str, size: int, root: bytes) -> None:
    statement = Statement(origin, size, root)
    note = signed(statement, [KEY, OTHER])
    assert opened(note, [KEY.public]) == statement
    assert opened(note, [OTHER.public]) == statement
    assert stated(note) == statement


@given(data=st.data())
def test_no_byte_of_a_note_can_be_another(data: st.DataObject) -> None:
    note = bytearray(signed(STATEMENT, [KEY]).encode())
    at = data.draw(st.integers(0, len(note) - 1))
    note[at] ^= data.draw(st.integers(1, 255))
    try:
        changed = note.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(NoteNotTrusted):
        opened(changed, [KEY.public])


def test_checkpoints_are_found_among_words_and_half_of_one_is_none() -> None:
    older = signed(Statement("bangvang.example", 7, bytes(32)), [KEY])
    newer = signed(STATEMENT, [KEY, OTHER])
    mail = f"Kính gửi Ông/Bà,\n\n{older}\nKhoá công khai: …\n\n{newer}\nTrân trọng.\n"
    assert notes_in(mail) == notes_in(mail.replace("\n", "\r\n")) == [older, newer]
    file = f"{older}\n{newer}\n"
    begun = range(len(older) + 1, len(file) - 1)
    assert {tuple(notes_in(file[:end])) for end in begun} == {(older,)}


def test_an_unknown_key_signs_nothing() -> None:
    with pytest.raises(NoteNotTrusted, match="no known key"):
        opened(signed(STATEMENT, [OTHER]), [KEY.public])
    with pytest.raises(NoteNotTrusted, match="no known key"):
        opened(signed(STATEMENT, [KEY]), [])


def test_a_wrong_signature_in_a_known_name_is_a_fault_beside_a_right_one() -> None:
    note = signed(STATEMENT, [KEY])
    forged = signed(Statement("bangvang.example", 43, STATEMENT.root), [OTHER])
    mixed = note + forged.split("\n\n")[1]
    assert opened(mixed, [KEY.public]) == STATEMENT
    with pytest.raises(NoteNotTrusted, match=r"elsewhere\.example"):
        opened(mixed, [KEY.public, OTHER.public])


def test_a_signature_of_another_length_is_wrong_and_does_not_stop_the_check() -> None:
    id_ = bytes.fromhex(KEY.public.id)
    short = base64.b64encode(id_ + bytes(10)).decode()
    with pytest.raises(NoteNotTrusted, match="is wrong"):
        opened(f"{STATEMENT.text}\n— bangvang.example {short}\n", [KEY.public])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n\n",
        STATEMENT.text,
        f"{STATEMENT.text}\n",
        NOTE,  # signed, yet no checkpoint
        signed(STATEMENT, [KEY]).removesuffix("\n"),
        signed(STATEMENT, [KEY]).replace("— ", "- "),
        signed(STATEMENT, [KEY]).replace("\n", "\r\n"),
        signed(STATEMENT, [KEY]) + "\n",
        signed(STATEMENT, [KEY]) + "— x notbase64!\n",
        signed(STATEMENT, [KEY]) + signed(STATEMENT, [OTHER] * 100).split("\n\n")[1],
        signed_text(f"{STATEMENT.text}more\n", [KEY]),
        signed_text(STATEMENT.text.replace("42", "042"), [KEY]),
        signed_text(STATEMENT.text.replace("42", "+42"), [KEY]),
        signed_text(STATEMENT.text.replace("42", "forty"), [KEY]),
        signed_text(STATEMENT.text.replace("42", "-42"), [KEY]),
        signed_text("bangvang.example\n42\nAAAA\n", [KEY]),
        signed_text(STATEMENT.text.replace("bangvang.example", ""), [KEY]),
    ],
)
def test_what_is_no_checkpoint_is_said_to_be_none(note: str) -> None:
    with pytest.raises(NoteNotTrusted):
        opened(note, [KEY.public, PublicKey.parse(VKEY)])


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "PeterNeumann",
        VKEY.replace("c74f20a3", "c74f20a4"),
        VKEY.replace("Peter", "Pieter"),
        VKEY.replace("+ARpc", "+AhpC"),
        VKEY[:-4],
        VKEY + "=",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_is_no_key_is_said_to_be_none(vkey: str) -> None:
    with pytest.raises(NoteMalformed):
        PublicKey.parse(vkey)


@pytest.mark.parametrize(("name", "seed"), [("a+b", 32), ("a b", 32), ("", 32), ("a", 31)])
def test_a_key_needs_a_name_without_spaces_and_thirty_two_bytes(name: str, seed: int) -> None:
    with pytest.raises(NoteMalformed):
        SigningKey.of(name, bytes(seed))


def test_a_text_without_its_last_newline_cannot_be_signed() -> None:
    with pytest.raises(NoteMalformed):
        signed_text("no newline", [KEY])


def test_a_key_shows_nothing_secret() -> None:
    assert bytes(range(32)).hex() not in repr(KEY)
    assert repr(bytes(range(32))) not in repr(KEY)
