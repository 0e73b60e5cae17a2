"""What of a dossier's history may be told to whom.

Who votes is told to nobody outside the body that votes; how they voted, once the gate is settled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from approvals.queries.events import Entry
from approvals.queries.visibility import Viewer
from models.enums import EventKind, GateMethod, GateState
from models.gates import Gate

# Told to whoever is told the names; others learn from the gate what came of it.
_ABOUT_PEOPLE = frozenset(
    {
        EventKind.ASSIGNMENT_ACTIVATED,
        EventKind.ASSIGNMENT_DECIDED,
        EventKind.ASSIGNMENT_REASSIGNED,
    }
)
_NAMING = ("asked", "assignments")  # facts with ids of people and of their duties


def disclosed(
    timeline: Sequence[Entry], viewer: Viewer, gates: Mapping[str, tuple[Gate, bool]]
) -> list[Entry]:
    """The entries somebody may read. `gates`: each gate by its key, and whether it is named."""
    return [
        _without_votes(entry, gates) if _named(entry, gates) else _without_names(entry)
        for entry in timeline
        if entry.kind not in _ABOUT_PEOPLE
        or _named(entry, gates)
        or entry.actor_id == viewer.person.id
    ]


def _named(entry: Entry, gates: Mapping[str, tuple[Gate, bool]]) -> bool:
    _, named = gates.get(str(entry.facts.get("gate")), (None, True))
    return named


def _without_names(entry: Entry) -> Entry:
    facts = {name: fact for name, fact in entry.facts.items() if name not in _NAMING}
    return replace(entry, facts=facts)


def _without_votes(entry: Entry, gates: Mapping[str, tuple[Gate, bool]]) -> Entry:
    """Nobody learns how a ballot stands before it is over."""
    if entry.kind is not EventKind.ASSIGNMENT_DECIDED:
        return entry
    gate, _ = gates[str(entry.facts["gate"])]
    if gate.method is not GateMethod.BALLOT or gate.state is not GateState.OPEN:
        return entry
    return replace(entry, facts={**entry.facts, "choice": None}, texts={})
