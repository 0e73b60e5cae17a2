"""A running dossier goes by another edition of its rules, because somebody says so."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.clock import clock_facts
from approvals.commands.opening import escalation, next_reminder
from approvals.commands.settling import finish
from approvals.domain.dry_run import moved_due_day
from approvals.domain.other_rules import ballot_differs
from approvals.domain.refusals.editing import EditReasonMissing, VotesWouldCountDifferently
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.rule_set import StageRule
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, gates, rules
from approvals.rules.calendar import vietnamese_calendar
from core.clock import end_of, local_date
from models.enums import AssignmentState, EventKind
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToEdition:
    """`edition` is one of the dossier's own rule set."""

    dossier_id: UUID
    edition: int
    reason: str
    moved_by_id: UUID


def move_to_edition(session: Session, command: MoveToEdition, *, now: datetime) -> bool:
    """False where it goes by that edition already; nothing changes then.

    The open gate gets the due day that the rules now give, with the days a hold gave; those who
    are asked stay. Whoever calls has checked that the mover may. Raises `DossierNotFound`,
    `ActionNotAllowed` once it has ended, `EditionNotFound`, `EditReasonMissing`,
    `VotesWouldCountDifferently`.
    """
    dossier = dossiers.for_update(session, command.dossier_id)
    if dossier is None:
        raise DossierNotFound(dossier=command.dossier_id)
    next_state(dossier.state, Action.MOVE)
    if dossier.edition == command.edition:
        return False
    if not command.reason.strip():
        raise EditReasonMissing
    old = rules.rules_of(session, dossier).award(dossier.award_code)
    new = rules.rule_set(session, dossier.rule_set_id, command.edition).award(dossier.award_code)
    gate = gates.open_gate(session, dossier.id)
    if gate is not None:
        before, after = old.rule_at(gate.stage), new.rule_at(gate.stage)
        decided = gates.in_state(session, gate.id, AssignmentState.DECIDED)
        if decided and ballot_differs(before, after):
            raise VotesWouldCountDifferently(dossier=dossier.code)
        _set_clock(gate, before, after, now=now)
    former, dossier.edition = dossier.edition, command.edition
    facts = {
        "rule_set": dossier.rule_set_id,
        "from": former,
        "to": dossier.edition,
        "gate": gate.key if gate else None,
        "clock": clock_facts(gate) if gate else None,
    }
    record(
        session,
        dossier,
        EventKind.DOSSIER_MOVED_TO_EDITION,
        actor_id=command.moved_by_id,
        now=now,
        facts=facts,
        texts={"reason": command.reason.strip()},
    )
    finish(session, dossier, now=now)
    return True


def _set_clock(gate: Gate, before: StageRule, after: StageRule, *, now: datetime) -> None:
    """While a hold stops the clock, the day that it goes on from is what moves."""
    calendar = vietnamese_calendar()
    due = moved_due_day(
        before,
        after,
        opened=local_date(gate.opened_at),
        due=gate.stopped_due_on or gate.due_on,
        calendar=calendar,
    )
    if gate.stopped_at is not None and due is not None:
        gate.stopped_due_on = due
        return
    gate.stopped_at = gate.stopped_due_on = None
    _run_until(gate, due, after, now=now)


def _run_until(gate: Gate, due: date | None, rule: StageRule, *, now: datetime) -> None:
    calendar = vietnamese_calendar()
    gate.due_on, gate.due_at = due, end_of(due) if due else None
    gate.calendar = calendar.version if due else gate.calendar
    gate.remind_at = next_reminder(gate, rule, now=now)
    gate.escalate_at = escalation(due, rule, calendar) if due else None
