"""Asking other bodies for their opinion by mail, and telling those who wait what they said."""

from approvals.commands.issue_link import issue_opinion_link
from approvals.queries import agency_opinions, dossiers, gates
from approvals.queries.agency_opinions import Told
from models.dossiers import Dossier
from models.gates import Gate
from notifications.agency_contents import OpinionRequest, OpinionSaid
from notifications.agency_notices import OpinionAsked, OpinionGiven, OpinionReminder
from notifications.facts import in_language, shown_dossier, shown_gate
from notifications.making import Making, NoLongerNeeded, contact_of, dossier_url, working_days


def asked_opinion(notice: OpinionAsked | OpinionReminder, making: Making) -> OpinionRequest:
    told, dossier, gate = _told(notice, making)
    one, language = told.opinion, making.message.language
    if not one.awaited or dossier.closed_at is not None:
        raise NoLongerNeeded("nobody waits for it any more")
    if not agency_opinions.may_answer(making.viewer, one.body_id):
        raise NoLongerNeeded("the reader does not answer for this body any more")
    link = issue_opinion_link(
        making.session,
        opinion_id=one.id,
        message_id=making.message.id,
        key=making.key,
        now=making.now,
    )
    return OpinionRequest(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, language),
        gate=shown_gate(making.session, gate, language),
        body=in_language(language, told.body.name, told.body.name_en),
        question=tuple(told.question.splitlines()),
        due_on=one.due_on,
        days_left=working_days(making.today, one.due_on),
        silence_agrees=one.lapses_at is not None,
        opinion_url=f"{making.base_url}/o/{link.token}",
        code=link.code,
    )


def given_opinion(notice: OpinionGiven, making: Making) -> OpinionSaid:
    told, dossier, gate = _told(notice, making)
    one, language = told.opinion, making.message.language
    if one.awaited or dossier.closed_at is not None:
        raise NoLongerNeeded("there is nothing to tell")
    return OpinionSaid(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, language),
        gate=shown_gate(making.session, gate, language),
        body=in_language(language, told.body.name, told.body.name_en),
        answer=one.answer,
        document=one.document,
        reason=tuple(told.reason.splitlines()),
        dossier_url=dossier_url(making, dossier),
    )


def _told(
    notice: OpinionAsked | OpinionReminder | OpinionGiven, making: Making
) -> tuple[Told, Dossier, Gate]:
    """Read under the dossier's lock: no link is made for what just ended."""
    session = making.session
    known = agency_opinions.opinion(session, notice.opinion_id)
    dossier = dossiers.for_update(session, known.dossier_id) if known else None
    gate = gates.gate(session, known.gate_id) if known else None
    if known is None or dossier is None or gate is None:
        raise NoLongerNeeded("the question is gone")
    session.refresh(known)
    told = agency_opinions.told_of(session, dossier.id)
    return next(one for one in told if one.opinion.id == known.id), dossier, gate
