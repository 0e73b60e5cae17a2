"""Checks a dossier's history without the system that it came from.

    python verify.py BUNDLE.zip [--key VKEY] [--checkpoint FILE] [--head HEX]

Needs Python 3.9 or newer and the package `cryptography`; reads nothing but the files it is given.
Exits with 0 when everything holds, with 1 and the first fault otherwise. README.txt in the bundle
says what this proves. The whole check is in `check`, in its order.

(In the project this file is approvals/history/verify_bundle.py; a bundle carries it as verify.py.)
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MEMBERS = {
    "README.txt", "checkpoints.txt", "events.ndjson", "files.json", "history.pdf", "keys.txt",
    "proofs.json", "texts.json", "verify.py",
}  # fmt: skip
NOTE = re.compile(
    r"([^\n]+\n(?:0|[1-9][0-9]{0,14})\n[A-Za-z0-9+/]{43}=\n)\n"
    r"((?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)+)\n"
)
LARGEST = 2**53 - 1


class Fault(Exception):
    """The first thing that does not hold."""


def require(holds: object, says: str) -> None:
    if not holds:
        raise Fault(says)


def read(raw: bytes, what: str) -> Any:
    """JSON in its one canonical form (RFC 8785), with whole numbers only: no two readings."""

    def refuse(_: str) -> NoReturn:
        raise ValueError

    said, sound = None, False
    try:
        said = json.loads(raw.decode(), parse_float=refuse, parse_constant=refuse)
        plain(said)
        again = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        sound = again.encode() == raw
    except (ValueError, RecursionError):
        pass
    require(sound, f"{what} is not canonical JSON")
    return said


def plain(said: Any) -> None:
    """Numbers that every reader reads alike, and names of members that sort alike."""
    if isinstance(said, dict):
        for name, value in said.items():
            if not re.fullmatch(r"[ -~]*", name):
                raise ValueError
            plain(value)
    elif isinstance(said, list):
        for value in said:
            plain(value)
    elif type(said) is int and abs(said) > LARGEST:
        raise ValueError


def same(one: Any, other: Any) -> bool:
    """As JSON: `true` is not 1 there."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def shaped(said: Any, what: str, **types: type) -> None:
    """An object with exactly these members."""
    sound = type(said) is dict and said.keys() == types.keys()
    require(sound and all(type(said[n]) is t for n, t in types.items()), f"{what} is malformed")


def hashes(said: list[Any], what: str) -> list[bytes]:
    require(all(type(one) is str and re.fullmatch("[0-9a-f]{64}", one) for one in said), what)
    return [bytes.fromhex(one) for one in said]


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def members(path: Path) -> dict[str, bytes]:
    """What is in the zip: what its manifest names, as it names it, and nothing else."""
    try:
        with zipfile.ZipFile(path) as bundle:
            names = bundle.namelist()
            found = {name: bundle.read(name) for name in names}
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as wrong:
        raise Fault(f"the bundle cannot be read: {wrong}") from None
    require(sorted(names) == sorted(MEMBERS | {"manifest.json"}), "a file is missing, or too many")
    manifest = read(found["manifest.json"], "manifest.json")
    shaped(
        manifest, "manifest.json", chain=str, code=str, events=int, files=dict, format=str,
        head=str, sealed=int,
    )  # fmt: skip
    require(manifest["format"] == "bangvang-history-1", "the bundle has an unknown format")
    require(manifest["files"].keys() == MEMBERS, "the manifest does not name every file")
    for name in sorted(MEMBERS):
        digest = sha256(found[name]).hex()
        require(
            manifest["files"][name] == digest, f"{name} is not the file that the manifest names"
        )
    return found


def chain(lines: list[bytes], manifest: dict[str, Any]) -> tuple[list[Any], list[bytes]]:
    """What each event says, and its hash: SHA-256 of the hash before it and its own bytes."""
    events, entries, before = [], [], bytes(32)
    for seq, line in enumerate(lines, start=1):
        event = read(line, f"event {seq}")
        actor = type(event.get("actor")) if type(event) is dict else str
        require(actor in {str, type(None)}, f"event {seq} is malformed")
        shaped(
            event, f"event {seq}", actor=actor, at=str, chain=str, facts=dict, kind=str, seq=int,
            texts=dict, v=int,
        )  # fmt: skip
        require(event["v"] == 1 and event["seq"] == seq, f"event {seq} has another number")
        require(event["chain"] == manifest["chain"], f"event {seq} is of another dossier")
        before = sha256(before, line)
        events.append(event)
        entries.append(before)
    require(events and manifest["events"] == len(events), "events are missing, or too many")
    require(manifest["head"] == before.hex(), "the chain does not end with the head that it names")
    code = events[0]["facts"].get("code")
    require(code == manifest["code"], "the dossier's code is not the one in its first event")
    return events, entries


def texts(events: list[Any], kept: Any) -> tuple[int, int]:
    """Each text is the one that its event committed to, or an event says that it was erased."""
    require(type(kept) is dict, "texts.json is malformed")
    erased, right = 0, 0
    committed = {str(event["seq"]): event["texts"] for event in events if event["texts"]}
    require(kept.keys() == committed.keys(), "texts are missing, or too many")
    for seq, digests in committed.items():
        beside = kept[seq]
        require(type(beside) is dict, "texts.json is malformed")
        require(beside.keys() == digests.keys(), f"texts of event {seq} are missing, or too many")
        for name, digest in digests.items():
            text = beside[name]
            if type(text) is dict and text.keys() == {"erased"}:
                says = f"no event says that {name} of event {seq} was erased"
                require(erases(events, text["erased"], int(seq), name), says)
                erased += 1
                continue
            shaped(text, f"{name} of event {seq}", salt=str, text=str)
            require(re.fullmatch("[0-9a-f]{32}", text["salt"]), f"salt of event {seq} is malformed")
            own = hmac.new(bytes.fromhex(text["salt"]), text["text"].encode(), hashlib.sha256)
            require(
                own.hexdigest() == digest, f"{name} of event {seq} is not what was committed to"
            )
            right += 1
    return right, erased


def erases(events: list[Any], by: Any, seq: int, name: str) -> bool:
    if type(by) is not int or not 1 <= by <= len(events):
        return False
    event = events[by - 1]
    listed = event["facts"].get("texts")
    if event["kind"] != "texts.erased" or type(listed) is not list:
        return False
    return any(same(one, {"name": name, "seq": seq}) for one in listed)


def files(events: list[Any], kept: Any, listed: Any) -> None:
    """The list of files is what the events say."""
    expected = []
    for event in events:
        if event["kind"] == "attachment.added":
            facts, name = (
                event["facts"],
                kept.get(str(event["seq"]), {}).get("name", {}).get("text"),
            )
            one = {"name": name, "seq": event["seq"]}
            expected.append({**one, "sha256": facts.get("sha256"), "size": facts.get("size")})
    require(same(listed, expected), "files.json is not what the events say")


class Checkpoint:
    """What the log was at a size, and the ids of the known keys that signed that."""

    def __init__(self, text: str, lines: str, keys: dict[str, Ed25519PublicKey]) -> None:
        self.origin, size, root, _ = text.split("\n")
        self.size, self.root = int(size), decoded(root, "a checkpoint's root")
        self.signed_by = set()
        for line in lines.split("\n")[:-1]:
            _, name, signature = line.split(" ")
            raw = decoded(signature, "a signature")
            id_ = f"{name}+{raw[:4].hex()}"
            if id_ in keys:
                try:
                    keys[id_].verify(raw[4:], text.encode())
                except InvalidSignature:
                    raise Fault(f"a signature over {self.size} events is not by {id_}") from None
                self.signed_by.add(id_)
        require(self.signed_by, f"no known key signed the checkpoint of {self.size} events")


def decoded(text: str, what: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    require(raw and base64.b64encode(raw).decode() == text, f"{what} is malformed")
    return raw


def checkpoints(raw: bytes, keys: dict[str, Ed25519PublicKey]) -> list[Checkpoint]:
    """Signed notes, one after the other, each followed by an empty line; nothing else."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = "?"
    found = list(NOTE.finditer(text))
    sound = "".join(match.group(0) for match in found) == text
    require(sound, "checkpoints.txt is malformed")
    return [Checkpoint(match.group(1), match.group(2), keys) for match in found]


def kept_notes(path: Path, keys: dict[str, Ed25519PublicKey]) -> list[Checkpoint]:
    """The checkpoints in a file of yours: a mail may have words around them."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n") + "\n\n"
    found = [Checkpoint(match.group(1), match.group(2), keys) for match in NOTE.finditer(text)]
    require(found, "there is no checkpoint in the file that you gave")
    return found


def known_keys(raw: bytes) -> dict[str, Ed25519PublicKey]:
    """`name+id+base64(0x01 and the key)`, one a line; by `name+id`."""
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        lines = ["?"]
    require(lines.pop() == "", "keys.txt is malformed")
    found = {}
    for line in lines:
        parts = line.split("+", 2)
        require(len(parts) == 3 and parts[0], "a key is malformed")
        key = decoded(parts[2], "a key")
        require(len(key) == 33 and key[:1] == b"\x01", "a key is malformed")
        id_ = sha256(parts[0].encode(), b"\n", key)[:4].hex()
        require(parts[1] == id_, "a key has another's number")
        found[f"{parts[0]}+{id_}"] = Ed25519PublicKey.from_public_bytes(key[1:])
    return found


def root_by_inclusion(leaf: bytes, position: int, size: int, proof: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2: the root of a tree of `size` leaves that has this one at `position`."""
    require(0 <= position < size, "a leaf is not in the log")
    number, last, root = position, size - 1, leaf
    for one in proof:
        require(last > 0, "a proof is too long")
        if number & 1 or number == last:
            root = sha256(b"\x01", one, root)
            while not number & 1:
                number, last = number >> 1, last >> 1
        else:
            root = sha256(b"\x01", root, one)
        number, last = number >> 1, last >> 1
    require(last == 0, "a proof is too short")
    return root


def is_consistent(old: Checkpoint, new: Checkpoint, proof: list[bytes]) -> bool:
    """RFC 9162, 2.1.4.2: whether the new tree begins with the old one."""
    if old.size == new.size:
        return not proof and old.root == new.root
    if not 0 < old.size < new.size:
        return False
    steps = list(proof)
    if old.size & (old.size - 1) == 0:
        steps.insert(0, old.root)
    number, last = old.size - 1, new.size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    if not steps:
        return False
    before = after = steps[0]
    for one in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            before, after = sha256(b"\x01", one, before), sha256(b"\x01", one, after)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            after = sha256(b"\x01", after, one)
        number, last = number >> 1, last >> 1
    return last == 0 and (before, after) == (old.root, new.root)


def proven(entries: list[bytes], stated: list[Checkpoint], proofs: Any, sealed: int) -> list[int]:
    """Each sealed event is in the log of the newest checkpoint, which continues the older ones.

    The positions of the events in the log.
    """
    shaped(proofs, "proofs.json", consistency=list, inclusion=list)
    inclusion, consistency = proofs["inclusion"], proofs["consistency"]
    require(0 <= sealed <= len(entries), "the manifest counts other events than there are")
    require(len(inclusion) == sealed, "proofs are missing, or too many")
    require(len(consistency) == max(0, len(stated) - 1), "proofs are missing, or too many")
    require(stated or not sealed, "there is no checkpoint")
    positions: list[int] = []
    for entry, one in zip(entries, inclusion):
        shaped(one, "a proof", position=int, proof=list, seq=int)
        seq = len(positions) + 1
        require(one["seq"] == seq, "the proofs are in another order")
        require(not positions or one["position"] > positions[-1], "events stand in another order")
        proof = hashes(one["proof"], "a proof is malformed")
        newest = stated[-1]
        root = root_by_inclusion(sha256(b"\x00", entry), one["position"], newest.size, proof)
        require(root == newest.root, f"event {seq} is not in the log that was signed")
        positions.append(one["position"])
    for old, one in zip(stated, consistency):
        shaped(one, "a proof", new=int, old=int, proof=list)
        require((one["old"], one["new"]) == (old.size, stated[-1].size), "a proof is of others")
        require(old.origin == stated[-1].origin, "the checkpoints are of different logs")
        holds = is_consistent(old, stated[-1], hashes(one["proof"], "a proof is malformed"))
        require(holds, f"the log was rewritten after its checkpoint of {old.size} events")
    return positions


def check(path: Path, key: str, checkpoint: Path | None, head: str) -> list[str]:
    """What was found to hold; raises the first fault."""
    found = members(path)
    manifest = read(found["manifest.json"], "manifest.json")
    lines = found["events.ndjson"].split(b"\n")
    require(lines.pop() == b"", "events.ndjson does not end with a line")
    events, entries = chain(lines, manifest)
    kept = read(found["texts.json"], "texts.json")
    right, erased = texts(events, kept)
    files(events, kept, read(found["files.json"], "files.json"))
    own = known_keys(found["keys.txt"])
    stated = checkpoints(found["checkpoints.txt"], own)
    proofs = read(found["proofs.json"], "proofs.json")
    positions = proven(entries, stated, proofs, manifest["sealed"])
    report = [
        f"{manifest['code']}: {len(events)} events in an unbroken chain, {right} texts as they "
        f"were committed to, {erased} erased.",
        f"{len(positions)} events are in the log. Checkpoints that state it: {len(stated)}.",
    ]
    if len(positions) < len(events):
        report.append(f"Events from {len(positions) + 1} on are chained, and not in the log yet.")
    trusted = known_keys(f"{key}\n".encode()) if key else own
    if key:
        covered = max([one.size for one in stated if one.signed_by & trusted.keys()], default=0)
        late = [seq for seq, at in enumerate(positions, start=1) if at >= covered]
        require(covered, "no checkpoint is signed by the key that you trust")
        require(not late, f"events from {late[:1]} on are not covered by the key that you trust")
        report.append("The key that you trust has signed for all of that.")
    else:
        report.append("The bundle's own keys were trusted: compare keys.txt with what you know.")
    if checkpoint:
        for one in kept_notes(checkpoint, trusted):
            same_size = [other for other in stated if other.size == one.size]
            require(same_size, f"nothing here proves {one.size}: ask for a bundle made since it")
            require(
                (same_size[0].root, same_size[0].origin) == (one.root, one.origin),
                f"your checkpoint of {one.size} events contradicts the bundle",
            )
        report.append("The log continues the checkpoint that you kept.")
    if head:
        places = [n for n, one in enumerate(entries, 1) if one.hex().startswith(head.lower())]
        require(len(head) >= 12 and places, "the head that you gave is none of this history")
        report.append(f"The head that you gave is event {places[0]} of {len(events)}.")
    return report


def main() -> int:
    asked = argparse.ArgumentParser(description="Checks a dossier's history.")
    asked.add_argument("bundle", type=Path)
    asked.add_argument("--key", default="", help="the key that you trust: name+id+base64")
    asked.add_argument("--checkpoint", type=Path, help="a checkpoint that you kept, as mailed")
    asked.add_argument("--head", default="", help="what a paper prints: 12 hex characters or more")
    given = asked.parse_args()
    try:
        report = check(given.bundle, given.key, given.checkpoint, given.head)
    except Fault as fault:
        sys.stdout.write(f"DOES NOT HOLD: {fault}.\n")
        return 1
    sys.stdout.write("\n".join([*report, "Everything holds.", ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
