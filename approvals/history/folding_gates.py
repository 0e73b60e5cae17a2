"""What each kind of event makes of a gate: who is asked, what they say, how it ends."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from approvals.history.dossier_then import DecisionThen, OpinionThen, TallyThen
from approvals.history.draft import Draft, GateDraft
from approvals.history.told import Told, day_of, id_of, known_id, moment_of
from models.enums import (
    AssignmentState,
    Choice,
    DossierState,
    GateMethod,
    GateState,
    Role,
    Stage,
)

# As quick as words of closed lists can be looked up.
_STATES: Mapping[str, AssignmentState] = {one.value: one for one in AssignmentState}
_ROLES: Mapping[str, Role] = {one.value: one for one in Role}
_CHOICES: Mapping[str, Choice] = {one.value: one for one in Choice}
_RECUSED = "recused"  # approvals/domain/eligibility.py, as the history keeps it


def opened(draft: Draft, event: Told) -> None:
    facts = event.facts
    stage, _, round_ = facts["gate"].partition(":")
    gate = GateDraft(
        id=known_id(facts["gate_id"]),
        body_id=known_id(facts["body"]),
        stage=Stage(stage),
        round=int(round_),
        method=GateMethod(facts["method"]),
        members=facts["members"],
        state=GateState.OPEN,
        opened_at=event.at,
        due_on=day_of(facts["due_on"]),
        calendar=facts["calendar"],
        remind_at=moment_of(facts["remind_at"]),
        escalate_at=moment_of(facts["escalate_at"]),
        escalated_at=None,
        closed_at=None,
        stopped_at=None,
        stopped_due_on=None,
        opinion_due_on=None,
        tally=None,
    )
    draft.open(gate)
    draft.stage = gate.stage
    for asked in facts["asked"]:
        _ask(gate, asked, event)


def settled(draft: Draft, event: Told) -> None:
    gate, facts = draft.gate(event.facts["gate"]), event.facts
    if "yes" in facts:
        gate.tally = TallyThen(
            members=facts["members"], excluded=facts["excluded"], yes=facts["yes"], no=facts["no"]
        )
        named_yes, named_no = gate.named_votes(Choice.PASS), gate.named_votes(Choice.REJECT)
        gate.counted = facts["yes"] - named_yes, facts["no"] - named_no
    gate.close(GateState(facts["state"]), event.at)


def escalated(draft: Draft, event: Told) -> None:
    draft.gate(event.facts["gate"]).escalated_at = event.at


def reminded(draft: Draft, event: Told) -> None:
    draft.gate(event.facts["gate"]).remind_at = moment_of(event.facts["remind_at"])


def activated(draft: Draft, event: Told) -> None:
    """Somebody's turn comes, or somebody is asked where nobody was."""
    gate, facts = draft.gate(event.facts["gate"]), event.facts
    if "person" in facts:
        gate.members = facts["members"]
        _ask(gate, facts, event)
    else:
        duty = gate.duty(facts["assignment"])
        duty.state, duty.activated_at = AssignmentState.ACTIVE, event.at


def decided(draft: Draft, event: Told) -> None:
    gate, facts = draft.gate(event.facts["gate"]), event.facts
    duty, shown = gate.duty(facts["assignment"]), draft.shown()
    duty.state = AssignmentState.DECIDED
    duty.decision = DecisionThen(
        seq=event.seq,
        at=event.at,
        by_id=event.actor_id,
        for_id=id_of(facts["for"]),
        choice=_choice(facts["choice"]),
        reason=event.text("reason"),
        via=facts["via"],
        assurance=facts["assurance"],
        shown=facts["shown"],
        shown_matches=None if shown is None else shown == facts["shown"],
    )
    if facts["choice"] is None:
        gate.in_box += 1


def reassigned(draft: Draft, event: Told) -> None:
    gate = draft.gate(event.facts["gate"])
    gate.duty(event.facts["from"]["assignment"]).state = AssignmentState.REPLACED
    _ask(gate, event.facts["to"], event)


def recused(draft: Draft, event: Told) -> None:
    """Whoever acts for somebody leaves the duty to them; it stays as it was."""
    if event.facts["for"] is None:
        duty = draft.gate(event.facts["gate"]).duty(event.facts["assignment"])
        duty.state, duty.excluded_because = AssignmentState.EXCLUDED, _RECUSED


def asked_in_vain(draft: Draft, event: Told) -> None:
    duty = draft.gate(event.facts["gate"]).duty(event.facts["assignment"])
    duty.state = AssignmentState.UNDONE


def undone(draft: Draft, event: Told) -> None:
    gate, facts = draft.gate(event.facts["gate"]), event.facts
    if facts["recalled"]:
        draft.gate(facts["recalled"]).close(GateState.UNDONE, event.at)
    if gate.duty(facts["assignment"]).role is Role.APPRAISER:  # the head waits for a report again
        for head in gate.in_state(AssignmentState.ACTIVE):
            head.state, head.activated_at = AssignmentState.WAITING, None
    _ask_anew(gate, event)
    gate.remind_at = moment_of(facts["remind_at"])
    if facts["reopened"]:
        gate.state, gate.closed_at, gate.tally = GateState.OPEN, None, None
        draft.state, draft.stage, draft.reason = DossierState.UNDER_REVIEW, gate.stage, ""
        draft.closed_at, draft.decision_number = None, None


def opinion_entered(draft: Draft, event: Told) -> None:
    facts = event.facts
    duty = draft.gate(facts["gate"]).duty(facts["assignment"])
    duty.state = AssignmentState.DECIDED
    duty.opinion = OpinionThen(
        seq=event.seq,
        entered_by_id=event.actor_id,
        entered_at=event.at,
        dated_on=date.fromisoformat(facts["dated_on"]),
        choice=_choice(facts["choice"]),
        reason=event.text("reason"),
        scan_name=event.text("scan_name"),
        scan_media_type=facts["scan_type"],
        scan_sha256=facts["scan"],
    )


def opinion_struck(draft: Draft, event: Told) -> None:
    _ask_anew(draft.gate(event.facts["gate"]), event)


def envelopes_opened(draft: Draft, event: Told) -> None:
    draft.gate(event.facts["gate"]).in_box += event.facts["envelopes"]


def _ask(gate: GateDraft, asked: Mapping[str, Any], event: Told) -> None:
    duty_id, state = known_id(asked["assignment"]), _STATES[asked["state"]]
    gate.duties[duty_id] = SimpleNamespace(
        id=duty_id,
        seat_id=known_id(asked["seat"]),
        person_id=known_id(asked["person"]),
        role=_ROLES[asked["role"]],
        state=state,
        excluded_because=asked["excluded_because"],
        replaces_id=id_of(asked["replaces"]),
        activated_at=event.at if state is AssignmentState.ACTIVE else None,
        decision=None,
        opinion=None,
    )


def _ask_anew(gate: GateDraft, event: Told) -> None:
    """Each in place of a duty that is undone with what was said."""
    for asked in event.facts["asked"]:
        gate.duty(asked["replaces"]).state = AssignmentState.UNDONE
        _ask(gate, asked, event)


def _choice(word: str | None) -> Choice | None:
    return _CHOICES[word] if word else None
