"""The members of the zip in which a dossier's history is handed over, with all that proves it.

`verify_bundle.py` in this folder goes along; what it checks, this writes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from importlib.resources import files as resources
from typing import Any

import orjson
from sqlmodel import Session

from approvals.domain.refusals.sealing import LogDiffers, LogOlder
from approvals.history.checking_texts import erased_by
from approvals.history.merkle import Subtrees, consistency_proof, inclusion_proof, root_of
from approvals.history.note import PublicKey, Statement, opened
from approvals.history.sealing import stored_subtrees
from approvals.queries import bundle, log
from models.dossiers import Dossier
from models.enums import EventKind
from models.history import EventText

FORMAT = "bangvang-history-1"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip knows: the same content, the same bytes
_FOLDER = resources("approvals.history")


def members(session: Session, dossier: Dossier, since: Sequence[str]) -> dict[str, bytes]:
    """All but the PDF and the manifest. `since`: checkpoints that somebody kept.

    Events that no signed checkpoint covers yet are chained only: seal the log before. Raises
    `LogOlder`, `LogDiffers` where the log does not continue what was kept, `NoteNotTrusted`
    where no key of ours signed it.
    """
    lines = bundle.lines(session, dossier.id)
    said = [json.loads(line.body) for line in lines]
    texts = _texts(said, bundle.texts(session, dossier.id))
    keys = [PublicKey(key.name, key.public_key) for key in log.keys(session)]
    notes, proofs = _proofs(session, dossier, [opened(note, keys) for note in since], since)
    return {
        "README.txt": _FOLDER.joinpath("bundle_readme.txt").read_bytes(),
        "checkpoints.txt": "".join(f"{note}\n" for note in notes).encode(),
        "events.ndjson": b"".join(line.body + b"\n" for line in lines),
        "files.json": _canonical(_files(said, texts)),
        "keys.txt": "".join(f"{key.vkey}\n" for key in keys).encode(),
        "proofs.json": _canonical(proofs),
        "texts.json": _canonical(texts),
        "verify.py": _FOLDER.joinpath("verify_bundle.py").read_bytes(),
    }


def manifest(dossier: Dossier, found: Mapping[str, bytes]) -> bytes:
    """What the zip holds, each file by its SHA-256, and how the history ends."""
    return _canonical(
        {
            "chain": str(dossier.id),
            "code": dossier.code,
            "events": dossier.last_seq,
            "files": {name: hashlib.sha256(raw).hexdigest() for name, raw in found.items()},
            "format": FORMAT,
            "head": dossier.last_hash.hex(),
            "sealed": len(orjson.loads(found["proofs.json"])["inclusion"]),
        }
    )


def zipped(found: Mapping[str, bytes]) -> bytes:
    """The same members give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as into:
        for name in sorted(found):
            about = zipfile.ZipInfo(name, _EPOCH)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system, about.external_attr = 3, 0o644 << 16
            into.writestr(about, found[name])
    return written.getvalue()


def _proofs(
    session: Session, dossier: Dossier, kept: Sequence[Statement], since: Sequence[str]
) -> tuple[list[str], dict[str, Any]]:
    """The notes, the newest last, and what leads from each event and older note to it."""
    newest = log.newest(session, signed=True)
    if newest is None or newest.note is None:
        return [], {"consistency": [], "inclusion": []}
    size, subtrees = newest.size, stored_subtrees(session)
    places = [(seq, at) for seq, at in log.positions(session, dossier.id) if at < size]
    notes = {newest.size: newest.note}
    covers = bundle.first_covering(session, newest.log, places[-1][1] + 1) if places else None
    if covers is not None and covers.note is not None:
        notes[covers.size] = covers.note
    for statement, note in zip(kept, since, strict=True):
        _ensure_continues(statement, size, subtrees)
        notes.setdefault(statement.size, note)
    older = sorted(notes.keys() - {0, size})
    return [notes[one] for one in (*older, size)], {
        "consistency": [
            {"new": size, "old": one, "proof": _hex(consistency_proof(one, size, subtrees))}
            for one in older
        ],
        "inclusion": [
            {"position": at, "proof": _hex(inclusion_proof(at, size, subtrees)), "seq": seq}
            for seq, at in places
        ],
    }


def _ensure_continues(kept: Statement, size: int, subtrees: Subtrees) -> None:
    if kept.size > size:
        raise LogOlder(published=kept.size, size=size)
    if root_of(kept.size, subtrees) != kept.root:
        raise LogDiffers(published=kept.size)


def _texts(said: Sequence[Any], kept: Sequence[EventText]) -> dict[str, dict[str, Any]]:
    """Each text that was committed to, with its salt; or the event that says it was erased."""
    beside = {(text.seq, text.name): {"salt": text.salt.hex(), "text": text.text} for text in kept}
    erased = {
        place: event["seq"]
        for event in said
        if event["kind"] == EventKind.TEXTS_ERASED
        for place in erased_by(event)
    }
    return {
        str(event["seq"]): {
            name: beside.get(place) or {"erased": erased.get(place)}
            for name in event["texts"]
            for place in [(event["seq"], name)]
        }
        for event in said
        if event["texts"]
    }


def _files(said: Sequence[Any], texts: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Evidence files as the events have them; a name that was erased is null."""
    return [
        {
            "name": texts.get(str(event["seq"]), {}).get("name", {}).get("text"),
            "seq": event["seq"],
            "sha256": event["facts"]["sha256"],
            "size": event["facts"]["size"],
        }
        for event in said
        if event["kind"] == EventKind.ATTACHMENT_ADDED
    ]


def _hex(hashes: Sequence[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


def _canonical(said: Any) -> bytes:  # noqa: ANN401 -- any JSON
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
