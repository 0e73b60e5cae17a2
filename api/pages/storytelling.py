"""A dossier's history as the timeline people read: what happened, where, and in whose words.

Votes are told as a result; who voted how is told nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from api.pages.formats import Format
from api.pages.story_words import ASKED_FOR, MAIL, MAILED, PLAIN, RESULTS, VERDICTS
from approvals.domain.erased import shown_name
from approvals.domain.wording import N_
from approvals.queries.events import Entry
from models.bodies import Body, Person
from models.enums import Choice, EventKind, GateState, Role
from models.gates import Gate


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a timeline; `words` is what somebody wrote."""

    tone: str
    icon: str
    title: str
    at: datetime
    about: str = ""
    words: str = ""


# Told before, or one member's among others.
_WRITTEN = ("reason", "note", "ground")  # what of an entry's texts is told in its own line
_BY_ITSELF = EventKind.ASSIGNMENT_ACTIVATED  # unless somebody gave a seat for the dossier's sake
_WORDLESS = (EventKind.DOSSIER_DECLINED, EventKind.OPINION_ENTERED)


def story(
    entries: Sequence[Entry],
    gates: Sequence[tuple[Gate, Body]],
    nominated_by: Body,
    written: Format,
    people: Mapping[UUID, Person] = MappingProxyType({}),
) -> list[Told]:
    """The timeline, oldest first. What only machines need is left out.

    `people` are those whom the reader may know by name as asked, where there are any.
    """
    teller = _Teller(
        places={gate.key: written.body_name(body) for gate, body in gates},
        nominated_by=written.body_name(nominated_by),
        written=written,
        people={str(id_): written.named(person) for id_, person in people.items()},
    )
    return [told for entry in entries if (told := teller.tell(entry))]


@dataclass(frozen=True, slots=True)
class _Teller:
    places: Mapping[str, str]
    nominated_by: str
    written: Format
    people: Mapping[str, str]

    def tell(self, entry: Entry) -> Told | None:
        match entry.kind:
            case EventKind.ASSIGNMENT_DECIDED:
                return self._decision(entry)
            case EventKind.GATE_SETTLED:
                return self._result(entry)
            case EventKind.GATE_OPENED:
                return self._told(entry, about=self._due(entry))
            case EventKind.MESSAGES_QUEUED:
                return self._mailed(entry)
            case kind if kind in PLAIN and (entry.actor_id or kind is not _BY_ITSELF):
                return self._told(entry, self._wording(entry))
            case _:  # returned: told by the decision; activated: machines' business
                return None

    def _told(self, entry: Entry, text: str = "", about: str | None = None) -> Told:
        look, usual = PLAIN[entry.kind]
        values = {
            **entry.facts,
            **entry.texts,
            **{name: self.written.erased(at) for name, at in entry.erased.items()},
            "giver": self._named(entry, "from"),
            "taker": self._named(entry, "to"),
            "member": self._member(entry),
            "nominated_by": self.nominated_by,
            "body": self._place(entry),
        }
        return Told(
            tone=look.tone,
            icon=look.icon,
            title=self.written.texts.gettext(text or usual) % values,
            at=entry.at,
            about=self._actor(entry) if about is None else about,
            words="" if entry.kind in _WORDLESS else self._words(entry),
        )

    def _mailed(self, entry: Entry) -> Told | None:
        text = MAILED.get(str(entry.facts["notice"]))
        if text is None:
            return None
        names = {"nominated_by": self.nominated_by, "body": self._place(entry)}
        return Told(MAIL.tone, MAIL.icon, self.written.texts.gettext(text) % names, entry.at)

    def _wording(self, entry: Entry) -> str:
        """What says more than the usual words, where more is known; else nothing."""
        if entry.kind is EventKind.DOSSIER_AWARDED and entry.facts.get("decision_number"):
            return N_("The award is given: decision %(decision_number)s")
        if self._named(entry, "from") and self._named(entry, "to"):
            return N_("%(body)s: the task of %(giver)s was handed to %(taker)s")
        if entry.actor_id and entry.kind in ASKED_FOR:
            return ASKED_FOR[entry.kind]
        if entry.kind is EventKind.OPINION_ENTERED and self._member(entry):
            return N_("%(body)s: the written opinion of %(member)s was entered")
        if entry.kind is EventKind.OPINION_STRUCK and self._member(entry):
            return N_("%(body)s: the written opinion of %(member)s was struck")
        return ""

    def _named(self, entry: Entry, side: str) -> str:
        duty = entry.facts.get(side)
        return self.people.get(str(duty["person"]), "") if isinstance(duty, dict) else ""

    def _member(self, entry: Entry) -> str:
        return self.people.get(str(entry.facts.get("person")), "")

    def _place(self, entry: Entry) -> str:
        return self.places.get(str(entry.facts.get("gate")), "")

    def _decision(self, entry: Entry) -> Told | None:
        """What one person said; single votes are not told."""
        _ = self.written.texts.gettext
        choice, role = entry.facts.get("choice"), entry.facts.get("role")
        if role not in {Role.SIGNATORY, Role.APPRAISER} and choice != Choice.RETURN:
            return None
        verdict = VERDICTS[str(choice)]
        facts = {"body": self._place(entry), "choice": self.written.label(Choice(str(choice)))}
        if role == Role.APPRAISER:
            title = _("%(body)s, appraiser's recommendation: %(choice)s") % facts
        else:
            title = _("%(body)s: %(choice)s") % facts
        who = self._who(entry)
        return Told(verdict.tone, verdict.icon, title, entry.at, who, self._words(entry))

    def _who(self, entry: Entry) -> str:
        """Who decided, and for whom, where they acted for somebody."""
        asked = self.people.get(str(entry.facts.get("for")), "")
        facts = {"acting": self._actor(entry), "name": asked}
        text = self.written.texts.gettext("%(acting)s for %(name)s") if asked else "%(acting)s"
        return str(text) % facts

    def _result(self, entry: Entry) -> Told | None:
        """How a council voted; what one person settled is told as their decision."""
        _ = self.written.texts.gettext
        facts = entry.facts
        if "members" not in facts:
            return None
        result = RESULTS[str(facts["state"])]
        title = _("%(body)s: %(result)s") % {
            "body": self._place(entry),
            "result": self.written.label(GateState(str(facts["state"]))),
        }
        votes = _("%(yes)s of all %(members)s members in favour, %(no)s against") % facts
        return Told(result.tone, result.icon, title, entry.at, votes)

    def _actor(self, entry: Entry) -> str:
        return shown_name(entry.actor_name or "", entry.actor_erased_at, self.written.texts.gettext)

    def _words(self, entry: Entry) -> str:
        """What somebody wrote, or that it was erased."""
        return next(filter(None, (self.written.said(entry, name) for name in _WRITTEN)), "")

    def _due(self, entry: Entry) -> str:
        due_on = entry.facts.get("due_on")
        if not due_on:
            return ""
        day = self.written.short_date(datetime.fromisoformat(str(due_on)).date())
        return str(self.written.texts.gettext("due on %(day)s") % {"day": day})
