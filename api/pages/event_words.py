"""Every event of a history as one line, also those that the timeline leaves to machines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.pages.formats import Format
from api.pages.looks import Look, look
from api.pages.storytelling import story
from approvals.domain.erased import shown_name
from approvals.domain.wording import N_
from approvals.queries.dossier_page import DossierPage
from approvals.queries.events import Entry
from models.bodies import Person
from models.enums import EventKind, GateState


@dataclass(frozen=True, slots=True)
class EventLine:
    """What happened, in one line; `about` is who, or by when."""

    seq: int
    at: datetime
    look: Look
    title: str
    about: str = ""


_UNTOLD: Mapping[EventKind, tuple[str, str]] = {  # an icon and words
    EventKind.ASSIGNMENT_DECIDED: ("person", N_("%(body)s: a member voted")),
    EventKind.ASSIGNMENT_ACTIVATED: ("person", N_("%(body)s: the next reviewer is asked")),
    EventKind.DOSSIER_RETURNED: ("back", N_("The dossier is returned to be supplemented")),
    EventKind.MESSAGES_QUEUED: ("mail", N_("Mail was queued")),
    EventKind.MESSAGE_ACCEPTED: ("mail", N_("The mail service took a mail")),
    EventKind.MESSAGE_DELIVERED: ("mail", N_("A mail was delivered")),
}


def event_lines(
    live: DossierPage, people: Mapping[UUID, Person], written: Format
) -> Sequence[EventLine]:
    """One for each event the reader may read, oldest first."""
    gates = [(at.gate, at.body) for at in live.gates]
    places = {gate.key: written.body_name(body) for gate, body in gates}
    found = []
    for entry in live.timeline:
        told = story([entry], gates, live.body, written, people)
        if told:
            shown = Look(told[0].tone, told[0].icon)
            found.append(EventLine(entry.seq, entry.at, shown, told[0].title, told[0].about))
        else:
            found.append(_untold(entry, places.get(str(entry.facts.get("gate")), ""), written))
    return found


def _untold(entry: Entry, body: str, written: Format) -> EventLine:
    if entry.kind is EventKind.GATE_SETTLED:
        state = GateState(str(entry.facts["state"]))
        title = written.texts.gettext("%(body)s: %(result)s")
        title = title % {"body": body, "result": written.label(state)}
        return EventLine(entry.seq, entry.at, look(state), title)
    icon, text = _UNTOLD.get(entry.kind, ("dash", N_("The engine noted something")))
    title = str(written.texts.gettext(text)) % {"body": body}
    about = shown_name(entry.actor_name or "", entry.actor_erased_at, written.texts.gettext)
    return EventLine(entry.seq, entry.at, Look("quiet", icon), title, about)
