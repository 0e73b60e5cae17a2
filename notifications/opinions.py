"""Telling absent members of a council what was entered in their names."""

from approvals.queries import gates, mail, opinions
from core.clock import local_date
from models.enums import GateState
from notifications.catalogue import OpinionEntered
from notifications.contents import EnteredOpinion
from notifications.facts import shown_dossier, shown_gate
from notifications.making import Making, NoLongerNeeded, contact_of, dossier_url


def entered_opinion(notice: OpinionEntered, making: Making) -> EnteredOpinion:
    written = opinions.with_people(making.session, notice.opinion_id)
    duty = gates.assignment(making.session, written.opinion.assignment_id) if written else None
    gate = gates.gate(making.session, duty.gate_id) if duty else None
    if written is None or duty is None or gate is None:
        raise NoLongerNeeded("the opinion was struck")
    dossier = mail.dossier(making.session, gate.dossier_id)
    said = gates.ballot_of(making.session, duty.id)
    return EnteredOpinion(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        said=said.choice if said else None,
        dated_on=written.opinion.dated_on,
        entered_by=written.entered_by.name,
        entered_on=local_date(written.opinion.entered_at),
        may_object=gate.state is GateState.OPEN,
        opinion_url=f"{dossier_url(making, dossier)}/assignments/{duty.id}/opinion",
    )
