"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint), by Ed25519. Pure.

    origin
    size
    base64(root)
    (a blank line)
    — key-name base64(key id ‖ signature)

The signature covers the text with its last newline, without the blank line. Lines by keys that
nobody knows are left alone, so that several keys may sign.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_ID_BYTES = 4
_KEY_BYTES = 32
_ROOT_BYTES = 32
_MOST_SIGNATURES = 100
_DASH = "— "
_NOTE = re.compile(r"^[^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\n\n(?:— [^\n]+\n)+(?=\n)", re.MULTILINE)


class NoteNotTrusted(ValueError):
    """No known key signed the note, or a signature in a known key's name is not by that key."""


class NoteMalformed(NoteNotTrusted):
    """The text is no signed note, no checkpoint, or no key in the form that is asked for."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 key with the name that it signs under; `raw` is its 32 bytes."""

    name: str
    raw: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or self.name.split() != [self.name]:
            raise NoteMalformed("a key's name has no spaces, no plus sign, and is not empty")
        if len(self.raw) != _KEY_BYTES:
            raise NoteMalformed("an Ed25519 key has 32 bytes")

    @classmethod
    def parse(cls, vkey: str) -> "PublicKey":
        """From `name+id+base64`. Raises NoteMalformed, also where the id is another key's."""
        name, _, rest = vkey.partition("+")
        id_, _, encoded = rest.partition("+")
        raw = _decoded(encoded)
        if raw[:1] != _ED25519:
            raise NoteMalformed("only Ed25519 keys are known")
        key = cls(name, raw[1:])
        if key.id != id_:
            raise NoteMalformed("the key's id does not belong to its name and bytes")
        return key

    @property
    def id(self) -> str:
        """The first 4 bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key), in hex."""
        digest = hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()
        return digest[:_ID_BYTES].hex()

    @property
    def vkey(self) -> str:
        """What whoever checks is given: `name+id+base64(0x01 ‖ key)`."""
        return f"{self.name}+{self.id}+{_encoded(_ED25519 + self.raw)}"

    def verifies(self, signature: bytes, text: str) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A key that can sign. `repr` shows nothing secret."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = PublicKey(name, private.public_key().public_bytes_raw())

    @classmethod
    def of(cls, name: str, seed: bytes) -> "SigningKey":
        """From the 32 bytes of the key's seed. Raises NoteMalformed."""
        if len(seed) != _KEY_BYTES:
            raise NoteMalformed("an Ed25519 key is made from 32 bytes")
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def name(self) -> str:
        return self.public.name

    def sign(self, text: str) -> bytes:
        """The signature over the text as it stands: 64 bytes."""
        return self._private.sign(text.encode())


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint says: the log of this name has so many leaves and this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "Statement":
        """From the three lines. Raises NoteMalformed where any other text would say the same."""
        lines = text.split("\n")
        try:
            origin, size, root, end = lines
            found = cls(origin, int(size), _decoded(root))
        except ValueError as wrong:
            raise NoteMalformed("a checkpoint is a name, a size and a root") from wrong
        sound = origin and found.size >= 0 and len(found.root) == _ROOT_BYTES
        if not sound or end or found.text != text:
            raise NoteMalformed("a checkpoint is a name, a size and a root")
        return found


def signed(statement: Statement, keys: Sequence[SigningKey]) -> str:
    """The note, signed by each key in turn."""
    return signed_text(statement.text, keys)


def signed_text(text: str, keys: Sequence[SigningKey]) -> str:
    """Any text as a signed note. It ends with a newline, or nobody could split it off again."""
    if not text.endswith("\n"):
        raise NoteMalformed("the text of a note ends with a newline")
    lines = "".join(
        f"{_DASH}{key.name} {_encoded(bytes.fromhex(key.public.id) + key.sign(text))}\n"
        for key in keys
    )
    return f"{text}\n{lines}"


def opened(note: str, keys: Sequence[PublicKey]) -> Statement:
    """What the checkpoint says, once one known key at least has signed it.

    Raises NoteNotTrusted: no signature by a known key, or a wrong one in a known key's name.
    """
    return Statement.parse(opened_text(note, keys))


def opened_text(note: str, keys: Sequence[PublicKey]) -> str:
    """The text of any signed note, on the terms of `opened`."""
    text, signatures = _split(note)
    known = {(key.name, key.id): key for key in keys}
    trusted = False
    for name, id_, signature in signatures:
        key = known.get((name, id_))
        if key is None:
            continue
        if not key.verifies(signature, text):
            raise NoteNotTrusted(f"the signature of {name} ({id_}) is wrong")
        trusted = True
    if not trusted:
        raise NoteNotTrusted("no known key has signed this")
    return text


def stated(note: str) -> Statement:
    """What a checkpoint says, whoever signed it or did not: for one's own records only."""
    return Statement.parse(_split(note)[0])


def notes_in(text: str) -> list[str]:
    """Every checkpoint in a text, in its order: in a file of them, or in a mail with words.

    After each comes an empty line; half of one at the end is none.
    """
    return _NOTE.findall(text.replace("\r\n", "\n"))


def _split(note: str) -> tuple[str, list[tuple[str, str, bytes]]]:
    """The text, and (name, key id, signature) of each line below it."""
    if any(ord(character) < ord(" ") and character != "\n" for character in note):
        raise NoteMalformed("a note has no control characters")
    text, blank, below = note.rpartition("\n\n")
    if not blank or not text or not below.endswith("\n"):
        raise NoteMalformed("a note is a text, a blank line and signatures")
    lines = below.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NoteMalformed("a note has at most 100 signatures")
    return f"{text}\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not name:
        raise NoteMalformed("a signature is a dash, a name and base64")
    raw = _decoded(encoded)
    # Other algorithms have other lengths: they are nobody's we know.
    return name, raw[:_ID_BYTES].hex(), raw[_ID_BYTES:]


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(encoded: str) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NoteMalformed("this is no base64") from wrong
    # Base64 has spare bits: without this, two texts would say the same.
    if _encoded(raw) != encoded:
        raise NoteMalformed("this is no base64 as it is written here")
    return raw
