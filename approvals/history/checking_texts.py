"""Whether each text is the one that its event committed to, or was erased."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from approvals.history.breaks import Break, BreakKind
from approvals.history.chain import digest_of
from approvals.history.checking_chains import Said
from approvals.queries.verification import EventRow, Portion, StoredText
from models.enums import EventKind

_Place = tuple[bytes, int, str]  # chain, number, name
_ERASED = EventKind.TEXTS_ERASED.value


def check(
    portion: Portion, said: Sequence[Said | None], names: Mapping[bytes, str]
) -> tuple[int, list[Break]]:
    """How many commitments were found right, and the breaks in the order of the events."""
    committed = _committed(portion.events, said)
    if committed is not None and len(committed) == len(portion.texts):
        there = {text[:3]: digest_of(text.salt, text.text) for text in portion.texts}
        if there == committed:
            return len(committed), []
    return _one_by_one(portion, said, names)


def _committed(
    events: Sequence[EventRow], said: Sequence[Said | None]
) -> dict[_Place, object] | None:
    """What all events commit to; None where one says nothing, or tells of what was erased."""
    committed: dict[_Place, object] = {}
    for event, says in zip(events, said, strict=True):
        if says is None or event[8] == _ERASED:
            return None
        if says["texts"]:
            for name, digest in says["texts"].items():
                committed[event[0], event[1], name] = digest
    return committed


def _one_by_one(
    portion: Portion, said: Sequence[Said | None], names: Mapping[bytes, str]
) -> tuple[int, list[Break]]:
    beside = {(text.chain, text.seq, text.name): text for text in portion.texts}
    erased = _erased(portion.events, said)
    breaks: list[Break] = []
    right = 0
    for event, says in zip(portion.events, said, strict=True):
        if says is None:
            # What it committed to cannot be read any more; that much is said elsewhere.
            _leave_out(beside, event)
        elif says["texts"]:
            for name, digest in says["texts"].items():
                place = (event[0], event[1], name)
                wrong = _wrong(beside.pop(place, None), digest, erased=place in erased)
                if wrong is None:
                    right += 1
                else:
                    kind, sentence = wrong
                    breaks.append(Break(kind, names[event[0]], event[1], f"{sentence}: {name}."))
    breaks += _unfounded(beside.values(), names)
    return right, breaks


def _wrong(
    text: StoredText | None, digest: object, *, erased: bool
) -> tuple[BreakKind, str] | None:
    if text is None:
        if erased:
            return None
        return BreakKind.TEXT_MISSING, "A text is gone and no erasure explains it"
    if digest_of(text.salt, text.text) != digest:
        return BreakKind.TEXT_DIFFERS, "This is not the text that was committed to"
    if erased:
        return BreakKind.TEXT_UNFOUNDED, "A text that was erased is there again"
    return None


def _erased(events: Sequence[EventRow], said: Sequence[Said | None]) -> frozenset[_Place]:
    """What later events of the same chains say was erased."""
    return frozenset(
        (event[0], seq, name)
        for event, says in zip(events, said, strict=True)
        if event[8] == _ERASED and says is not None
        for seq, name in erased_by(says)
    )


def erased_by(says: Said) -> Iterator[tuple[int, str]]:
    """(number, name) of what a `texts.erased` says; nothing where it was tampered with."""
    listed = says["facts"].get("texts")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("seq"), int):
            yield one["seq"], str(one.get("name"))


def _leave_out(beside: dict[_Place, StoredText], event: EventRow) -> None:
    for place in [place for place in beside if place[:2] == event[:2]]:
        del beside[place]


def _unfounded(texts: Iterable[StoredText], names: Mapping[bytes, str]) -> Iterator[Break]:
    for text in texts:
        chain = names.get(text.chain) or str(UUID(bytes=text.chain))
        says = f"No event committed to this text: {text.name}."
        yield Break(BreakKind.TEXT_UNFOUNDED, chain, text.seq, says)
