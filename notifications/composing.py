"""From a queued message to what it shows: facts read now, and secrets made now.

A link's token, its code and a code to sign in come into being here and leave in the mail; the
database gets their keyed hashes. A mail that is sent again therefore brings new ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import singledispatch
from uuid import UUID

from approvals.commands.issue_link import issue_link
from approvals.commands.mailed_codes import issue_code
from approvals.domain.assurance import asked_at
from approvals.domain.choices import choices_offered, is_secret
from approvals.queries import (
    access,
    bodies,
    digests,
    dossiers,
    gates,
    inbox,
    mail,
    standing_in,
)
from models.access import MailedCode
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice
from models.gates import Assignment, Gate
from models.mail import Message
from notifications.agency_mails import asked_opinion, given_opinion
from notifications.bloc_reports import owed_report
from notifications.briefing import secretariat_brief
from notifications.catalogue import (
    CATALOGUE,
    Changed,
    DecisionCode,
    Digest,
    GateOpened,
    NewLink,
    Reminder,
    SignInCode,
    left_out_as,
)
from notifications.checkpoints import signed_checkpoint
from notifications.conduct_results import (
    goes_on,
    put_on_hold,
    revocation_asked,
    revocation_outcome,
)
from notifications.contents import (
    Choices,
    Content,
    DecisionDigits,
    DossierNews,
    MorningDigest,
    News,
    ReviewRequest,
    SignInDigits,
)
from notifications.cover_notice import cover_notice
from notifications.facts import award_of, shown_dossier, shown_gate
from notifications.leaving_out import leave_out_token
from notifications.making import Making, NoLongerNeeded, contact_of, working_days
from notifications.notice import Notice
from notifications.opinions import entered_opinion
from notifications.rendering import subject_of
from notifications.results import (
    dossier_outcome,
    overdue_gate,
    returned_dossier,
    standing_gate,
    still_returned_dossier,
    void_mail,
)
from notifications.waiting import awaited

_MINUTE = timedelta(minutes=1)


def compose(making: Making) -> Content:
    """What a message shows now, with fresh secrets. Raises `NoLongerNeeded`."""
    if not making.reader.active:
        raise NoLongerNeeded("the reader has left")
    notice = _notice(making.message)
    content = _content(notice, making)
    return replace(content, choices=_choices(notice, content, making))


@singledispatch
def _content(notice: Notice, making: Making) -> Content:
    raise NotImplementedError(notice.template)


_content.register(cover_notice)
_content.register(overdue_gate)
_content.register(standing_gate)
_content.register(returned_dossier)
_content.register(still_returned_dossier)
_content.register(dossier_outcome)
_content.register(void_mail)
_content.register(put_on_hold)
_content.register(goes_on)
_content.register(revocation_asked)
_content.register(revocation_outcome)
_content.register(entered_opinion)
_content.register(asked_opinion)
_content.register(given_opinion)
_content.register(signed_checkpoint)
_content.register(secretariat_brief)
_content.register(owed_report)


@_content.register
def _review_request(notice: GateOpened | Reminder | Changed | NewLink, making: Making) -> Content:
    assignment, gate, dossier = _waiting(making, notice.assignment_id)
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
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        role=assignment.role,
        seat_title=mail.seat(making.session, assignment.seat_id).title,
        acting_for=_acting_for(making, assignment),
        secret_ballot=is_secret(rule, Choice.PASS),
        may_return=Choice.RETURN in choices_offered(rule, assignment.role),
        due_on=gate.due_on,
        days_left=working_days(making.today, gate.due_on) if gate.due_on else 0,
        review_url=f"{making.base_url}/r/{link.token}",
        assurance=asked_at(rule, login_waived=making.login_waived),
        code=link.code,
    )


@_content.register
def _sign_in_digits(notice: SignInCode, making: Making) -> Content:
    code = _wanted(making, notice.code_id)
    return SignInDigits(
        reader=making.reader.name,
        contact=contact_of(making),
        code=issue_code(making.session, code.id, key=making.key),
        minutes=max(1, round((code.expires_at - making.now) / _MINUTE)),
        expires_at=code.expires_at,
    )


@_content.register
def _decision_digits(notice: DecisionCode, making: Making) -> Content:
    _, gate, dossier = _waiting(making, notice.assignment_id)
    code = _wanted(making, notice.code_id)
    return DecisionDigits(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        code=issue_code(making.session, code.id, key=making.key),
        minutes=max(1, round((code.expires_at - making.now) / _MINUTE)),
        expires_at=code.expires_at,
    )


def _wanted(making: Making, code_id: UUID) -> MailedCode:
    """A code that somebody still waits for."""
    code = access.mailed_code(making.session, code_id)
    if code is None or code.used_at is not None or code.expires_at <= making.now:
        raise NoLongerNeeded("the code would come too late")
    return code


@_content.register
def _morning_digest(notice: Digest, making: Making) -> Content:
    gathered = digests.gathered_in(making.session, making.reader.id, dedupe_key=notice.dedupe_key)
    news = tuple(_news([one for one in gathered if one.assignment_id is None], making))
    waiting = inbox.count_waiting(making.session, making.viewer)
    if not waiting and not news:
        raise NoLongerNeeded("nothing of it is so any more")
    listed = awaited(making, gathered)
    return MorningDigest(
        reader=making.reader.name,
        contact=contact_of(making),
        waiting=waiting,
        awaited=listed,
        unlisted=waiting - sum(len(one.dossiers) for one in listed),
        news=news,
        inbox_url=f"{making.base_url}/inbox",
    )


def _news(gathered: Sequence[Message], making: Making) -> Iterator[News]:
    """What each of these messages would say, where it is still so."""
    language = making.message.language
    for message in gathered:
        try:
            content = _content(_notice(message), replace(making, message=message))
        except NoLongerNeeded:
            continue
        url = content.dossier_url if isinstance(content, DossierNews) else making.base_url
        yield News(words=subject_of(message.template, content, language=language), url=url)


def _notice(message: Message) -> Notice:
    return CATALOGUE[message.template].from_context(message.context)


def _choices(notice: Notice, content: Content, making: Making) -> Choices | None:
    """Where the reader says whether such mail comes, and when."""
    if not notice.can_wait and not isinstance(notice, Digest):
        return None
    due_on = content.due_on if isinstance(content, ReviewRequest) else None
    topic = left_out_as(notice, due_on=due_on, today=making.today)
    token = leave_out_token(making.reader.id, topic, key=making.key) if topic else ""
    return Choices(
        url=f"{making.base_url}/preferences",
        topic=topic,
        leave_out_url=f"{making.base_url}/unsubscribe/{token}" if token else "",
    )


def _waiting(making: Making, assignment_id: UUID) -> tuple[Assignment, Gate, Dossier]:
    """The task, read under the dossier's lock: no link is made for one that just ended."""
    session = making.session
    assignment = gates.assignment(session, assignment_id)
    gate = gates.gate(session, assignment.gate_id) if assignment else None
    dossier = dossiers.for_update(session, gate.dossier_id) if gate else None
    assignment = gates.assignment(session, assignment_id)
    if gate is None or dossier is None or assignment is None:
        raise NoLongerNeeded("the task is gone")
    if assignment.state is not AssignmentState.ACTIVE:
        raise NoLongerNeeded("the task no longer waits for this person")
    if assignment.person_id != making.reader.id:
        acting = standing_in.for_assignments(session, [assignment_id], on=making.today)
        if assignment_id not in acting or acting[assignment_id].person.id != making.reader.id:
            raise NoLongerNeeded("the reader does not act for this person any more")
    return assignment, gate, dossier


def _acting_for(making: Making, assignment: Assignment) -> str:
    """Whose task it is; empty where it is the reader's own."""
    asked = bodies.person(making.session, assignment.person_id)
    return asked.name if asked and asked.id != making.reader.id else ""
