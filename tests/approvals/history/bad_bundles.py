"""Ways to tamper with what was handed over: each gives other members of the zip."""

import hashlib
import json
import random
from collections.abc import Mapping

PROVEN = ("checkpoints.txt", "events.ndjson", "files.json", "keys.txt", "proofs.json", "texts.json")
Members = dict[str, bytes]


def with_manifest(found: Mapping[str, bytes], **others: object) -> Members:
    """As somebody would who changes a file and knows how the manifest is made."""
    manifest = json.loads(found["manifest.json"]) | others
    manifest["files"] = {
        name: hashlib.sha256(raw).hexdigest()
        for name, raw in found.items()
        if name != "manifest.json"
    }
    said = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {**found, "manifest.json": said.encode()}


def _changed_bytes(good: Members, rng: random.Random) -> tuple[str, Members]:
    """A flipped bit, lost bytes or a lost line of what is proven, with its manifest."""
    name = rng.choice(PROVEN)
    raw = good[name]
    at, way = rng.randrange(len(raw)), rng.choice(("flip", "flip", "cut", "lose a line"))
    if way == "flip":
        raw = raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]
    elif way == "cut":
        raw = raw[:at] + raw[at + rng.randrange(1, 40) :]
    else:
        lines = raw.splitlines(keepends=True)
        del lines[rng.randrange(len(lines))]
        raw = b"".join(lines)
    return f"{way} {name} at {at}", with_manifest({**good, name: raw})


def _behind_the_manifest(good: Members, rng: random.Random) -> tuple[str, Members]:
    name = rng.choice(sorted(good))
    at, raw = rng.randrange(len(good[name])), good[name]
    flipped = raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]
    return f"{name} at {at} behind the manifest", {**good, name: flipped}


def _swapped_lines(good: Members, rng: random.Random) -> tuple[str, Members]:
    events = good["events.ndjson"].splitlines(keepends=True)
    one, other = rng.sample(range(len(events)), 2)
    events[one], events[other] = events[other], events[one]
    return f"swap {one}, {other}", with_manifest({**good, "events.ndjson": b"".join(events)})


def _other_counts(good: Members, rng: random.Random) -> tuple[str, Members]:
    counted = rng.choice(("events", "sealed"))
    number = json.loads(good["manifest.json"])[counted] + rng.choice((-1, 1, 2**53))
    return f"{counted} = {number}", with_manifest(good, **{counted: number})


def _other_sizes(good: Members, rng: random.Random) -> tuple[str, Members]:
    proofs = json.loads(good["proofs.json"])
    chosen = rng.choice(proofs["inclusion"] + proofs["consistency"])
    field = rng.choice(sorted(chosen.keys() - {"proof"}))
    chosen[field] += rng.choice((-1, 1))
    said = json.dumps(proofs, sort_keys=True, separators=(",", ":")).encode()
    return f"{field} of a proof", with_manifest({**good, "proofs.json": said})


# How, and how often.
TAMPERINGS = (
    (_changed_bytes, 250),
    (_behind_the_manifest, 60),
    (_swapped_lines, 30),
    (_other_counts, 20),
    (_other_sizes, 40),
)
