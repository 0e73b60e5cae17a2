"""What each kind of event makes of holds, of taking the award back, and of the roll of honour."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from approvals.history.draft import Draft
from approvals.history.told import Told, day_of, known_id, moment_of
from models.conduct import HoldCause, HoldOutcome, RevocationGround, RevocationState
from models.enums import DossierState


def hold_placed(draft: Draft, event: Told) -> None:
    facts = event.facts
    hold = SimpleNamespace(
        id=known_id(facts["hold"]),
        gate=facts["gate"],
        cause=HoldCause(facts["cause"]),
        document=facts["document"],
        clock_stops=facts["clock_stops"],
        placed_by_id=event.actor_id,
        placed_at=event.at,
        reason=event.text("reason"),
        released_at=None,
    )
    draft.holds[hold.id] = hold
    draft.held_since = draft.held_since or event.at
    set_clock(draft, facts)


def hold_released(draft: Draft, event: Told) -> None:
    facts = event.facts
    hold = draft.holds[known_id(facts["hold"])]
    hold.released_by_id, hold.released_at = event.actor_id, event.at
    hold.outcome, hold.said = HoldOutcome(facts["outcome"]), event.text("reason")
    if all(one.released_at for one in draft.holds.values()):
        draft.held_since = None
    set_clock(draft, facts)


def moved_to_edition(draft: Draft, event: Told) -> None:
    """It goes by another edition of its rules; where a gate is open, with another clock."""
    draft.edition = event.facts["to"]
    if event.facts["gate"]:
        set_clock(draft, event.facts)
    draft.contents_changed()


def set_clock(draft: Draft, facts: Mapping[str, Any]) -> None:
    gate, clock = draft.gate(facts["gate"]), facts["clock"]
    gate.due_on, gate.calendar = day_of(clock["due_on"]), clock["calendar"]
    gate.remind_at = moment_of(clock["remind_at"])
    gate.escalate_at = moment_of(clock["escalate_at"])
    gate.stopped_at = moment_of(clock["stopped_at"])
    gate.stopped_due_on = day_of(clock["stopped_due_on"])


def revocation_proposed(draft: Draft, event: Told) -> None:
    facts = event.facts
    proposal = SimpleNamespace(
        id=known_id(facts["revocation"]),
        body_id=known_id(facts["body"]),
        ground=RevocationGround(facts["ground"]),
        conclusion_number=facts["conclusion_number"],
        concluded_on=date.fromisoformat(facts["concluded_on"]),
        propose_by=day_of(facts["propose_by"]),
        state=RevocationState.PROPOSED,
        proposed_by_id=event.actor_id,
        proposed_at=event.at,
        due_on=day_of(facts["due_on"]),
        reason=event.text("reason"),
    )
    draft.revocations[proposal.id] = proposal


def revoked(draft: Draft, event: Told) -> None:
    """The dossier's own state, and the proposal's."""
    draft.state, draft.reason = DossierState.REVOKED, event.text("reason")
    _decided(draft, event, RevocationState.REVOKED).decision_number = event.facts["revoked_by"]


def revocation_refused(draft: Draft, event: Told) -> None:
    _decided(draft, event, RevocationState.REFUSED)


def honour_hidden(draft: Draft, event: Told) -> None:
    draft.hidden_at = event.at


def honour_shown(draft: Draft, event: Told) -> None:  # noqa: ARG001 -- as every fold takes it
    draft.hidden_at = None


def recovery_noted(draft: Draft, event: Told) -> None:
    proposal = draft.revocations[known_id(event.facts["revocation"])]
    proposal.recovered_on = date.fromisoformat(event.facts["recovered_on"])


def _decided(draft: Draft, event: Told, state: RevocationState) -> SimpleNamespace:
    proposal = draft.revocations[known_id(event.facts["revocation"])]
    proposal.state, proposal.decided_at = state, event.at
    proposal.decided_by_id, proposal.said = event.actor_id, event.text("reason")
    return proposal
