"""Another body is asked for its opinion of a dossier, where the dossier lies (hiệp y)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.clock import clock_facts, lengthen
from approvals.commands.opening import moment_of, reminder_before
from approvals.commands.reassign import may_reassign
from approvals.commands.settling import finish, rule_of
from approvals.domain import asking_bodies
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.asking_bodies import BodyNotAskable
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import agency_opinions, dossiers, gates, rules, visibility
from approvals.queries.visibility import Viewer
from approvals.rules.calendar import vietnamese_calendar
from core.clock import end_of, local_date
from models.agency_opinions import AgencyOpinion
from models.dossiers import Dossier
from models.enums import EventKind, Office
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinion:
    """`reason`: what the body is asked, beyond whether it agrees."""

    dossier_id: UUID
    body_id: UUID
    asked_by_id: UUID
    reason: str = ""


def ask_opinion(session: Session, command: AskOpinion, *, now: datetime) -> AgencyOpinion:
    """The gate does not pass until the body has answered, or its silence counts as agreement.

    A body whose answer is awaited is not asked twice: the answer is what stands. Where the rules
    give the gate more days because of it, its due day moves, once. Raises `DossierNotFound`,
    `NotAllowedHere`, `ActionNotAllowed` where it lies at no gate, `OnHold`, `BodyNotAskable`,
    `OpinionLimitUnknown`.
    """
    dossier, gate = _locked(session, command, now=now)
    ensure_not_held(dossier.held_since)
    asked = agency_opinions.of_dossier(session, dossier.id)
    for one in asked:
        if one.awaited and one.body_id == command.body_id:
            return one
    today, calendar = local_date(now), vietnamese_calendar()
    people = agency_opinions.who_answer(session, command.body_id, on=today)
    if command.body_id == gate.body_id or not people:
        raise BodyNotAskable
    principles = rules.rules_of(session, dossier).principles
    rule = rule_of(session, dossier, gate)
    due = asking_bodies.opinion_due_on(principles, today, calendar)
    opinion = AgencyOpinion(
        dossier_id=dossier.id,
        gate_id=gate.id,
        body_id=command.body_id,
        asked_by_id=command.asked_by_id,
        asked_at=now,
        due_on=due,
        calendar=calendar.version,
        remind_at=reminder_before(due, rule, now=now),
        lapses_at=end_of(due) if asking_bodies.silence_agrees(principles) else None,
    )
    session.add(opinion)
    here = [one for one in asked if one.gate_id == gate.id]
    if not here:
        lengthen(gate, rule, asking_bodies.longer_by(rule), now=now)
    gate.opinion_due_on = asking_bodies.awaited_until([*here, opinion])
    record(
        session,
        dossier,
        EventKind.AGENCY_OPINION_ASKED,
        actor_id=command.asked_by_id,
        now=now,
        facts={
            "gate": gate.key,
            "opinion": str(opinion.id),
            "body": str(opinion.body_id),
            "due_on": due.isoformat(),
            "calendar": opinion.calendar,
            "remind_at": moment_of(opinion.remind_at),
            "lapses_at": moment_of(opinion.lapses_at),
            "clock": clock_facts(gate),
        },
        texts={"reason": command.reason.strip()},
    )
    finish(session, dossier, now=now)
    return opinion


def may_ask(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may ask other bodies about dossiers that lie with a body."""
    return may_reassign(viewer, body_id) or viewer.holds_in(body_id, Office.APPRAISER)


def _locked(session: Session, command: AskOpinion, *, now: datetime) -> tuple[Dossier, Gate]:
    dossier = dossiers.for_update(session, command.dossier_id)
    viewer = visibility.viewer_of(session, command.asked_by_id, on=local_date(now))
    if dossier is None or viewer is None or not visibility.may_see(session, viewer, dossier.id):
        raise DossierNotFound(dossier=command.dossier_id)
    next_state(dossier.state, Action.PASS)
    gate = gates.open_gate(session, dossier.id)
    if gate is None or not may_ask(viewer, gate.body_id):
        raise NotAllowedHere
    return dossier, gate
