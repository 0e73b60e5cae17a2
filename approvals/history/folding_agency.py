"""What each kind of event makes of the opinions that other bodies are asked for."""

from datetime import date
from types import SimpleNamespace

from approvals.history.draft import Draft
from approvals.history.folding_conduct import set_clock
from approvals.history.told import Told, known_id, moment_of
from models.conduct import AgencyAnswer


def asked(draft: Draft, event: Told) -> None:
    facts = event.facts
    gate = draft.gate(facts["gate"])
    opinion = SimpleNamespace(
        id=known_id(facts["opinion"]),
        gate=facts["gate"],
        gate_id=gate.id,
        body_id=known_id(facts["body"]),
        asked_by_id=event.actor_id,
        asked_at=event.at,
        question=event.text("reason"),
        due_on=date.fromisoformat(facts["due_on"]),
        calendar=facts["calendar"],
        remind_at=moment_of(facts["remind_at"]),
        lapses_at=moment_of(facts["lapses_at"]),
        answered_at=None,
        lapsed_at=None,
    )
    draft.opinions[opinion.id] = opinion
    set_clock(draft, facts)
    _await(draft, opinion)


def reminded(draft: Draft, event: Told) -> None:
    opinion = draft.opinions[known_id(event.facts["opinion"])]
    opinion.reminded_at = event.at
    opinion.remind_at = moment_of(event.facts["remind_at"])


def answered(draft: Draft, event: Told) -> None:
    facts = event.facts
    opinion = draft.opinions[known_id(facts["opinion"])]
    opinion.answer, opinion.document = AgencyAnswer(facts["answer"]), facts["document"]
    opinion.answered_by_id, opinion.answered_at = event.actor_id, event.at
    opinion.reason, opinion.remind_at = event.text("reason"), None
    _await(draft, opinion)


def lapsed(draft: Draft, event: Told) -> None:
    opinion = draft.opinions[known_id(event.facts["opinion"])]
    opinion.lapsed_at, opinion.remind_at = event.at, None
    _await(draft, opinion)


def _await(draft: Draft, opinion: SimpleNamespace) -> None:
    """Until when the gate where it was asked for waits."""
    draft.gates[opinion.gate_id].opinion_due_on = max(
        (
            one.due_on
            for one in draft.opinions.values()
            if one.gate_id == opinion.gate_id and one.answered_at is None and one.lapsed_at is None
        ),
        default=None,
    )
