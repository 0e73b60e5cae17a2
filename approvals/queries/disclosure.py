"""What of a dossier's history may be told to whom.

Who votes is told to nobody outside the body that votes; how they voted, once the gate is settled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from approvals.queries.events import Entry
from approvals.queries.visibility import Viewer
from models.enums import Choice, EventKind, GateMethod, GateState, Office, Role
from models.gates import Gate

# How a body organises its part is its own business; others learn what came of it.
_INTERNAL = frozenset(
    {
        EventKind.ASSIGNMENT_ACTIVATED,
        EventKind.ASSIGNMENT_REASSIGNED,
        EventKind.ASSIGNMENT_RECUSED,
        EventKind.ASSIGNMENT_UNDONE,
        EventKind.OPINION_ENTERED,
        EventKind.OPINION_STRUCK,
        EventKind.ENVELOPES_OPENED,
        EventKind.AGENCY_OPINION_REMINDED,
        EventKind.MESSAGE_ACCEPTED,
        EventKind.MESSAGE_DELIVERED,
        EventKind.MESSAGE_FAILED,
        EventKind.ADDRESS_CORRECTED,
        EventKind.RUN_REPAIRED,
        EventKind.COMMENT_RECEIVED,
        EventKind.COMMENT_JUDGED,
    }
)
# Of mail that is about no task, and of the engine, the board's offices know everything.
_HOUSEKEEPING = frozenset(
    {
        EventKind.MESSAGES_QUEUED,
        EventKind.MESSAGE_ACCEPTED,
        EventKind.MESSAGE_DELIVERED,
        EventKind.MESSAGE_FAILED,
        EventKind.RUN_REPAIRED,
    }
)
_TOLD_TO_ALL = frozenset({"gate_opened", "returned", "outcome"})  # that such mail went, not to whom
_VOTES = (EventKind.ASSIGNMENT_DECIDED, EventKind.OPINION_ENTERED)
# The nominee's own, which nobody judges by, and who commented: for auditors.
_OWN = frozenset({"email", "woman", "commenter", "contact"})
# Ids of people, of their duties, and of mail to them.
_NAMING = ("asked", "assignments", "assignment", "for", "messages")
# That a dossier stands still is told to all; why, to the desk where it lies, and to the board.
_HOLDS = (EventKind.HOLD_PLACED, EventKind.HOLD_RELEASED)
# Comments are for the desk that posted the list, and for the board; who wrote them, for auditors.
_COMMENTS = (EventKind.COMMENT_RECEIVED, EventKind.COMMENT_JUDGED)
# That another body is asked, and whether it agrees, is told to all; what it wrote, likewise not.
_CONSULTED = (EventKind.AGENCY_OPINION_ASKED, EventKind.AGENCY_OPINION_ANSWERED)
# That somebody is off the roll of honour is told to all; why, to the board's offices.
_HONOURS = (EventKind.HONOUR_HIDDEN, EventKind.HONOUR_SHOWN)
_WHY = ("cause", "document", "outcome")


def disclosed(
    timeline: Sequence[Entry], viewer: Viewer, gates: Mapping[str, tuple[Gate, bool]]
) -> list[Entry]:
    """The entries somebody may read. `gates`: each gate by its key, and whether it is named."""
    told = []
    for entry in timeline if viewer.holds(Office.AUDITOR) else map(_without_own, timeline):
        gate, named = gates.get(str(entry.facts.get("gate")), (None, _is_open(entry, viewer)))
        if named or entry.actor_id == viewer.person.id:
            told.append(_without_open_votes(entry, gate, viewer))
        elif _official(entry):
            told.append(_without_names(entry))
    return told


def may_know_comments(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may read what the public wrote on a list that this body posted."""
    return viewer.national or body_id in viewer.runs


def _is_open(entry: Entry, viewer: Viewer) -> bool:
    """Whether somebody may read all of what is about no gate."""
    if entry.kind in _COMMENTS:
        return may_know_comments(viewer, UUID(str(entry.facts["body"])))
    if entry.kind in _HONOURS:
        return viewer.national
    if entry.kind not in _HOUSEKEEPING or viewer.national:
        return True
    return entry.facts.get("person") == str(viewer.person.id)  # their own mail


def _official(entry: Entry) -> bool:
    """Whether this is a body's word, and not that of somebody in it."""
    if entry.kind is EventKind.MESSAGES_QUEUED:
        return entry.facts["notice"] in _TOLD_TO_ALL
    if entry.kind is not EventKind.ASSIGNMENT_DECIDED:
        return entry.kind not in _INTERNAL
    signed = entry.facts.get("role") == Role.SIGNATORY
    return signed or _returned(entry)


def _returned(entry: Entry) -> bool:
    """A council's chair returns in its name; an appraiser only recommends it."""
    is_return = entry.facts.get("choice") == Choice.RETURN
    return is_return and entry.facts.get("role") != Role.APPRAISER


def _without_own(entry: Entry) -> Entry:
    if not entry.texts.keys() & _OWN:
        return entry
    texts = {name: text for name, text in entry.texts.items() if name not in _OWN}
    return replace(entry, texts=texts)


def _without_names(entry: Entry) -> Entry:
    facts = {name: fact for name, fact in entry.facts.items() if name not in _NAMING}
    if entry.kind in _HOLDS:
        facts = {name: fact for name, fact in facts.items() if name not in _WHY}
        return replace(entry, actor_id=None, actor_name=None, facts=facts, texts={})
    if entry.kind in (*_CONSULTED, *_HONOURS):
        return replace(entry, actor_id=None, actor_name=None, facts=facts, texts={})
    if entry.kind is EventKind.ASSIGNMENT_DECIDED:
        return replace(entry, actor_id=None, actor_name=None, facts=facts)
    return replace(entry, facts=facts)


def _without_open_votes(entry: Entry, gate: Gate | None, viewer: Viewer) -> Entry:
    """Nobody but the voter learns of a vote before the ballot is over."""
    is_vote = (
        entry.kind in _VOTES
        and gate is not None
        and gate.method is GateMethod.BALLOT
        and gate.state is GateState.OPEN
    )
    if not is_vote or entry.actor_id == viewer.person.id:
        return entry
    return replace(entry, facts={**entry.facts, "choice": None}, texts={})
