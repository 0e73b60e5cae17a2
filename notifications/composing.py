"""From a queued message to what it shows: facts read now, and secrets made now.

A link's token, its code and a code to sign in come into being here and leave in the mail; the
database gets their keyed hashes. A mail that is sent again therefore brings new ones.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import singledispatch

from sqlmodel import Session

from approvals.commands.issue_link import issue_link
from approvals.commands.sign_in import issue_code
from approvals.domain.choices import choices_offered, is_secret
from approvals.domain.deadlines import working_days_between
from approvals.queries import access, dossiers, gates, mail
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, DossierState, EventKind, GateMethod, GateState
from models.gates import Assignment, Gate
from models.mail import Message
from notifications.catalogue import (
    CATALOGUE,
    Escalated,
    GateOpened,
    Notice,
    Outcome,
    Reminder,
    Returned,
    SignInCode,
)
from notifications.contents import (
    Contact,
    Content,
    DossierOutcome,
    OverdueGate,
    ReturnedDossier,
    ReviewRequest,
    SignInDigits,
)
from notifications.facts import award_of, contact_for, reason_of, shown_dossier, shown_gate

_MINUTE = timedelta(minutes=1)


class NoLongerNeeded(Exception):
    """Events have overtaken what the message would say: it is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What composing needs besides the message's ids."""

    session: Session
    message: Message
    reader: Person
    key: bytes
    base_url: str
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)


def compose(making: Making) -> Content:
    """What a message shows now, with fresh secrets. Raises `NoLongerNeeded`."""
    if not making.reader.active:
        raise NoLongerNeeded("the reader has left")
    notice = CATALOGUE[making.message.template].from_context(making.message.context)
    return _content(notice, making)


@singledispatch
def _content(notice: Notice, making: Making) -> Content:
    raise NotImplementedError(notice.template)


@_content.register
def _review_request(notice: GateOpened | Reminder, making: Making) -> Content:
    assignment, gate, dossier = _waiting(making.session, notice)
    rule = award_of(making.session, dossier).rule_at(gate.stage)
    link = issue_link(
        making.session,
        assignment_id=assignment.id,
        message_id=making.message.id,
        key=making.key,
        now=making.now,
    )
    return ReviewRequest(
        reader=making.reader.name,
        contact=_contact(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        role=assignment.role,
        seat_title=mail.seat(making.session, assignment.seat_id).title,
        secret_ballot=is_secret(rule, Choice.PASS),
        may_return=Choice.RETURN in choices_offered(rule, assignment.role),
        due_on=gate.due_on,
        days_left=_working_days(making.today, gate.due_on) if gate.due_on else 0,
        review_url=f"{making.base_url}/r/{link.token}",
        code=link.code,
    )


@_content.register
def _overdue_gate(notice: Escalated, making: Making) -> Content:
    gate = gates.gate(making.session, notice.gate_id)
    if gate is None or gate.state is not GateState.OPEN or gate.due_on is None:
        raise NoLongerNeeded("the gate is closed")
    dossier = mail.dossier(making.session, gate.dossier_id)
    return OverdueGate(
        reader=making.reader.name,
        contact=_contact(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        due_on=gate.due_on,
        days_over=_working_days(gate.due_on, making.today),
        unanswered=_unanswered(making.session, gate),
        dossier_url=_dossier_url(making, dossier),
    )


@_content.register
def _returned_dossier(notice: Returned, making: Making) -> Content:
    gate = gates.gate(making.session, notice.gate_id)
    dossier = mail.dossier(making.session, gate.dossier_id) if gate else None
    if gate is None or dossier is None or dossier.state is not DossierState.RETURNED:
        raise NoLongerNeeded("the dossier is no longer returned")
    return ReturnedDossier(
        reader=making.reader.name,
        contact=_contact(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        returned_on=local_date(gate.closed_at or making.now),
        reason=reason_of(making.session, dossier, EventKind.DOSSIER_RETURNED),
        dossier_url=_dossier_url(making, dossier),
    )


@_content.register
def _dossier_outcome(notice: Outcome, making: Making) -> Content:
    dossier = mail.dossier(making.session, notice.dossier_id)
    gate = mail.last_gate(making.session, dossier)
    rule = award_of(making.session, dossier).rule_at(gate.stage)
    awarded = dossier.state is DossierState.AWARDED
    voted_down = not awarded and gate.method is GateMethod.BALLOT
    return DossierOutcome(
        reader=making.reader.name,
        contact=_contact(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        awarded=awarded,
        decided_on=local_date(dossier.closed_at or making.now),
        decision_number=dossier.decision_number or "",
        # A council answers as a whole: what one member wrote is not its reason.
        reason=()
        if awarded or voted_down
        else reason_of(making.session, dossier, EventKind.DOSSIER_DECLINED),
        needed_percent=rule.ballot.pass_percent.value if voted_down and rule.ballot else None,
        dossier_url=_dossier_url(making, dossier),
    )


@_content.register
def _sign_in_digits(notice: SignInCode, making: Making) -> Content:
    sign_in = access.sign_in(making.session, notice.sign_in_id)
    if sign_in is None or sign_in.used_at is not None or sign_in.expires_at <= making.now:
        raise NoLongerNeeded("the code would come too late")
    return SignInDigits(
        reader=making.reader.name,
        contact=_contact(making),
        code=issue_code(making.session, sign_in.id, key=making.key),
        minutes=max(1, round((sign_in.expires_at - making.now) / _MINUTE)),
        expires_at=sign_in.expires_at,
    )


def _contact(making: Making) -> Contact | None:
    """Whom to ask, unless that is the reader."""
    contact = contact_for(making.session, on=making.today)
    return None if contact and contact.address == making.reader.email else contact


def _waiting(session: Session, notice: GateOpened | Reminder) -> tuple[Assignment, Gate, Dossier]:
    """The task, read under the dossier's lock: no link is made for one that just ended."""
    assignment = gates.assignment(session, notice.assignment_id)
    gate = gates.gate(session, assignment.gate_id) if assignment else None
    dossier = dossiers.for_update(session, gate.dossier_id) if gate else None
    assignment = gates.assignment(session, notice.assignment_id)
    if gate is None or dossier is None or assignment is None:
        raise NoLongerNeeded("the task is gone")
    if assignment.state is not AssignmentState.ACTIVE:
        raise NoLongerNeeded("the task no longer waits for this person")
    return assignment, gate, dossier


def _unanswered(session: Session, gate: Gate) -> tuple[str, ...]:
    waiting = (AssignmentState.ACTIVE, AssignmentState.WAITING)
    return tuple(
        person.name
        for assignment, person in gates.assignments_of(session, gate.id)
        if assignment.state in waiting
    )


def _working_days(start: date, end: date) -> int:
    return working_days_between(start, end, vietnamese_calendar())


def _dossier_url(making: Making, dossier: Dossier) -> str:
    return f"{making.base_url}/dossiers/{dossier.code}"
