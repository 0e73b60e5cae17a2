"""What became of a dossier, or does not: to its nominators, and to those who watch over it."""

from uuid import UUID

from sqlmodel import Session

from approvals.queries import bodies, gates, mail, settled_here
from core.clock import local_date
from models.enums import AssignmentState, DossierState, EventKind, GateMethod, GateState
from models.gates import Gate
from notifications.catalogue import (
    Escalated,
    Outcome,
    Returned,
    StandsStill,
    StillReturned,
    TakenBack,
)
from notifications.contents import (
    DossierOutcome,
    OverdueGate,
    ReturnedDossier,
    StandingGate,
    VoidMail,
)
from notifications.facts import award_of, reason_of, shown_dossier, shown_gate
from notifications.making import Making, NoLongerNeeded, contact_of, dossier_url, working_days


def void_mail(notice: TakenBack, making: Making) -> VoidMail:
    void, _ = mail.with_reader(making.session, notice.message_id)
    if void.dossier_id is None:
        raise NoLongerNeeded("the mail was about no dossier")
    told, _ = mail.with_reader(making.session, void.digest_id or void.id)
    sent_at = told.accepted_at or told.created_at
    dossier = mail.dossier(making.session, void.dossier_id)
    gate = mail.last_gate(making.session, dossier)
    return VoidMail(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        asked_to_decide=void.assignment_id is not None,
        sent_on=local_date(sent_at),
        sent_at=sent_at,
        dossier_url=dossier_url(making, dossier),
    )


def overdue_gate(notice: Escalated, making: Making) -> OverdueGate:
    gate = gates.gate(making.session, notice.gate_id)
    if gate is None or gate.state is not GateState.OPEN or gate.due_on is None:
        raise NoLongerNeeded("the gate is closed")
    dossier = mail.dossier(making.session, gate.dossier_id)
    return OverdueGate(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        due_on=gate.due_on,
        days_over=working_days(gate.due_on, making.today),
        unanswered=_unanswered(making.session, gate),
        dossier_url=dossier_url(making, dossier),
    )


def standing_gate(notice: StandsStill, making: Making) -> StandingGate:
    gate = gates.gate(making.session, notice.gate_id)
    asked_by = bodies.person(making.session, notice.asked_by_id)
    if gate is None or gate.state is not GateState.OPEN or asked_by is None:
        raise NoLongerNeeded("the gate is closed")
    dossier = mail.dossier(making.session, gate.dossier_id)
    since = local_date(gate.opened_at)
    return StandingGate(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        asked_by=asked_by.name,
        since=since,
        days=(making.today - since).days,
        due_on=gate.due_on,
        unanswered=_unanswered(making.session, gate),
        dossier_url=dossier_url(making, dossier),
    )


def returned_dossier(notice: Returned, making: Making) -> ReturnedDossier:
    return _returned(notice.gate_id, making)


def still_returned_dossier(notice: StillReturned, making: Making) -> ReturnedDossier:
    return _returned(notice.gate_id, making)


def _returned(gate_id: UUID, making: Making) -> ReturnedDossier:
    gate = gates.gate(making.session, gate_id)
    dossier = mail.dossier(making.session, gate.dossier_id) if gate else None
    if gate is None or dossier is None or dossier.state is not DossierState.RETURNED:
        raise NoLongerNeeded("the dossier is no longer returned")
    return ReturnedDossier(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        returned_on=local_date(gate.closed_at or making.now),
        reason=reason_of(making.session, dossier, EventKind.DOSSIER_RETURNED),
        dossier_url=dossier_url(making, dossier),
    )


def dossier_outcome(notice: Outcome, making: Making) -> DossierOutcome:
    dossier = mail.dossier(making.session, notice.dossier_id)
    gate = mail.last_gate(making.session, dossier)
    rule = award_of(making.session, dossier).rule_at(gate.stage)
    awarded = dossier.state is DossierState.AWARDED
    instead = settled_here.successor(making.session, dossier.id)
    voted_down = not awarded and not instead and gate.method is GateMethod.BALLOT
    ended = EventKind.DOSSIER_SETTLED_HERE if instead else EventKind.DOSSIER_DECLINED
    return DossierOutcome(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        awarded=awarded,
        settled_as=shown_dossier(making.session, instead, making.message.language).award
        if instead
        else "",
        decided_on=local_date(dossier.closed_at or making.now),
        decision_number=dossier.decision_number or "",
        # A council answers as a whole: what one member wrote is not its reason.
        reason=() if awarded or voted_down else reason_of(making.session, dossier, ended),
        needed_percent=rule.ballot.pass_percent.value if voted_down and rule.ballot else None,
        dossier_url=dossier_url(making, dossier),
    )


def _unanswered(session: Session, gate: Gate) -> tuple[str, ...]:
    waiting = (AssignmentState.ACTIVE, AssignmentState.WAITING)
    return tuple(
        person.name
        for assignment, person in gates.assignments_of(session, gate.id)
        if assignment.state in waiting
    )
